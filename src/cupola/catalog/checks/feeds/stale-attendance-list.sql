/* ---
id: FED-005
title: List of absences is old
module: data
role: data_steward
needs: [attendance_list]
of: attendance_list
severity: warning
says: The newest day in this file is {evidence}, {days} days before this delivery.
why: An old list was delivered under today's date. Students who have stayed away since go unnoticed.
fix: Run the export again, and look at the date range it is set to.
not_a_problem_when: School was out in between, or you check a file of the past on purpose. Then say its day
  with `--as-of`.
cost: {hours: 0.3}
--- */
with lists as (
  select a.system, a.file, max(a.date) as last_day, count(*) as times, min(a.line) as line
  from attendance_list a
  where a.date <= as_of() + interval '1' day
  group by a.system, a.file
),
newest as (
  -- Of several months, each in a file of its own, only the newest has to be new.
  select system, max(last_day) as last_day from lists group by system
)
select s.source_system_id as subject, cast(l.last_day as varchar) as evidence, date_diff('day', l.last_day, as_of()) as days, l.file, l.line
from lists l
join newest n on n.system = l.system and n.last_day = l.last_day
join source_systems s on s.system = l.system
where l.times >= 20
  -- Winter holidays take up to three weeks, and a list that ends in early summer ends with the school year.
  and l.last_day < as_of() - interval '14' day
  and not (l.last_day >= as_of() - interval '24' day and month(as_of()) in (12, 1))
  and not (month(l.last_day) in (5, 6, 7) and l.last_day >= as_of() - interval '120' day)
