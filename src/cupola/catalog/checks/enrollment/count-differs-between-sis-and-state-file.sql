/* ---
id: ENR-020
title: School has another number of students in the state file than in the SIS
module: data
role: data_steward
needs: [student_list, oneroster_users, persons, person_org_roles, org_identifiers]
of: student_list
severity: warning
says: >-
  Grade {grade} of school {school_code} has {evidence} students in the state file and {in_sis} in
  the SIS.
why: >-
  The district certifies a number that its own schools do not know. Funding, staffing and seats
  follow that number.
fix: >-
  Look at the findings about single students first. If there are none, the extract leaves a group
  out: a program, a date, a kind of enrollment.
not_a_problem_when: >-
  The two files are of different days, with many moves in between.
cost: {hours: 0.5}
--- */
with state_counts as (
  select l.school_code, ltrim(l.grade, '0') as grade, count(distinct l.local_id) as students, min(l.line) as line, arg_min(l.file, l.line) as file
  from student_list l
  join source_systems s on s.system = l.system and s.kind = 'state'
  where l.local_id is not null and l.school_code is not null and l.grade is not null
    and l.entry_date <= as_of() and (l.exit_date is null or l.exit_date >= as_of())
  group by l.school_code, ltrim(l.grade, '0')
),
codes as (
  select org_id, min(trim(value)) as school_code from org_identifiers where id_type = 'school_code' group by org_id
),
sis_counts as (
  select c.school_code, min(r.org_id) as org_id, ltrim(r.grade, '0') as grade, count(distinct r.person_id) as students
  from person_org_roles r
  join persons p on p.person_id = r.person_id and p.is_student and coalesce(p.is_enabled, true)
  join source_systems s on s.system = r.system and s.kind = 'sis'
  join codes c on c.org_id = r.org_id
  where r.role = 'student' and coalesce(r.role_type, 'primary') <> 'secondary' and r.grade is not null
    and (r.begin_date is null or r.begin_date <= as_of()) and (r.end_date is null or r.end_date >= as_of())
  group by c.school_code, ltrim(r.grade, '0')
),
compared as (
  select s.school_code, s.org_id, s.grade, s.students as in_sis, t.students as in_state, t.file, t.line,
         abs(s.students - t.students) >= 4 and 10 * abs(s.students - t.students) > s.students as is_apart
  from state_counts t
  join sis_counts s on s.school_code = t.school_code and s.grade = t.grade
)
select c.school_code || ' ' || c.grade as subject, c.org_id as school_id, c.in_state as evidence, c.in_sis, c.grade, c.school_code, c.file, c.line
from compared c
where c.is_apart
  -- Where most counts are apart, one of the two is of another day or a part only.
  and (select 3 * count(case when is_apart then 1 end) <= count(*) from compared)
