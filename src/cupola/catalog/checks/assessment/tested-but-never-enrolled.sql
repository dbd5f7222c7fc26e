/* ---
id: ASM-002
title: Somebody was tested who is in no other record
module: data
role: assessment
needs: [result_list, persons, person_identifiers]
of: result_list
severity: warning
says: The student of this result (number {evidence}) is unknown under any number, and by name and birth date.
why: The result counts for the district, or is lost to the district where the child really is. Or a child
  sits in class without being enrolled.
fix: Ask the school that gave the test who it was. Enroll the student, or have the testing system move the
  result to the right district. Do not give it to a student of a similar name.
not_a_problem_when: The student is taught at home or in a private school and took the test here, or left before
  the roster begins.
cost: {hours: 0.5}
--- */
with numbers as (
  select ltrim(upper(bare(local_id)), '0') as number from persons where local_id is not null
  union
  select ltrim(upper(bare(state_id)), '0') from persons where state_id is not null
  union
  select ltrim(upper(bare(value)), '0') from person_identifiers
),
born as (
  select lower(bare(given_name)) as given, lower(bare(family_name)) as family, birth_date from persons
  where birth_date is not null group by 1, 2, 3
),
compared as (
  select r.record_id, r.local_id, r.state_id, r.school_code, r.file, r.line,
         n.number is null and t.number is null and v.number is null and b.birth_date is null as is_unknown,
         coalesce(r.administration_date >= case when month(as_of()) >= 7 then make_date(year(as_of()), 7, 1)
                                                else make_date(year(as_of()) - 1, 7, 1) end, false) as is_of_this_year
  from result_list r
  left join numbers n on n.number = ltrim(upper(bare(r.local_id)), '0')
  left join numbers t on t.number = ltrim(upper(bare(r.state_id)), '0')
  left join numbers v on v.number = ltrim(upper(bare(r.vendor_id)), '0')
  left join born b on b.birth_date = r.birth_date and b.given = lower(bare(r.given_name)) and b.family = lower(bare(r.family_name))
  where bare(r.local_id) <> '' or bare(r.state_id) <> ''
),
covered as (
  -- Last year's results are full of students who have left since, unless the roster still knows nearly all of them.
  select file, is_of_this_year,
         case when is_of_this_year then 5 * count(case when is_unknown then 1 end) <= count(*) or count(*) < 50
              else 50 * count(case when is_unknown then 1 end) <= count(*) end as is_covered
  from compared
  group by file, is_of_this_year
),
resolving as (
  -- A file of which hardly anybody is known is told as a whole: see ASM-004.
  select file from compared group by file having 5 * count(case when is_unknown then 1 end) <= 4 * count(*)
)
select coalesce(c.record_id, c.local_id, c.state_id) as subject, coalesce(c.local_id, c.state_id) as evidence, c.school_code, c.file, c.line
from compared c
join covered v on v.file = c.file and v.is_of_this_year = c.is_of_this_year and v.is_covered
join resolving f on f.file = c.file
where c.is_unknown
