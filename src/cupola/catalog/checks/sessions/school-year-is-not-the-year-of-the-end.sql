/* ---
id: SES-005
title: School year of a term is not the year in which it ends
module: data
role: data_steward
needs: [oneroster_academic_sessions]
of: oneroster_academic_sessions
severity: warning
says: "School year is given as {value}, but the school year of these dates ends in {evidence}."
column: schoolYear
why: >-
  OneRoster names a school year by the year in which it ends. Off by one, tools open last year's classes
  or next year's, and history is filed under the wrong year.
fix: >-
  Set the school year of this term to the year in which June falls (2027 for the year 2026-2027), in the
  calendar set-up or in the settings of the export.
not_a_problem_when: Every tool in use was told that your years are named by the autumn.
cost: {hours: 0.1}
--- */
with dated as (
  select s.system, s.sourced_id, s.school_year, lower(s.type) as kind, s.start_date, s.end_date, s.file, s.line
  from oneroster_academic_sessions s
  where regexp_matches(s.school_year, '^[0-9]{4}$') and s.start_date <= s.end_date
    and s.is_live
),
meant as (
  select d.system, d.sourced_id, d.school_year, d.file, d.line,
         cast(coalesce(year(y.end_date), case when month(d.end_date) <= 6 then year(d.end_date) end) as varchar)
           as ends_in
  from dated d
  left join dated y on y.system = d.system and y.kind = 'schoolyear' and y.end_date - y.start_date < 400
    and d.start_date >= y.start_date - 1 and d.end_date <= y.end_date + 1
)
select meant.sourced_id as subject, cast(null as varchar) as school_id, min(meant.ends_in) as evidence,
       meant.school_year as value, min(meant.ends_in) as repair, meant.file, meant.line
from meant
group by meant.system, meant.sourced_id, meant.school_year, meant.file, meant.line
having count(meant.ends_in) > 0 and count(case when meant.ends_in = meant.school_year then 1 end) = 0
