/* ---
id: DEV-007
title: Chromebook gets no more updates
module: data
role: technician
needs: [google_devices]
of: google_devices
severity: warning
says: Updates for this device ended on {evidence}, and it is still in use.
column: autoUpdateExpiration
why: It gets no more security updates, online test programs refuse it sooner or later, and a break-in stays
  unnoticed.
fix: See whether the model can be given longer updates in the Admin console. Otherwise plan its replacement,
  and give it to nobody who takes tests.
not_a_problem_when: It is kept on purpose for a use without accounts, such as a sign on the wall.
cost: {hours: 0.1}
--- */
with told as (
  select device_id, file, line, lower(trim(coalesce(auto_update_expiration, auto_update_through))) as told
  from google_devices
  where status = 'ACTIVE'
),
dated as (
  -- Unix milliseconds, an ISO date or month, month/day/year, or a month by name; as text, so that nothing has to be a real date.
  select device_id, file, line,
         case when regexp_matches(told, '^[0-9]{12,13}$')
              then cast(date '1970-01-01' + cast(floor(cast(told as double) / 86400000) as integer) as varchar)
              when regexp_matches(told, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') then substr(told, 1, 10)
              when regexp_matches(told, '^[0-9]{4}-[0-9]{2}$') then told || '-31'
              when regexp_matches(told, '^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$')
              then split_part(told, '/', 3) || '-' || lpad(split_part(told, '/', 1), 2, '0') || '-' || lpad(split_part(told, '/', 2), 2, '0')
              when regexp_matches(told, '^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -](20)?[0-9]{2}$')
              then '20' || substr(told, length(told) - 1, 2) || '-' ||
                   lpad(cast(cast((strpos('janfebmaraprmayjunjulaugsepoctnovdec', substr(told, 1, 3)) + 2) / 3 as integer) as varchar), 2, '0') || '-31'
         end as ends_on
  from told
)
select device_id as subject, ends_on as evidence, file, line
from dated
where ends_on < cast(as_of() as varchar)
