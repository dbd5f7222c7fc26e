/* ---
id: IDN-002
title: One state id stands on two different people
module: data
role: registrar
needs: [roster_names, roster_births]
of: roster_names
severity: error
says: "User {evidence} has the same state id, but another name and birth date."
column: state_number
why: >-
  The state joins the two children into one: test results, credits and funding of one go to the other, and
  the upload is refused for at least one of them.
fix: >-
  Look both students up in the state's student search. Give the one who has the wrong number the right one,
  or request a new one, and tell the state if results were already sent.
not_a_problem_when: Never; but look first whether name and birth date of one were typed wrongly.
cost: {hours: 1}
--- */
with shared as (
  select u.system, u.state_number as value
  from roster_names u
  where u.state_number is not null
  group by u.system, u.state_number
  having count(*) > 1
),
people as (
  select distinct s.value, u.system, u.sourced_id, u.primary_org_sourced_id, u.file, u.line,
         lower(strip_accents(bare(u.given_name))) as given, lower(strip_accents(bare(u.family_name))) as family,
         coalesce(lower(strip_accents(bare(u.middle_name))), '') as middle,
         coalesce(lower(strip_accents(bare(u.preferred_given_name))), '') as preferred
  from roster_names u
  join shared s on s.system = u.system and s.value = u.state_number
  where u.is_enabled and u.is_live
),
holders as (
  select p.value, p.system, p.sourced_id, p.primary_org_sourced_id, p.file, p.line, p.given, p.family, p.middle,
         p.preferred, d.birth_date
  from people p
  join roster_births d on d.system = p.system and d.user_sourced_id = p.sourced_id
),
compared as (
  select a.sourced_id as first_id, b.system, b.sourced_id, b.primary_org_sourced_id, b.file, b.line,
         levenshtein(a.given, b.given) * 3 <= greatest(length(a.given), length(b.given))
           or starts_with(a.given, b.given) or starts_with(b.given, a.given)
           or a.given in (b.middle, b.preferred) or b.given in (a.middle, a.preferred) as given_alike,
         levenshtein(a.family, b.family) * 3 <= greatest(length(a.family), length(b.family))
           or contains(a.family, b.family) or contains(b.family, a.family) as family_alike,
         case when year(a.birth_date) <> year(b.birth_date) then 1 else 0 end
           + case when month(a.birth_date) <> month(b.birth_date) then 1 else 0 end
           + case when day(a.birth_date) <> day(b.birth_date) then 1 else 0 end as parts_apart,
         year(a.birth_date) = year(b.birth_date) and month(a.birth_date) = day(b.birth_date)
           and day(a.birth_date) = month(b.birth_date) as swapped
  from holders a
  join holders b on b.system = a.system and b.value = a.value
  where a.sourced_id <> b.sourced_id
)
select c.sourced_id as subject, record_key(c.system, c.primary_org_sourced_id) as school_id,
       min(c.first_id) as evidence, c.file, c.line
from compared c
where c.parts_apart > 0 and not c.swapped and not (c.parts_apart = 1 and c.family_alike)
  and not (c.given_alike and (c.family_alike or c.parts_apart = 1))
group by c.system, c.sourced_id, c.primary_org_sourced_id, c.file, c.line
