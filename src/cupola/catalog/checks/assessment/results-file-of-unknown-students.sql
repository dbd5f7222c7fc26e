/* ---
id: ASM-004
title: Results file whose student numbers nobody knows
module: data
role: assessment
needs: [result_list, persons, person_identifiers]
of: result_list
severity: warning
says: "{evidence} in this results file {verb} known in any list of students."
why: None of these results reaches a student, so teachers plan without them and no report shows them. Nothing
  else would say so, because the file itself is in order.
fix: Look which number the testing system sends. Mostly it is its own instead of the district's or the state's;
  have it send that one, or set the right column in the mapping of this list. Check also that the file is your
  district's, and that the list of students for these grades is loaded.
not_a_problem_when: It is a sample of a vendor, or of a year whose students have all left.
cost: {hours: 1}
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
         count(l.number) + count(t.number) + count(v.number) > 0 as is_known
  from result_list r
  left join numbers l on l.number = ltrim(upper(trim(r.local_id)), '0')
  left join numbers t on t.number = ltrim(upper(trim(r.state_id)), '0')
  left join numbers v on v.number = ltrim(upper(trim(r.vendor_id)), '0')
  where coalesce(r.local_id, r.state_id, r.vendor_id) is not null
  group by r.file, student
),
files as (
  select file, min(line) as line, count(*) as numbers, count(case when is_known then 1 end) as known
  from tested
  group by file
)
select d.name as subject,
       case when f.numbers = 1 then 'The one student number'
            when f.known = 0 then 'None of the ' || cast(f.numbers as varchar) || ' student numbers'
            else 'Only ' || cast(f.known as varchar) || ' of the ' || cast(f.numbers as varchar) || ' student numbers' end as evidence,
       case when f.numbers = 1 then 'is not' when f.known > 1 then 'are' else 'is' end as verb, f.file, f.line
from files f
join delivered_files d on d.file = f.file
where 5 * f.known < f.numbers and exists (select 1 from students)
