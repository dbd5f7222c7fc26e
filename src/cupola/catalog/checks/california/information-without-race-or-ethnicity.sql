/* ---
id: CAL-012
title: Upload says neither race nor ethnicity of a student
module: data
role: registrar
needs: [calpads_information]
of: calpads_information
severity: error
says: >-
  Student {subject} has no race, is not marked as Hispanic or Latino, and is not marked as having
  declined to say.
where: >-
  coalesce(hispanic, '') <> 'Y' and coalesce(race_missing, '') <> 'Y' and
  coalesce(ethnicity_missing, '') <> 'Y' and coalesce(race_1, race_2, race_3, race_4, race_5) is
  null
subject: >-
  coalesce(local_id, ssid)
why: >-
  The state does not certify the counts while data are missing, and the student falls out of every
  comparison of groups.
fix: >-
  Ask the family. If they decline, observe and enter what federal rules ask for, or mark the field
  as missing on purpose.
not_a_problem_when: >-
  The family was asked in these days.
cost: {hours: 0.3}
--- */
