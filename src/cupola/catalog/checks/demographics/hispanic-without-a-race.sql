/* ---
id: DEM-011
title: Student is Hispanic or Latino and has no race
module: data
role: registrar
needs: [oneroster_demographics]
of: oneroster_demographics
severity: note
says: >-
  The student is marked as Hispanic or Latino, and no race is marked.
column: white
where: >-
  hispanic_or_latino_ethnicity and not coalesce(white, false) and not coalesce(asian, false) and not
  coalesce(black_or_african_american, false) and not coalesce(american_indian_or_alaska_native,
  false) and not coalesce(native_hawaiian_or_other_pacific_islander, false) and not
  coalesce(demographic_race_two_or_more_races, false) and is_live
subject: >-
  sourced_id
why: >-
  Federal reports ask for both: ethnicity first, then at least one race. Some states refuse a record
  with one alone.
fix: >-
  Ask the family for the race as well. If they decline, follow your state's rule for what is then
  entered.
not_a_problem_when: >-
  Your state takes Hispanic or Latino as the whole answer.
cost: {hours: 0.1}
--- */
