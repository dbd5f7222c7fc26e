/* ---
id: HIS-013
title: Unduplicated count of a school fell by a fifth since last year
module: data
role: data_steward
needs: [orgs, program_associations, last_year_program_associations, compared_students]
of: orgs
severity: warning
says: >-
  {evidence} students of the school are English learners, entitled to free or reduced-price meals, or in foster care;
  a year ago ({day}) there were {before}.
why: >-
  Supplemental and concentration grants are paid by this count. It falls mostly because meal applications or direct
  certifications of this year are not in yet.
fix: >-
  Ask the food service office which applications and certifications are open, and load the newest match of the state.
  Then compare with the state's own count before it is certified.
not_a_problem_when: Fewer families qualify, or the students moved to another school together.
cost: {hours: 2}
only_if:
  sql: >-
    select year(as_of() + interval '6' month) = year(last_year_day() + interval '6' month) + 1
    and exists (select 1 from last_year_program_associations)
  otherwise: the record holds no programs of the school year before
--- */
with known as (
  -- Only programs that both years know: one that was not delivered is not empty.
  select p.program_type from program_associations p
  where p.program_type in ('english_learner', 'food_service', 'foster')
  intersect
  select p.program_type from last_year_program_associations p
),
entitled as (
  select true as is_now, p.person_id
  from program_associations p
  join known k on k.program_type = p.program_type
  where (p.begin_date is null or p.begin_date <= as_of()) and (p.end_date is null or p.end_date >= as_of())
  union
  select false, p.person_id
  from last_year_program_associations p
  join known k on k.program_type = p.program_type
  where (p.begin_date is null or p.begin_date <= last_year_day()) and (p.end_date is null or p.end_date >= last_year_day())
),
counted as (
  select s.org_id, s.is_now, count(distinct s.person_id) as students, count(distinct e.person_id) as entitled
  from compared_students s
  left join entitled e on e.is_now = s.is_now and e.person_id = s.person_id
  group by s.org_id, s.is_now
)
select o.org_id as subject, o.org_id as school_id, n.entitled as evidence, t.entitled as before,
       cast(last_year_day() as varchar) as day, o.file, o.line
from orgs o
join counted t on t.org_id = o.org_id and not t.is_now
join counted n on n.org_id = o.org_id and n.is_now
where o.org_type = 'school' and t.entitled - n.entitled >= greatest(15, t.entitled * 0.2)
  -- Where the school shrank as much, the count only follows.
  and n.entitled < t.entitled * 0.85 * n.students / t.students
