/* ---
id: ATT-005
title: Attendance is recorded on a day that has not come yet
module: data
role: school_office
needs: [attendance_list]
of: attendance_list
severity: error
says: Attendance of student {subject} is dated {evidence}, after the day of this delivery.
column: date
where: date > as_of() + interval '1' day and (category in ('tardy', 'present', 'unexcused') or date > as_of()
  + interval '30' day)
subject: local_id
evidence: cast(date as varchar)
why: Nobody can be late or truant tomorrow. The year or month was mistyped, and the real day shows the student
  as present.
fix: Correct the date with the school office.
not_a_problem_when: It is an absence that the family announced (up to 30 days ahead are let pass).
cost: {hours: 0.1}
--- */
