/* ---
id: DEM-005
title: Student has neither race nor ethnicity
module: data
role: school_office
needs: [oneroster_demographics, oneroster_users]
of: oneroster_demographics
severity: warning
says: No race is marked, and the student is not marked as Hispanic or Latino.
column: hispanicOrLatinoEthnicity
why: >-
  State and federal reports need an answer for every student. Without one the student falls out of each
  count by group, and the upload is refused in many states.
fix: >-
  Ask the family with the form for race and ethnicity. If they decline, federal rules have the school choose
  by observation; enter it in the student's personal data.
not_a_problem_when: The family was asked in these days and has not answered yet.
cost: {hours: 0.2}
only_if:
  sql: >-
    select count(case when d.white or d.asian or d.black_or_african_american or d.hispanic_or_latino_ethnicity
                        or d.american_indian_or_alaska_native or d.native_hawaiian_or_other_pacific_islander
                        or d.demographic_race_two_or_more_races then 1 end) * 2 > count(*)
    from oneroster_demographics d
  otherwise: fewer than half of the rows say anything about race or ethnicity
--- */
select d.sourced_id as subject, record_key(u.system, u.primary_org_sourced_id) as school_id,
       cast(null as varchar) as evidence, d.file, d.line
from oneroster_demographics d
join oneroster_users u on u.system = d.system and u.sourced_id = d.sourced_id
where not coalesce(d.white, false) and not coalesce(d.asian, false)
  and not coalesce(d.black_or_african_american, false) and not coalesce(d.hispanic_or_latino_ethnicity, false)
  and not coalesce(d.american_indian_or_alaska_native, false)
  and not coalesce(d.native_hawaiian_or_other_pacific_islander, false)
  and not coalesce(d.demographic_race_two_or_more_races, false)
  and u.grades is not null and coalesce(u.enabled_user, true)
  and u.is_live
  and d.is_live
