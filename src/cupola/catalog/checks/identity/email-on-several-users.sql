/* ---
id: IDN-005
title: Unrelated people share an e-mail address
module: data
role: school_office
needs: [oneroster_users]
of: oneroster_users
severity: warning
says: "User {evidence} has the same e-mail address (domain {domain}); nothing says that they are of one family."
column: email
why: >-
  Messages about one child reach the family of another, and systems that sign people in by e-mail let one
  person into the account of the other.
fix: >-
  Ask both people for their addresses and correct the wrong one. An address of the office or a made-up one
  should not stand in a person's record.
not_a_problem_when: They live in one household, which the export does not say.
cost: {hours: 0.2}
--- */
with addresses as (
  select u.system, lower(bare(u.email)) as address, count(*) as people
  from oneroster_users u
  where u.email is not null and coalesce(u.enabled_user, true)
    and u.is_live
  group by u.system, lower(bare(u.email))
  having count(*) between 2 and 20
),
holders as (
  select u.system, u.sourced_id, u.primary_org_sourced_id, u.file, u.line, a.address,
         lower(strip_accents(bare(u.given_name))) as given, lower(strip_accents(bare(u.family_name))) as family,
         coalesce(u.phone, u.sms) as phone,
         row_number() over (partition by u.system, a.address order by u.file, u.line) as place
  from addresses a
  join oneroster_users u on u.system = a.system and lower(bare(u.email)) = a.address
  where coalesce(u.enabled_user, true) and u.is_live
    and contains(a.address, '@')
    and split_part(a.address, '@', 1) not in ('none', 'no', 'na', 'noemail', 'no-email', 'no.email', 'unknown',
                                             'noreply', 'no-reply', 'donotreply', 'null', 'test', 'x')
),
named as (
  select k.system, k.sourced_id as child, trim(unnest(string_split(k.agent_sourced_ids, ','))) as agent
  from oneroster_users k
  where k.agent_sourced_ids is not null and exists (select 1 from addresses a where a.system = k.system)
),
kin as (
  select n.system, n.child as person, n.agent as other
  from named n join holders h on h.system = n.system and h.sourced_id = n.child
  union
  select n.system, n.agent, n.child
  from named n join holders h on h.system = n.system and h.sourced_id = n.agent
  union
  select h.system, h.sourced_id, h.sourced_id from holders h
),
pairs as (
  select b.system, a.sourced_id as first_id, b.sourced_id, b.primary_org_sourced_id, b.file, b.line, b.address
  from holders a
  join holders b on b.system = a.system and b.address = a.address
  where a.place = case when b.place = 1 then 2 else 1 end and a.sourced_id <> b.sourced_id
    and not (coalesce(a.given, '') = coalesce(b.given, '') and coalesce(a.family, '') = coalesce(b.family, ''))
    and coalesce(a.family, '') <> coalesce(b.family, '?') and coalesce(a.phone, '') <> coalesce(b.phone, '?')
    and not exists (select 1 from kin x join kin y on y.system = x.system and y.other = x.other
                    where x.system = a.system and x.person = a.sourced_id and y.person = b.sourced_id)
)
select p.sourced_id as subject, record_key(p.system, p.primary_org_sourced_id) as school_id,
       p.first_id as evidence, split_part(p.address, '@', 2) as domain, p.file, p.line
from pairs p
