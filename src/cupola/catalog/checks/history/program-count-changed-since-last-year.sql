/* ---
id: HIS-012
title: Number of students in a program changed by two fifths since last year
module: data
role: data_steward
needs: [program_associations, last_year_program_associations, compared_students]
of: program_associations
severity: warning
says: "{evidence} students of the district are in the program {subject}; a year ago ({day}) there were {before}."
why: >-
  Money, staff and duties follow these numbers. A program that shrinks or grows so much in a year is mostly a code that
  changed its meaning, or a list that was exported with another filter.
fix: Ask the program's owner whether the change is real. If not, look for the code in the export and export again.
not_a_problem_when: The program was opened, closed or given other conditions this year.
cost: {hours: 1}
only_if:
  sql: >-
    select year(as_of() + interval '6' month) = year(last_year_day() + interval '6' month) + 1
    and exists (select 1 from last_year_program_associations)
  otherwise: the record holds no programs of the school year before
--- */
with programs(program_type, program) as (
  values ('special_education', 'special education'), ('english_learner', 'English learners'), ('homeless', 'homeless'),
         ('foster', 'foster care'), ('migrant', 'migrant'), ('food_service', 'free and reduced-price meals'),
         ('title_i', 'Title I'), ('section_504', 'Section 504'), ('cte', 'career and technical education')
),
now_in as (
  select p.program_type, count(distinct p.person_id) as students, min(p.file) as file
  from program_associations p
  join (select distinct s.person_id from compared_students s where s.is_now) n on n.person_id = p.person_id
  where (p.begin_date is null or p.begin_date <= as_of()) and (p.end_date is null or p.end_date >= as_of())
  group by p.program_type
),
then_in as (
  select p.program_type, count(distinct p.person_id) as students
  from last_year_program_associations p
  join (select distinct s.person_id from compared_students s where not s.is_now) t on t.person_id = p.person_id
  where (p.begin_date is null or p.begin_date <= last_year_day()) and (p.end_date is null or p.end_date >= last_year_day())
  group by p.program_type
)
select g.program as subject, n.students as evidence, t.students as before, cast(last_year_day() as varchar) as day,
       n.file
from then_in t
-- A program of which nothing was delivered is not known; it is not empty.
join now_in n on n.program_type = t.program_type
join programs g on g.program_type = t.program_type
where abs(n.students - t.students) >= greatest(20, t.students * 0.4)
