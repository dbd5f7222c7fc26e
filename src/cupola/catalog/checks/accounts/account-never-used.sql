/* ---
id: ACC-008
title: Account was never used
module: data
role: technician
needs: [google_users]
of: google_users
severity: note
says: Nobody has signed in to this account since it was made on {evidence}.
why: The account costs a license and nobody notices when somebody else gets into it. For a student it can
  mean that no device ever arrived.
fix: Ask the school whether the person needs it. Suspend what nobody needs.
not_a_problem_when: Young children sign in with a badge or share a device, and some mail accounts are only
  ever read from a telephone.
cost: {hours: 0.05}
only_if:
  sql: select count(*) > 0 from google_users where last_login_time >= timestamp '1971-01-01 00:00:00'
  otherwise: the directory export does not say when accounts were last used
--- */
select coalesce(id, external_ids_0_value) as subject, cast(cast(creation_time as date) as varchar) as evidence, file, line
from google_users
where not coalesce(suspended, false) and not coalesce(archived, false)
  and creation_time <= as_of() - interval '60' day
  -- Google writes the first second of 1970, or words, for never.
  and (last_login_time < timestamp '1971-01-01 00:00:00' or lower(last_login_time_text) like 'never%')
