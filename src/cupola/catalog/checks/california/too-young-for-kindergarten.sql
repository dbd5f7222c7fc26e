/* ---
id: CAL-016
title: Child is too young for kindergarten or transitional kindergarten
module: data
role: registrar
needs: [calpads_enrollment]
of: calpads_enrollment
severity: warning
says: >-
  Student {subject} is in {evidence} and was born after the day that the law sets for it.
column: birth_date
why: >-
  The state does not count a child who is too young, and the school is not paid for the seat.
fix: >-
  Compare the birth date with the papers. If it is right, the family may have asked for early entry:
  see that the papers of that are on file, and ask whether the child counts.
not_a_problem_when: >-
  The district lets children in early at its own cost, and knows which.
cost: {hours: 0.2}
--- */
with year as (
  select case when month(as_of()) >= 7 then year(as_of()) else year(as_of()) - 1 end as autumn
)
select coalesce(e.local_id, e.ssid) as subject, case e.grade_level when 'KN' then 'kindergarten' else 'transitional kindergarten' end as evidence,
       e.school_of_attendance as school_code, e.file, e.line
from calpads_enrollment e
cross join year y
where e.grade_level in ('KN', 'TK') and (e.enrollment_exit_date is null or e.enrollment_exit_date >= as_of())
  and e.birth_date > cast((y.autumn - case e.grade_level when 'KN' then 5 else 4 end) || '-09-01' as date)
