/* ---
id: CAL-010
title: Learner or former learner has English as the primary language
module: data
role: registrar
needs: [calpads_language]
of: calpads_language
severity: error
says: >-
  Student {subject} has a status that only speakers of other languages have, and English or sign
  language as the primary language.
column: primary_language
where: >-
  elas in ('EL', 'RFEP', 'IFEP', 'ADEL') and trim(primary_language) in ('00', '37')
subject: >-
  coalesce(local_id, ssid)
why: >-
  The state does not certify a district's counts while this stands. One of the two is wrong, and the
  student is counted, funded and tested by it.
fix: >-
  Look at the home language survey. If another language stands there, correct the primary language;
  if English, ask for the status to be corrected.
not_a_problem_when: >-
  The survey is being filled in again in these days.
cost: {hours: 0.2}
--- */
