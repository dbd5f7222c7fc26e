/* ---
id: DEV-012
title: Computer is not encrypted or breaks the district's own rules
module: data
role: technician
needs: [intune_devices]
of: intune_devices
severity: warning
says: This computer was seen in the last weeks and is {evidence}.
column: Compliance
where: coalesce(ownership, '') <> 'Personal' and last_check_in >= as_of() - interval '45' day and (compliance
  in ('Noncompliant', 'Error', 'Conflict') or (not coalesce(encrypted, truthy(encrypted_text), true) and lower(os)
  in ('windows', 'macos')))
subject: device_id
evidence: case when compliance in ('Noncompliant', 'Error', 'Conflict') then 'not compliant' else 'not encrypted'
  end
why: When it is lost, whoever finds it reads all that is on it. For student data the law then speaks of a
  breach, with letters to every family.
fix: Open the device in Intune and see which rule fails. Mostly encryption was never finished, an update waits
  for a restart, or the disk is full.
not_a_problem_when: It is a computer of a lab without any data on it, and that is written down.
cost: {hours: 0.4}
--- */
