/* ---
id: DEV-014
title: Two computers that check in have the same serial number
module: data
role: technician
needs: [intune_devices]
of: intune_devices
severity: warning
says: Serial number {evidence} stands on {times} computers that have all checked in lately.
why: Rules, apps and the lost-device switch may act on the wrong computer, and the count of computers is wrong.
fix: See whether both are the same computer that was enrolled again; then delete the older record. Otherwise
  a disk image was copied with the maker's number in it.
not_a_problem_when: The computers are virtual.
cost: {hours: 0.2}
--- */
with live as (
  -- The old record of a computer that was enrolled again falls silent, so two that both speak are two.
  select device_id, system, upper(bare(serial_number)) as serial, file, line
  from intune_devices
  where last_check_in >= as_of() - interval '14' day
    and upper(bare(serial_number)) not in ('', '0', '00000000', 'NONE', 'N/A', 'NA', 'UNKNOWN', 'DEFAULT STRING', 'SYSTEM SERIAL NUMBER', 'TO BE FILLED BY O.E.M.', 'NOT SPECIFIED', 'NOT AVAILABLE')
    and length(bare(serial_number)) >= 6
),
twice as (
  select system, serial, count(*) as times from live group by system, serial having count(*) > 1
)
select l.device_id as subject, l.serial as evidence, t.times, l.file, l.line
from live l
join twice t on t.system = l.system and t.serial = l.serial
