/* ---
id: HIS-013
title: Unduplicated count of a school fell by a fifth since last year
module: data
role: data_steward
needs: [person_org_roles, orgs, program_associations, last_year_program_associations, last_year_students]
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
with now_here as (
  select r.person_id, r.org_id, r.grade
  from person_org_roles r
  where lower(r.role) = 'student' and (r.begin_date is null or r.begin_date <= as_of())
    and (r.end_date is null or r.end_date >= as_of())
    and split_part(r.person_id, ':', 1) not in (select y.source_system_id from source_systems y where y.kind = 'enrollment')
),
-- A list of some of the students is no district: then nothing is compared.
whole as (
  select 1 as one
  where (select count(distinct n.person_id) from now_here n) between
        0.75 * (select count(distinct t.last_year_person_id) from last_year_students t) and
        1.34 * (select count(distinct t.last_year_person_id) from last_year_students t)
),
-- Only programs that both years know: one that was not delivered is not empty.
counted as (
  select p.program_type from program_associations p
  where p.program_type in ('english_learner', 'food_service', 'foster')
  intersect
  select p.program_type from last_year_program_associations p
),
now_in as (
  select n.org_id, count(distinct n.person_id) as students, count(distinct p.person_id) as counted
  from now_here n
  left join (
    select p.person_id from program_associations p
    join counted c on c.program_type = p.program_type
    where (p.begin_date is null or p.begin_date <= as_of()) and (p.end_date is null or p.end_date >= as_of())
  ) p on p.person_id = n.person_id
  group by n.org_id
),
then_in as (
  select t.org_id, count(distinct t.last_year_person_id) as students, count(distinct p.person_id) as counted
  from last_year_students t
  left join (
    select p.person_id from last_year_program_associations p
    join counted c on c.program_type = p.program_type
    where (p.begin_date is null or p.begin_date <= last_year_day()) and (p.end_date is null or p.end_date >= last_year_day())
  ) p on p.person_id = t.last_year_person_id
  group by t.org_id
)
select o.org_id as subject, o.org_id as school_id, n.counted as evidence, t.counted as before,
       cast(last_year_day() as varchar) as day, o.file, o.line
from orgs o
join then_in t on t.org_id = o.org_id
join now_in n on n.org_id = o.org_id
cross join whole w
where o.org_type = 'school' and t.counted - n.counted >= greatest(15, t.counted * 0.2)
  -- Where the school shrank as much, the count only follows.
  and n.counted < t.counted * 0.85 * n.students / t.students
