/* ---
id: DEM-006
title: Two or more races is marked against the single races
module: data
role: school_office
needs: [oneroster_demographics]
of: oneroster_demographics
severity: warning
says: "Two or more races is {marked}, but the number of races marked is {evidence}."
column: demographicRaceTwoOrMoreRaces
why: >-
  The student is counted in another group in each report, depending on which field it reads.
fix: >-
  Look at the family's answer. Mark every race they named, and two or more only where there are two; in most
  systems that field fills itself.
not_a_problem_when: Your state has its own rule for students who name two races.
cost: {hours: 0.1}
only_if:
  sql: >-
    select count(case when not d.demographic_race_two_or_more_races
                        and cast(d.white as integer) + cast(d.asian as integer)
                            + cast(d.black_or_african_american as integer)
                            + cast(d.american_indian_or_alaska_native as integer)
                            + cast(d.native_hawaiian_or_other_pacific_islander as integer) >= 2 then 1 end)
           <= greatest(3, count(case when d.demographic_race_two_or_more_races then 1 end) * 0.5)
    from oneroster_demographics d
  otherwise: the export does not use the field for two or more races
--- */
with counted as (
  select d.system, d.sourced_id, d.file, d.line, d.demographic_race_two_or_more_races as several,
         case when d.white then 1 else 0 end + case when d.asian then 1 else 0 end
           + case when d.black_or_african_american then 1 else 0 end
           + case when d.american_indian_or_alaska_native then 1 else 0 end
           + case when d.native_hawaiian_or_other_pacific_islander then 1 else 0 end as races
  from oneroster_demographics d
  where d.demographic_race_two_or_more_races is not null
    and d.is_live
)
select c.sourced_id as subject, cast(null as varchar) as school_id, c.races as evidence,
       case when c.several then 'marked' else 'not marked' end as marked, c.file, c.line
from counted c
where (c.several and c.races = 1) or (not c.several and c.races >= 2)
