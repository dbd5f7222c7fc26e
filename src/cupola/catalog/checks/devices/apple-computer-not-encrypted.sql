/* ---
id: DEV-017
title: Apple computer in use is not encrypted
module: data
role: technician
needs: [jamf_computers]
of: jamf_computers
severity: warning
says: >-
  This computer was seen in the last weeks, and its disk is not encrypted.
column: file_vault_status
where: >-
  lower(file_vault_status) like '%not%encrypted%' and coalesce(lower(managed), 'managed') in
  ('managed', 'yes', 'true') and coalesce(last_check_in, last_inventory_update) >= as_of() -
  interval '45' day
subject: >-
  coalesce(computer_id, serial_number)
why: >-
  Whoever finds or steals it reads all that its user saved: grades, plans, addresses.
fix: >-
  Turn on FileVault by a configuration profile with the recovery key escrowed, and restart the
  computer.
not_a_problem_when: >-
  It stands in a laboratory, is wiped every night and holds nobody's data.
cost: {hours: 0.3}
--- */
