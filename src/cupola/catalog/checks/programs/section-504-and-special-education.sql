/* ---
id: PRG-008
title: Student is in special education and has a Section 504 plan too
module: data
role: special_education
needs: [student_list]
of: student_list
severity: warning
says: Student {subject} is marked both for special education and for a plan under Section 504.
why: The special education plan takes the place of the other. With both open, teachers and test coordinators
  do not know whose accommodations hold.
fix: Ask the case manager which plan is in force and end the other with its date.
not_a_problem_when: The state wants both flags, or the second plan covers a need that the first does not touch.
cost: {hours: 0.3}
--- */
select coalesce(l.local_id, l.state_id, l.record_id) as subject, cast(null as varchar) as evidence, l.school_code, l.file, l.line
from student_list l
join source_systems s on s.system = l.system and s.kind in ('state', 'sis')
where truthy(l.section_504) and truthy(l.special_education)
  and (l.exit_date is null or l.exit_date >= as_of())
