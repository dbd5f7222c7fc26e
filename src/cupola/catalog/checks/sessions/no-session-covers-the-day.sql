/* ---
id: SES-006
title: No term covers the day of the export
module: data
role: data_steward
needs: [roster_sessions]
of: roster_sessions
severity: warning
says: "No term covers {day}, the day of these files; the nearest one is {evidence} days away."
column: end_date
why: >-
  To every tool that is fed by this export school is out: it hides all classes, or keeps showing those of
  another year.
fix: >-
  See for which school year the export was set up, choose the present one and export all files again. If
  the files are right, they are old: export them anew.
not_a_problem_when: >-
  The files are of another year on purpose, for a history or a trial.
cost: {hours: 0.5}
--- */
with dated as (
  select s.system, s.sourced_id, s.file, s.line,
         case when as_of() < s.begin_date then s.begin_date - as_of()
              when as_of() > s.end_date then as_of() - s.end_date else 0 end as days
  from roster_sessions s
  where s.begin_date <= s.end_date and s.is_live
),
ranked as (
  select dated.system, dated.sourced_id, dated.file, dated.line, dated.days,
         row_number() over (partition by dated.system order by dated.days, dated.sourced_id) as place
  from dated
)
select ranked.sourced_id as subject, cast(null as varchar) as school_id, ranked.days as evidence,
       as_of() as day, ranked.file, ranked.line
from ranked
where ranked.place = 1
  and ranked.days > case when month(as_of()) between 6 and 8 then 100 else 24 end
