/* ---
id: ACC-008
title: Account was never used
module: data
role: technician
needs: [directory_users]
of: directory_users
severity: note
says: Nobody has signed in to this account since it was made on {evidence}.
why: The account costs a license and nobody notices when somebody else gets into it. For a student it can
  mean that no device ever arrived.
fix: Ask the school whether the person needs it. Suspend what nobody needs.
not_a_problem_when: Young children sign in with a badge or share a device, and some mail accounts are only
  ever read from a telephone.
cost: {hours: 0.05}
only_if:
  sql: select count(*) > 0 from directory_users where was_used
  otherwise: the directory export does not say when accounts were last used
--- */
select coalesce(id, account_number) as subject, cast(cast(made_at as date) as varchar) as evidence, file, line
from directory_users
where not is_off
  and made_at <= as_of() - interval '60' day
  and not was_used
