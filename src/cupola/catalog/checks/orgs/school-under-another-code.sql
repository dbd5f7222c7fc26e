/* ---
id: ORG-007
title: School that two systems know under different codes
module: data
role: data_steward
needs: [orgs, org_identifiers]
of: orgs
severity: warning
says: "{evidence} has a school of this name under another code, and nothing says that they are one."
why: >-
  What belongs to the school is filed under two codes: counts are split, and a student of the one looks
  like somebody who left in the other.
fix: >-
  If it is one school, put both codes in one row of the list of schools (school code and state code, NCES
  number or other code) and bring that list along with the exports.
not_a_problem_when: >-
  Two schools really have the same name, such as a middle school and a high school of one campus.
cost: {hours: 0.2}
--- */
with coded as (
  select distinct i.system, i.org_id, i.value from org_identifiers i where i.id_type <> 'sourced_id'
),
meant as (
  select c.value, min(c.org_id) as school from coded c group by c.value
),
known as (
  select c.system, min(m.school) as school, c.org_id
  from meant m
  join coded c on c.value = m.value
  group by c.system, c.org_id
),
schools as (
  select distinct k.system, k.school
  from (select o.org_id from orgs o where o.org_type = 'school' and o.status not in ('inactive', 'closed')) open
  join known k on k.org_id = open.org_id
),
named as (
  select s.system, s.school, min(n.name) as name
  from schools s
  join (select o.system, k.school, lower(trim(o.name)) as name from orgs o join known k on k.org_id = o.org_id
        and k.system = o.system) n on n.system = s.system and n.school = s.school
  group by s.system, s.school
),
once as (
  select system, name, min(school) as school from named where name is not null
  group by system, name having count(*) = 1
),
pairs as (
  select a.system as here, b.system as there, a.school, same.school is not null as by_code, twin.school as twin
  from schools a
  join (select distinct system from schools) b on b.system <> a.system
  left join schools same on same.system = b.system and same.school = a.school
  left join once mine on mine.system = a.system and mine.school = a.school
  left join once twin on twin.system = b.system and twin.name = mine.name
),
alike as (
  select here, there from pairs group by here, there
  having count(*) filter (where by_code or twin is not null) * 2 >= count(*)
)
select place.value as subject, p.school as school_id, y.name as evidence, place.file, place.line
from (select p.here, p.there, p.school, p.twin from pairs p where not p.by_code and p.twin is not null) p
join alike a on a.here = p.here and a.there = p.there
join pairs back on back.here = p.there and back.there = p.here and back.school = p.twin and not back.by_code
join source_systems y on y.system = p.there
join (select i.system, k.school, min(i.value) as value, min(i.file) as file, min(i.line) as line
      from known k
      join org_identifiers i on i.org_id = k.org_id and i.system = k.system and i.id_type <> 'sourced_id'
      group by i.system, k.school) place on place.system = p.here and place.school = p.school
where p.here > p.there
