/* ---
id: IDN-013
title: One person carries two state ids
module: data
role: registrar
needs: [student_list, oneroster_users]
of: student_list
severity: error
says: >-
  This student has state id {evidence} in one file and {other} in another.
why: >-
  The state sees two students: tests, credits and funding are split between them, and one of the two
  is a drop-out on paper.
fix: >-
  Look both numbers up in the state's system. Ask the state to merge them if both are the student's,
  and keep the one that stays in every system.
not_a_problem_when: >-
  The state has merged the two and one file was written before.
cost: {hours: 0.5}
--- */
with carriers as (
  select u.system, u.sourced_id, ltrim(trim(u.identifier), '0') as number,
         coalesce(lower(strip_accents(bare(u.given_name))), '') as given,
         coalesce(lower(strip_accents(bare(u.family_name))), '') as family
  from oneroster_users u
  where trim(u.identifier) <> '' and u.is_live
),
shared as (
  -- A number on two students is no state id too many: the number is the fault, and IDN-006 tells it.
  select distinct a.number
  from carriers a
  join carriers b on b.system = a.system and b.number = a.number and b.sourced_id > a.sourced_id
  where not ((levenshtein(a.given, b.given) * 3 <= greatest(length(a.given), length(b.given))
              or starts_with(a.given, b.given) or starts_with(b.given, a.given))
             and (levenshtein(a.family, b.family) * 3 <= greatest(length(a.family), length(b.family))
                  or contains(a.family, b.family) or contains(b.family, a.family)))
),
told as (
  select ltrim(trim(l.local_id), '0') as number, trim(l.local_id) as local_id, cast(null as varchar) as sourced_id, trim(l.state_id) as state_id, l.file, l.line
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('sis', 'state', 'other')
  where trim(l.local_id) <> '' and trim(l.state_id) <> ''
  union all
  select ltrim(trim(u.identifier), '0'), trim(u.identifier), u.sourced_id, trim(u.state_number), u.file, u.line
  from oneroster_users u
  where trim(u.identifier) <> '' and u.state_number is not null and u.is_live
),
twofold as (
  select number, coalesce(min(sourced_id), min(local_id)) as subject, min(state_id) as one, max(state_id) as other,
         coalesce(max(case when sourced_id is null then line end), max(line)) as line,
         coalesce(arg_max(case when sourced_id is null then file end, case when sourced_id is null then line end),
                  arg_max(file, line)) as file
  from told
  group by number
  having count(distinct ltrim(upper(state_id), '0')) > 1
)
select t.subject, t.one as evidence, t.other, t.file, t.line
from twofold t
where t.number not in (select s.number from shared s)
