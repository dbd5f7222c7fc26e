/* ---
id: DEV-018
title: Asset is lent to a student or employee number that nobody has
module: data
role: technician
needs: [incident_iq_assets, oneroster_users]
of: incident_iq_assets
severity: warning
says: >-
  This asset is lent to number {evidence}, which the SIS does not know.
column: owner_local_id
why: >-
  Nobody can be asked for it. Mostly the owner left long ago, or the number was mistyped when the
  device was handed out.
fix: >-
  Find the asset by its last check-in, take it back or lend it to the one who has it.
not_a_problem_when: >-
  The owner is of a partner school that is not in the SIS.
cost: {hours: 0.2}
--- */
with known as (
  select distinct ltrim(upper(trim(identifier)), '0') as number from oneroster_users where identifier is not null
),
compared as (
  select a.asset_id, a.owner_local_id, a.file, a.line, k.number is not null as is_known
  from incident_iq_assets a
  left join known k on k.number = ltrim(upper(trim(a.owner_local_id)), '0')
  where trim(a.owner_local_id) <> '' and not regexp_matches(lower(coalesce(a.status_name, '')), 'retired|surplus|disposed|lost|stolen')
)
select c.asset_id as subject, c.owner_local_id as evidence, c.file, c.line
from compared c
where not c.is_known
  and (select 2 * count(case when is_known then 1 end) >= count(*) from compared)
