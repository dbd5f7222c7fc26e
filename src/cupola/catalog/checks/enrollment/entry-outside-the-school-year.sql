/* ---
id: ENR-010
title: Entry lies outside the school year
module: data
role: school_office
needs: [student_list, org_identifiers]
of: student_list
severity: warning
says: "Entry on {evidence} lies outside the school year {year}."
column: entry_date
why: >-
  The state rejects an entry outside the year that is reported, or counts no day of membership for the
  student.
fix: >-
  Open the student's enrollment history. Enter the first day in this school year; often only the year of
  the date is off by one.
not_a_problem_when: The list gives the day on which the student first came to the district.
cost: {hours: 0.1}
--- */
with bounds as (
  select y.autumn, cast(y.autumn || '-07-01' as date) as first_day, cast((y.autumn + 1) || '-06-30' as date) as last_day
  from (select case when month(as_of()) >= 7 then year(as_of()) else year(as_of()) - 1 end as autumn) y
),
lists as (
  select s.system, s.file,
         count(case when s.entry_date between b.first_day and b.last_day then 1 end) >= count(*) * 0.9 as yearly
  from student_list s
  join source_systems y on y.system = s.system
  cross join bounds b
  where s.entry_date is not null and y.kind in ('sis', 'state', 'other')
    and (s.exit_date is null or s.exit_date >= b.first_day)
  group by s.system, s.file
)
select coalesce(s.local_id, s.record_id) as subject, o.org_id as school_id,
       s.entry_date as evidence, b.autumn || '-' || (b.autumn + 1) as year, s.file, s.line
from student_list s
join lists l on l.system = s.system and l.file = s.file
left join (select i.value, min(i.org_id) as org_id from org_identifiers i
           where i.id_type = 'school_code' group by i.value) o on o.value = s.school_code
cross join bounds b
where (s.exit_date is null or s.exit_date >= b.first_day or s.exit_date < s.entry_date)
  and (s.entry_date > b.last_day or (l.yearly and s.entry_date < b.first_day))
