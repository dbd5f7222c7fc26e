/* ---
id: HIS-003
title: Number of students in a program changed strongly since the snapshot before
module: data
role: data_steward
needs: [program_associations, orgs, earlier_program_associations]
of: orgs
severity: warning
says: "{evidence} students are in the program {program}; in the snapshot of {day} there were {before}."
why: >-
  Program counts carry money and duties. When a code changes its meaning or a program is left out of an export, services
  stop without a word and the funding count of the next census day is wrong.
fix: Ask the program's owner whether the change is real. If not, look for the code in the export and export again.
not_a_problem_when: The program ended or was opened at this school on purpose.
cost: {hours: 1}
only_if:
  sql: select year(as_of() + interval '6' month) = year(earlier_day() + interval '6' month)
  otherwise: a new school year has begun since the snapshot before
--- */
with programs(program_type, program) as (
  values ('special_education', 'special education'), ('english_learner', 'English learners'), ('homeless', 'homeless'),
         ('foster', 'foster care'), ('migrant', 'migrant'), ('food_service', 'free and reduced-price meals'),
         ('title_i', 'Title I'), ('section_504', 'Section 504'), ('cte', 'career and technical education')
),
now_there as (
  select r.org_id, p.program, count(distinct r.person_id) as students
  from program_associations r
  join programs p on p.program_type = r.program_type
  where (r.begin_date is null or r.begin_date <= as_of()) and (r.end_date is null or r.end_date >= as_of())
    and split_part(r.person_id, ':', 1) in (select distinct split_part(k.person_id, ':', 1) from earlier_program_associations k)
  group by r.org_id, p.program
),
then_there as (
  select r.org_id, p.program, count(distinct r.person_id) as students
  from earlier_program_associations r
  join programs p on p.program_type = r.program_type
  where (r.begin_date is null or r.begin_date <= earlier_day()) and (r.end_date is null or r.end_date >= earlier_day())
  group by r.org_id, p.program
)
select o.org_id || ' ' || t.program as subject, o.org_id as school_id, coalesce(n.students, 0) as evidence,
       t.students as before, t.program, cast(earlier_day() as varchar) as day,
       o.file, o.line
from orgs o
join then_there t on t.org_id = o.org_id
left join now_there n on n.org_id = t.org_id and n.program = t.program
where abs(coalesce(n.students, 0) - t.students) >= greatest(10, t.students * 0.3)
