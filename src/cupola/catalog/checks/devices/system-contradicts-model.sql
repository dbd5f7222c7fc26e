/* ---
id: DEV-013
title: Operating system and model of a device contradict each other
module: data
role: technician
needs: [intune_devices]
of: intune_devices
severity: note
says: This device is said to run {evidence}, which its maker or name contradicts.
column: OS
where: (lower(os) in ('macos', 'ios', 'ipados') and (lower(manufacturer) not like 'apple%' or regexp_matches(upper(device_name),
  '^(DESKTOP|LAPTOP)-[A-Z0-9]{5,8}$'))) or (lower(os) = 'windows' and (lower(manufacturer) like 'apple%' or
  lower(model) like 'ipad%' or lower(model) like 'iphone%' or lower(model) like '%chromebook%')) or (lower(os)
  = 'android' and lower(manufacturer) like 'apple%')
subject: device_id
evidence: os
why: One of the two was typed or copied from another device. Counts by system, and plans for updates and tests,
  are then wrong.
fix: Look at the device in the console and rename it, or correct the imported data.
not_a_problem_when: The device was renamed by hand after a reinstallation, or an older Mac runs Windows on
  purpose.
cost: {hours: 0.1}
--- */
