/* ---
id: ASM-005
title: Some students of a results file are unknown
module: data
role: assessment
needs: [result_list, persons, person_identifiers]
of: result_list
severity: note
says: "No list of students has {evidence} of the {numbers} student numbers in this results file."
why: These results count in no report of your own. They are too many, or too old, to be looked up one by one.
fix: If the file is of an earlier year, load that year's list of students too. If it is of this year, load the
  list of students again and check for a school or a grade that is missing in it.
not_a_problem_when: The students have left since, or came from another district for the test.
cost: {hours: 0.5}
--- */
with students as (
  select person_id from persons where is_student group by person_id
),
numbers as (
  select ltrim(upper(trim(i.value)), '0') as number
  from person_identifiers i
  join students s on s.person_id = i.person_id
  where ltrim(trim(i.value), '0') <> ''
  group by 1
  union
  select ltrim(upper(trim(local_id)), '0') from persons where is_student and ltrim(trim(local_id), '0') <> ''
  union
  select ltrim(upper(trim(state_id)), '0') from persons where is_student and ltrim(trim(state_id), '0') <> ''
),
tested as (
  select r.file, min(r.line) as line, coalesce(r.local_id, r.state_id, r.vendor_id) as student,
         count(l.number) + count(t.number) + count(v.number) > 0 as is_known,
         coalesce(max(r.administration_date) >= case when month(as_of()) >= 7 then make_date(year(as_of()), 7, 1)
                                                     else make_date(year(as_of()) - 1, 7, 1) end, false) as is_of_this_year
  from result_list r
  left join numbers l on l.number = ltrim(upper(trim(r.local_id)), '0')
  left join numbers t on t.number = ltrim(upper(trim(r.state_id)), '0')
  left join numbers v on v.number = ltrim(upper(trim(r.vendor_id)), '0')
  where coalesce(r.local_id, r.state_id, r.vendor_id) is not null
  group by r.file, student
),
files as (
  select file, min(case when not is_known then line end) as line, count(*) as numbers,
         count(case when is_known then 1 end) as known, bool_or(is_of_this_year) as is_of_this_year
  from tested
  group by file
)
-- A few of this year, or nearly none of earlier ones, are told one by one: see ASM-002.
select d.name as subject, cast(f.numbers - f.known as varchar) as evidence, cast(f.numbers as varchar) as numbers, f.file, f.line
from files f
join delivered_files d on d.file = f.file
where f.known < f.numbers and 5 * f.known >= f.numbers
  and case when f.is_of_this_year then 5 * f.known < 4 * f.numbers and f.numbers >= 50
           else 50 * f.known < 49 * f.numbers end
