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
  of the child, and the state counts two. Told are records of one state id, birth date and nearly one name, and
  records of one name and birth date that chance cannot explain: in a large district two children of a common
  name are born on one day all the same. From how many people here carry the given name, the family name and both,
  and how many were born that day, follows how many such pairs a roster of this size holds by chance; a pair is
  told when that is at most one in ten rosters. The same school, middle initial or parents (agents) count for it.
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
         d.birth_date, count(*) as records
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
         lower(strip_accents(bare(u.family_name))) as family, lower(substr(bare(u.middle_name), 1, 1)) as initial,
         u.agent_sourced_ids, lower(u.given_name) as written_given, lower(u.family_name) as written_family
  from roster_names u
  join suspects s on s.system = u.system and s.sourced_id = u.sourced_id
  join roster_births d on d.system = u.system and d.user_sourced_id = u.sourced_id
  left join filled_in f on f.system = d.system and f.birth_date = d.birth_date
  where f.birth_date is null and d.birth_date > date '1920-01-01' and u.given_name is not null and u.family_name is not null
    and u.is_enabled and u.is_live
),
namesakes as (
  select a.sourced_id as first_id, b.system, b.sourced_id, b.primary_org_sourced_id, b.file, b.line,
         b.written_given as given, b.written_family as family, b.birth_date, alike.records,
         a.primary_org_sourced_id = b.primary_org_sourced_id as one_school, a.initial = b.initial as one_initial,
         a.agent_sourced_ids = b.agent_sourced_ids as one_family
  from people a
  join alike on alike.system = a.system and alike.given = a.given and alike.family = a.family
    and alike.birth_date = a.birth_date
  join people b on b.system = a.system and b.given = a.given and b.family = a.family and b.birth_date = a.birth_date
  where (a.file < b.file or (a.file = b.file and a.line < b.line)) and a.sourced_id <> b.sourced_id
    and coalesce(a.sex, '') = coalesce(b.sex, coalesce(a.sex, ''))
    and coalesce(a.initial, '') = coalesce(b.initial, coalesce(a.initial, ''))
),
roster as (
  select d.system, count(*) as people from roster_births d group by d.system
),
names as (
  select u.system, lower(u.given_name) as given, lower(u.family_name) as family
  from roster_names u
  where exists (select 1 from namesakes)
),
given_names as (
  select n.system, n.given, count(*) as people from names n
  join (select distinct system, given from namesakes) s on s.system = n.system and s.given = n.given
  group by n.system, n.given
),
family_names as (
  select n.system, n.family, count(*) as people from names n
  join (select distinct system, family from namesakes) s on s.system = n.system and s.family = n.family
  group by n.system, n.family
),
full_names as (
  select n.system, n.given, n.family, count(*) as people from names n
  join (select distinct system, given, family from namesakes) s
    on s.system = n.system and s.given = n.given and s.family = n.family
  group by n.system, n.given, n.family
),
days as (
  select d.system, d.birth_date, count(*) as people from roster_births d
  join (select distinct system, birth_date from namesakes) s on s.system = d.system and s.birth_date = d.birth_date
  group by d.system, d.birth_date
),
schools as (
  select u.system, u.primary_org_sourced_id, count(*) as people from roster_names u
  join (select distinct system, primary_org_sourced_id from namesakes where one_school) s
    on s.system = u.system and s.primary_org_sourced_id = u.primary_org_sourced_id
  group by u.system, u.primary_org_sourced_id
),
pairs as (
  -- others of the name in the roster, times the share of people born on that day: namesakes to expect for one person
  select n.first_id, n.system, n.sourced_id, n.primary_org_sourced_id, n.file, n.line, 'Same name and birth date' as how
  from namesakes n
  join roster r on r.system = n.system
  join given_names g on g.system = n.system and g.given = n.given
  join family_names f on f.system = n.system and f.family = n.family
  join full_names w on w.system = n.system and w.given = n.given and w.family = n.family
  join days d on d.system = n.system and d.birth_date = n.birth_date
  left join schools s on s.system = n.system and s.primary_org_sourced_id = n.primary_org_sourced_id
  where r.people * greatest(greatest(g.people - n.records, 0) * greatest(f.people - n.records, 0)
                            / cast(r.people as double), w.people - n.records, 0)
        * greatest(d.people / cast(r.people as double), 0.0002)
        * case when n.one_school then least(s.people / cast(r.people as double), 1) else 1 end
        * case when n.one_initial then 0.1 else 1 end * case when n.one_family then 0 else 1 end <= 0.1
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
