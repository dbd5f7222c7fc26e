/* ---
id: ACC-004
title: Account has an address of a domain that hardly anybody here has
module: data
role: technician
needs: [directory_users]
of: directory_users
severity: warning
says: The address of this account ends in {evidence}, as do only {holders} of {accounts} accounts.
why: Sharing rules, filters and sign-ins are made for the district's own domains. An account outside them
  slips through, or its owner gets into nothing.
fix: Ask who made the account and why. Give it an address of the district, or delete it.
not_a_problem_when: The domain is the district's own and new, or belongs to a partner who was let in on purpose.
cost: {hours: 0.1}
--- */
with addresses as (
  select id, account_number as number, lower(trim(split_part(sign_in_name, '@', 2))) as domain, file, line
  from directory_users
  where not is_off and sign_in_name like '%@%'
),
domains as (
  select domain, count(*) as holders, sum(count(*)) over () as accounts
  from addresses
  group by domain
),
own as (
  select domain from domains where 100 * holders >= accounts
),
foreign_domains as (
  select d.domain, d.holders, d.accounts
  from domains d
  where 100 * d.holders < d.accounts and d.holders < 25
    -- A part of a domain of the district, or the whole of one of its parts, is its own.
    and not exists (select 1 from own o where ends_with(d.domain, '.' || o.domain) or ends_with(o.domain, '.' || d.domain))
)
select coalesce(a.id, a.number) as subject, a.domain as evidence, f.holders, f.accounts, a.file, a.line
from addresses a
join foreign_domains f on f.domain = a.domain
