/* ---
id: ENR-018
title: Student is enrolled in the state file but not in the SIS
module: data
role: registrar
needs: [student_list, oneroster_users, persons, person_org_roles]
of: student_list
severity: error
says: >-
  Student {subject} has an open enrollment in the state file, and the SIS {evidence}.
column: exit_date
why: >-
  A student of last year who was never exited, or one who left since, is still counted here. The
  next district cannot enroll the student, and the state asks for the money back.
fix: >-
  See when the student left, enter day and reason in the SIS, and send the enrollment to the state
  again.
not_a_problem_when: >-
  The student left in these days and the state file is older.
cost: {hours: 0.3}
--- */
with lately as (
  select person_id, bool_or(end_date >= as_of() - interval '14' day) as left_lately
  from person_org_roles
  where role = 'student'
  group by person_id
),
known as (
  select ltrim(trim(p.local_id), '0') as number, bool_or(coalesce(p.is_enabled, true) or coalesce(r.left_lately, false)) as is_here
  from persons p
  join oneroster_users u on u.person_key = p.person_id
  left join lately r on r.person_id = p.person_id
  where p.is_student and p.local_id is not null
  group by ltrim(trim(p.local_id), '0')
),
open_stays as (
  select l.system, l.local_id, min(l.school_code) as school_code, min(l.line) as line, arg_min(l.file, l.line) as file
  from student_list l
  join source_systems s on s.system = l.system and s.kind = 'state'
  where l.local_id is not null and l.entry_date <= as_of() and l.exit_date is null and coalesce(trim(l.exit_code), '') = ''
  group by l.system, l.local_id
),
compared as (
  select o.system, o.local_id, o.school_code, o.file, o.line, k.number is not null as is_known, coalesce(k.is_here, false) as is_here
  from open_stays o
  left join known k on k.number = ltrim(trim(o.local_id), '0')
),
agreeing as (
  -- Where most are unknown, the two systems number their students differently or are of two school years.
  select system from compared group by system having 2 * count(case when is_here then 1 end) >= count(*)
)
select c.local_id as subject, case when c.is_known then 'knows that the student has left' else 'does not know the student' end as evidence,
       c.school_code, c.file, c.line
from compared c
join agreeing a on a.system = c.system
where not c.is_here
