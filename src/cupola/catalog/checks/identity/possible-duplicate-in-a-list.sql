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
  two answers. Told are entries of one name and birth date that chance cannot explain: in a large district two children
  of a common name are born on one day all the same. From how many children here carry the given name, the family name
  and both, and how many were born that day, follows how many such pairs a list of this size holds by chance; a pair is
  told when that is at most one in ten lists. The same school, middle initial, street or
  parent's telephone or e-mail counts for it.
fix: >-
  Open both entries. If they are one child, keep the one that is complete and withdraw or merge the other
  before it is sent on.
not_a_problem_when: They are two children of the same name born on the same day, or two applications on purpose.
cost: {hours: 0.2}
--- */
with entries as (
  select s.system, s.file, s.line, s.local_id, s.record_id, s.school_code, s.birth_date,
         coalesce(s.local_id, s.record_id, cast(s.line as varchar)) as child,
         lower(strip_accents(bare(s.given_name))) as given, lower(strip_accents(bare(s.family_name))) as family,
         lower(strip_accents(trim(coalesce(s.given_name || ' ' || s.family_name, s.full_name)))) as name,
         lower(substr(bare(s.middle_name), 1, 1)) as initial, lower(substr(bare(s.sex), 1, 1)) as sex,
         lower(bare(s.street)) as street, bare(s.guardian_phone) as phone, lower(bare(s.guardian_email)) as email
  from student_list s
  where s.birth_date > date '1920-01-01'
),
alike as (
  select e.system, e.file, e.name, e.birth_date, count(distinct e.child) as children
  from entries e
  where e.name is not null
  group by e.system, e.file, e.name, e.birth_date
  having count(*) > 1
),
pairs as (
  select b.system, b.file, b.line, b.record_id, b.local_id, b.school_code, b.given, b.family, b.name, b.birth_date,
         coalesce(a.record_id, a.local_id) as first_entry, a.line as first_line, alike.children,
         a.school_code = b.school_code as one_school, a.initial = b.initial as one_initial,
         coalesce(a.street = b.street, false) or coalesce(a.phone = b.phone, false)
           or coalesce(a.email = b.email, false) as one_family
  from alike
  join entries a on a.system = alike.system and a.file = alike.file and a.name = alike.name
    and a.birth_date = alike.birth_date
  join entries b on b.system = a.system and b.file = a.file and b.name = a.name and b.birth_date = a.birth_date
  where a.line < b.line and coalesce(a.local_id, '?') <> coalesce(b.local_id, '!')
    and (a.record_id is null or b.record_id is null or a.record_id <> b.record_id)
    and coalesce(a.initial, '') = coalesce(b.initial, coalesce(a.initial, ''))
    and coalesce(a.sex, '') = coalesce(b.sex, coalesce(a.sex, ''))
),
lists as (
  select e.system, e.file, count(distinct e.child) as children from entries e
  where exists (select 1 from pairs)
  group by e.system, e.file
),
given_names as (
  select e.system, e.file, e.given, count(distinct e.child) as children from entries e
  join (select distinct system, file, given from pairs) p on p.system = e.system and p.file = e.file and p.given = e.given
  group by e.system, e.file, e.given
),
family_names as (
  select e.system, e.file, e.family, count(distinct e.child) as children from entries e
  join (select distinct system, file, family from pairs) p
    on p.system = e.system and p.file = e.file and p.family = e.family
  group by e.system, e.file, e.family
),
full_names as (
  select e.system, e.file, e.name, count(distinct e.child) as children from entries e
  join (select distinct system, file, name from pairs) p on p.system = e.system and p.file = e.file and p.name = e.name
  group by e.system, e.file, e.name
),
days as (
  select e.system, e.file, e.birth_date, count(distinct e.child) as children from entries e
  join (select distinct system, file, birth_date from pairs) p
    on p.system = e.system and p.file = e.file and p.birth_date = e.birth_date
  group by e.system, e.file, e.birth_date
),
schools as (
  select e.system, e.file, e.school_code, count(distinct e.child) as children from entries e
  join (select distinct system, file, school_code from pairs where one_school) p
    on p.system = e.system and p.file = e.file and p.school_code = e.school_code
  group by e.system, e.file, e.school_code
)
select coalesce(p.record_id, p.local_id) as subject, o.org_id as school_id,
       coalesce(min(p.first_entry), 'the entry') as evidence, min(p.first_line) as first_line, p.file, p.line
from pairs p
join lists l on l.system = p.system and l.file = p.file
join full_names w on w.system = p.system and w.file = p.file and w.name = p.name
join days d on d.system = p.system and d.file = p.file and d.birth_date = p.birth_date
left join given_names g on g.system = p.system and g.file = p.file and g.given = p.given
left join family_names f on f.system = p.system and f.file = p.file and f.family = p.family
left join schools s on s.system = p.system and s.file = p.file and s.school_code = p.school_code
left join (select i.value, min(i.org_id) as org_id from org_identifiers i
           where i.id_type = 'school_code' group by i.value) o on o.value = p.school_code
-- others of the name in the list, times the share of children born on that day: namesakes to expect for one child
where l.children * greatest(coalesce(greatest(g.children - p.children, 0) * greatest(f.children - p.children, 0), 0)
                            / cast(l.children as double), w.children - p.children, 0)
      * greatest(d.children / cast(l.children as double), 0.0002)
      * case when p.one_school then least(s.children / cast(l.children as double), 1) else 1 end
      * case when p.one_initial then 0.1 else 1 end * case when p.one_family then 0 else 1 end <= 0.1
group by p.record_id, p.local_id, o.org_id, p.file, p.line
