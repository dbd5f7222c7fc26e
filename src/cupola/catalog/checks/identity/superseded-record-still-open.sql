/* ---
id: IDN-003
title: Record that is marked as a duplicate is still active
module: data
role: registrar
needs: [roster_names]
of: roster_names
severity: warning
where: >-
  case when contains(family_name, '_') or contains(family_name, ' ') or contains(family_name, '(')
         or contains(given_name, '_') or contains(given_name, ' ') or contains(given_name, '(')
         or contains(lower(family_name), 'donotuse')
       then (ends_with(lower(family_name), '_dupe') or ends_with(lower(family_name), '_dup')
             or ends_with(lower(family_name), '_old') or ends_with(lower(family_name), '_duplicate')
             or ends_with(lower(family_name), ' duplicate') or contains(lower(family_name), '(dup')
             or contains(lower(family_name), '(old)') or contains(lower(family_name), '(merged')
             or contains(lower(family_name), '(inactive') or contains(lower(family_name), 'do not use')
             or contains(lower(family_name), 'donotuse') or contains(lower(given_name), 'do not use')
             or contains(lower(given_name), '(dup') or ends_with(lower(given_name), '_dupe')
             or ends_with(lower(given_name), '_dup') or ends_with(lower(given_name), '_duplicate'))
            and is_enabled and is_live end
subject: sourced_id
school: record_key(system, primary_org_sourced_id)
says: The name is marked as a duplicate or as not to be used, but the record is active.
column: family_name
why: >-
  Every system that is fed by the export makes an account and a seat for somebody who does not exist, and
  grades or absences entered there are lost for the real student.
fix: >-
  Find the record that took its place. Move what was entered on this one, then make this one inactive or
  merge the two in the student information system.
not_a_problem_when: Never; a record that must not be used has to be inactive.
cost: {hours: 0.3}
--- */
