/* ---
id: IDN-012
title: One state id stands on two different people of a list
module: data
role: registrar
needs: [student_list, org_identifiers]
of: student_list
severity: error
says: "Student {evidence} in {place} has the same state id, but another name and birth date."
column: state_id
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
  -- A system may deliver a file for each school: its files are one list.
  select s.system, s.state_id
  from student_list s
  join source_systems y on y.system = s.system
  where s.state_id is not null and y.kind <> 'enrollment'
  group by s.system, s.state_id
  having count(*) > 1
),
holders as (
  select s.system, s.file, s.line, s.state_id, s.local_id, s.school_code, s.birth_date,
         lower(strip_accents(bare(s.given_name))) as given, lower(strip_accents(bare(s.family_name))) as family,
         coalesce(lower(strip_accents(bare(s.middle_name))), '') as middle,
         coalesce(lower(strip_accents(bare(s.preferred_name))), '') as preferred
  from shared h
  join student_list s on s.system = h.system and s.state_id = h.state_id
),
compared as (
  select a.local_id as first_id, b.system,
         'line ' || a.line || case when a.file <> b.file then ' of ' || coalesce(d.name, 'another file') else '' end as place,
         case when a.file = b.file then 0 else 1 end as is_elsewhere, a.file as first_file, a.line as first_line,
         b.file, b.line, b.local_id, b.school_code,
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
  join holders b on b.system = a.system and b.state_id = a.state_id
  left join delivered_files d on d.file = a.file
  where a.local_id <> b.local_id
),
differing as (
  select c.first_id, c.place, c.local_id, c.school_code, c.file, c.line,
         row_number() over (partition by c.file, c.line order by c.is_elsewhere, c.first_file, c.first_line) as nth
  from compared c
  where c.parts_apart > 0 and not c.swapped and not (c.parts_apart = 1 and c.family_alike)
    and not (c.given_alike and (c.family_alike or c.parts_apart = 1))
)
select c.local_id as subject, o.org_id as school_id, c.first_id as evidence, c.place, c.file, c.line
from differing c
left join (select i.value, min(i.org_id) as org_id from org_identifiers i
           where i.id_type = 'school_code' group by i.value) o on o.value = c.school_code
where c.nth = 1
