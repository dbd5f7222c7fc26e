/* ---
id: DEM-004
title: One birth date stands on many people
module: data
role: data_steward
needs: [roster_births, roster_people]
of: roster_births
severity: warning
says: "{evidence} people have the same birth date as this one; about {usual} would be usual."
column: birth_date
why: >-
  It was filled in by a form or an import where nobody typed one. Ages, matching with the state and the
  search for duplicates go wrong for all of them.
fix: >-
  List the people with this birth date in the student information system and enter the right one from their
  papers. Then find the form or import that fills it in.
not_a_problem_when: >-
  Many of your students came from countries where an unknown birthday is recorded as the first of January.
cost: {hours: 2}
--- */
with days as (
  select d.system, d.birth_date, count(distinct d.user_sourced_id) as people, min(d.file) as file, min(d.line) as line
  from roster_births d
  where d.birth_date is not null and d.is_live
  group by d.system, d.birth_date
),
totals as (
  select t.system, count(*) / 5000.0 as usual
  from roster_births t
  where t.birth_date is not null
  group by t.system
)
select d.user_sourced_id as subject, cast(null as varchar) as school_id, days.people as evidence,
       cast(ceil(totals.usual) as integer) as usual, d.file, d.line
from days
join totals on totals.system = days.system
join roster_births d on d.system = days.system and d.file = days.file and d.line = days.line
where days.people > (6 + 6 * totals.usual)
      * case when month(days.birth_date) = 1 and day(days.birth_date) = 1 then 2 else 1 end
