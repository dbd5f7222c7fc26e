/* ---
id: IDN-011
title: Same child may stand in the list twice
module: data
role: school_office
needs: [student_list, org_identifiers]
of: student_list
severity: note
says: "Same name and birth date as {evidence} in line {first_line}."
why: >-
  A second application or record makes a second student in every system that follows, and the family gets
  two answers.
fix: >-
  Open both entries. If they are one child, keep the one that is complete and withdraw or merge the other
  before it is sent on.
not_a_problem_when: They are two children of the same name born on the same day, or two applications on purpose.
cost: {hours: 0.2}
--- */
with entries as (
  select s.system, s.file, s.line, s.local_id, s.record_id, s.school_code, s.birth_date,
         lower(strip_accents(trim(coalesce(s.given_name || ' ' || s.family_name, s.full_name)))) as name,
         lower(substr(bare(s.middle_name), 1, 1)) as initial, lower(substr(bare(s.sex), 1, 1)) as sex
  from student_list s
  where s.birth_date > date '1920-01-01'
),
alike as (
  select e.system, e.file, e.name, e.birth_date
  from entries e
  where e.name is not null
  group by e.system, e.file, e.name, e.birth_date
  having count(*) > 1
)
select coalesce(b.record_id, b.local_id) as subject, o.org_id as school_id,
       coalesce(min(a.record_id), min(a.local_id), 'the entry') as evidence, min(a.line) as first_line,
       b.file, b.line
from alike
join entries a on a.system = alike.system and a.file = alike.file and a.name = alike.name
  and a.birth_date = alike.birth_date
join entries b on b.system = a.system and b.file = a.file and b.name = a.name and b.birth_date = a.birth_date
left join (select i.value, min(i.org_id) as org_id from org_identifiers i
           where i.id_type = 'school_code' group by i.value) o on o.value = b.school_code
where a.line < b.line and coalesce(a.local_id, '?') <> coalesce(b.local_id, '!')
  and (a.record_id is null or b.record_id is null or a.record_id <> b.record_id)
  and coalesce(a.initial, '') = coalesce(b.initial, coalesce(a.initial, ''))
  and coalesce(a.sex, '') = coalesce(b.sex, coalesce(a.sex, ''))
group by b.record_id, b.local_id, o.org_id, b.file, b.line
