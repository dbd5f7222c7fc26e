/* ---
id: IDN-001
title: Same person stands in the export under two ids
module: data
role: registrar
needs: [roster_names, roster_births]
of: roster_names
severity: warning
says: "{how} as user {evidence}."
why: >-
  Classes, grades, absences and meals are split between two records of one student. Each system shows half
  of the child, and the state counts two.
fix: >-
  Open both records in the student information system side by side. If they are one person, merge them the
  way your system provides (never by deleting one), and keep the older student number. If your export writes
  one row for each school a person is at, ask for one row a person.
not_a_problem_when: >-
  They are two people with the same name who were born on the same day; enter the middle names to tell them
  apart.
cost: {hours: 0.5}
--- */
with filled_in as (
  select d.system, d.birth_date
  from roster_births d
  where d.birth_date is not null
  group by d.system, d.birth_date
  having count(*) > 6 + 6 * (select count(*) / 5000.0 from roster_births)
),
alike as (
  select u.system, lower(strip_accents(bare(u.given_name))) as given, lower(strip_accents(bare(u.family_name))) as family,
         d.birth_date
  from roster_names u
  join roster_births d on d.system = u.system and d.user_sourced_id = u.sourced_id
  where d.birth_date > date '1920-01-01' and u.given_name is not null and u.family_name is not null
    and u.is_enabled and u.is_live
  group by u.system, lower(strip_accents(bare(u.given_name))), lower(strip_accents(bare(u.family_name))), d.birth_date
  having count(*) > 1
),
shared as (
  select u.system, u.state_number as value
  from roster_names u
  where u.state_number is not null
  group by u.system, u.state_number
  having count(*) > 1
),
suspects as (
  select u.system, u.sourced_id
  from roster_names u
  join shared s on s.system = u.system and s.value = u.state_number
  union
  select d.system, d.user_sourced_id
  from roster_births d
  join (select distinct a.system, a.birth_date from alike a) days on days.system = d.system and days.birth_date = d.birth_date
),
people as (
  select u.system, u.sourced_id, u.primary_org_sourced_id, u.state_number, u.file, u.line, d.birth_date,
         lower(d.sex) as sex, lower(strip_accents(bare(u.given_name))) as given,
         lower(strip_accents(bare(u.family_name))) as family, lower(substr(bare(u.middle_name), 1, 1)) as initial
  from roster_names u
  join suspects s on s.system = u.system and s.sourced_id = u.sourced_id
  join roster_births d on d.system = u.system and d.user_sourced_id = u.sourced_id
  left join filled_in f on f.system = d.system and f.birth_date = d.birth_date
  where f.birth_date is null and d.birth_date > date '1920-01-01' and u.given_name is not null and u.family_name is not null
    and u.is_enabled and u.is_live
),
pairs as (
  select a.sourced_id as first_id, b.system, b.sourced_id, b.primary_org_sourced_id, b.file, b.line,
         'Same name and birth date' as how
  from people a
  join alike on alike.system = a.system and alike.given = a.given and alike.family = a.family
    and alike.birth_date = a.birth_date
  join people b on b.system = a.system and b.given = a.given and b.family = a.family and b.birth_date = a.birth_date
  where (a.file < b.file or (a.file = b.file and a.line < b.line)) and a.sourced_id <> b.sourced_id
    and coalesce(a.sex, '') = coalesce(b.sex, coalesce(a.sex, ''))
    and coalesce(a.initial, '') = coalesce(b.initial, coalesce(a.initial, ''))
  union all
  select a.sourced_id, b.system, b.sourced_id, b.primary_org_sourced_id, b.file, b.line,
         'Same state id and birth date, and nearly the same name,' as how
  from people a
  join people b on b.system = a.system and b.state_number = a.state_number and b.birth_date = a.birth_date
  where (a.file < b.file or (a.file = b.file and a.line < b.line)) and a.sourced_id <> b.sourced_id
    and (levenshtein(a.given, b.given) * 3 <= greatest(length(a.given), length(b.given))
         or starts_with(a.given, b.given) or starts_with(b.given, a.given))
)
select p.sourced_id as subject, record_key(p.system, p.primary_org_sourced_id) as school_id,
       min(p.first_id) as evidence, min(p.how) as how, p.file, p.line
from pairs p
group by p.system, p.sourced_id, p.primary_org_sourced_id, p.file, p.line
