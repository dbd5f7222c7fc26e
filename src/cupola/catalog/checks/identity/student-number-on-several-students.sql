/* ---
id: IDN-006
title: One student number stands on two students
module: data
role: registrar
needs: [roster_names, roster_people, roster_roles]
of: roster_names
severity: error
says: "User {evidence} has the same student number and is another student."
column: person_number
why: >-
  Meals, library books, tests and transport find a student by this number and take one child for the other.
fix: >-
  Look the number up in the student information system. The student who got it by mistake needs a number of
  their own; correct it there and in every system that copied it.
not_a_problem_when: Never; a student number belongs to one student.
cost: {hours: 0.5}
--- */
with numbers as (
  select u.system, bare(u.person_number) as number
  from roster_names u
  where u.person_number is not null and u.is_enabled
    and u.is_live
  group by u.system, bare(u.person_number)
  having count(*) > 1
),
carriers as (
  select distinct u.system, u.sourced_id, u.primary_org_sourced_id, u.file, u.line, n.number,
         coalesce(lower(strip_accents(bare(u.given_name))), '') as given,
         coalesce(lower(strip_accents(bare(u.family_name))), '') as family
  from roster_names u
  join numbers n on n.system = u.system and n.number = bare(u.person_number)
  where n.number <> '' and u.is_enabled
    and u.is_live
),
holders as (
  select distinct c.system, c.sourced_id, c.primary_org_sourced_id, c.file, c.line, c.number, c.given, c.family
  from carriers c
  join roster_people p on p.system = c.system and p.sourced_id = c.sourced_id
  join roster_roles r on r.person = p.person
  where r.role = 'student'
)
select b.sourced_id as subject, record_key(b.system, b.primary_org_sourced_id) as school_id,
       min(a.sourced_id) as evidence, b.file, b.line
from holders a
join holders b on b.system = a.system and b.number = a.number
where a.sourced_id <> b.sourced_id
  and not ((levenshtein(a.given, b.given) * 3 <= greatest(length(a.given), length(b.given))
            or starts_with(a.given, b.given) or starts_with(b.given, a.given))
           and (levenshtein(a.family, b.family) * 3 <= greatest(length(a.family), length(b.family))
                or contains(a.family, b.family) or contains(b.family, a.family)))
group by b.system, b.sourced_id, b.primary_org_sourced_id, b.file, b.line
