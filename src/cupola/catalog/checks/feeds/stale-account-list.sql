/* ---
id: FED-004
title: List of accounts is old
module: data
role: technician
needs: [google_users]
of: google_users
severity: warning
says: The newest sign-in of the {accounts} accounts in this file is of {evidence}, {days} days before this
  delivery.
why: An old list was delivered under today's date. Accounts that were made, moved or switched off since are
  judged by what was true then.
fix: Run the export again. If a scheduled job makes it, see when it last worked, and look at its sign-in.
not_a_problem_when: You check a file of the past on purpose. Then say its day with `--as-of`.
cost: {hours: 0.3}
--- */
select s.source_system_id as subject, cast(cast(max(g.last_login_time) as date) as varchar) as evidence, count(*) as accounts,
       date_diff('day', cast(max(g.last_login_time) as date), as_of()) as days, g.file, min(g.line) as line
from google_users g
join source_systems s on s.system = g.system
where g.last_login_time >= timestamp '1971-01-01 00:00:00'
group by s.source_system_id, g.file
having count(*) >= 20 and max(g.last_login_time) < as_of() - interval '14' day
