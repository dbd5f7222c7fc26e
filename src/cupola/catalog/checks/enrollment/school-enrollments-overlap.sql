/* ---
id: ENR-001
title: Student is enrolled twice at the same time
module: data
role: school_office
needs: [student_list, org_identifiers]
of: student_list
severity: error
says: "{how}"
column: entry_date
why: >-
  The state pays for a student once and rejects both rows, or counts the student at the wrong school. Two
  schools take attendance for one child, and one of them marks the child absent every day.
fix: >-
  Open the student's enrollment history in the student information system. If the student moved, enter the
  last day at the school that was left. If the row is there twice, delete one. If an old file was loaded
  again, look at the dates of the files first.
not_a_problem_when: >-
  The student attends two schools at once by program, and the second is reported as a secondary
  enrollment.
cost: {hours: 0.3}
--- */
with rosters as (
  select s.system, s.file
  from student_list s
  join source_systems y on y.system = s.system
  where y.kind in ('sis', 'state', 'other') and s.local_id is not null and s.entry_date is not null
  group by s.system, s.file
  having count(*) < 1.5 * count(distinct s.local_id) or count(*) - count(distinct s.local_id) <= 25
),
twice as (
  select s.system, s.file, s.local_id
  from student_list s
  join rosters r on r.system = s.system and r.file = s.file
  where s.local_id is not null
  group by s.system, s.file, s.local_id
  having count(*) > 1
),
spans as (
  select s.system, s.file, s.line, s.local_id, coalesce(s.school_code, s.school_name, '?') as school,
         s.school_code, s.entry_date, coalesce(s.exit_date, date '9999-12-31') as last_day
  from student_list s
  join twice t on t.system = s.system and t.file = s.file and t.local_id = s.local_id
  where s.entry_date <= coalesce(s.exit_date, date '9999-12-31')
    and not regexp_matches(lower(coalesce(s.status, '') || ' ' || coalesce(s.entry_code, '')),
                           '^.*(second|concurr|short|dual|shared|part).*$')
),
ordered as (
  select p.*,
         max(p.last_day) over (partition by p.system, p.file, p.local_id order by p.entry_date, p.line
                               rows between unbounded preceding and 1 preceding) as taken_until,
         lag(p.school) over (partition by p.system, p.file, p.local_id order by p.entry_date, p.line) as before_school,
         lag(p.entry_date) over (partition by p.system, p.file, p.local_id order by p.entry_date, p.line) as before_entry,
         lag(p.last_day) over (partition by p.system, p.file, p.local_id order by p.entry_date, p.line) as before_last,
         lag(p.line) over (partition by p.system, p.file, p.local_id order by p.entry_date, p.line) as before_line
  from spans p
),
clashes as (
  select o.*, row_number() over (partition by o.system, o.file, o.local_id order by o.entry_date, o.line) as place
  from ordered o
  where o.entry_date < o.taken_until
)
select c.local_id as subject, o.org_id as school_id, c.school as evidence,
       case when c.school = c.before_school and c.entry_date = c.before_entry and c.last_day = c.before_last
            then 'The row repeats line ' || c.before_line || ': same student, same school, same dates.'
            else 'Enrolled at school ' || c.school || ' from ' || c.entry_date || ', while the enrollment at school '
                 || c.before_school || ' from ' || c.before_entry
                 || case when c.before_last = date '9999-12-31' then ' is still open.'
                         else ' runs to ' || c.before_last || '.' end
            end as how, c.file, c.line
from clashes c
left join (select i.value, min(i.org_id) as org_id from org_identifiers i
           where i.id_type = 'school_code' group by i.value) o on o.value = c.school_code
where c.place = 1
