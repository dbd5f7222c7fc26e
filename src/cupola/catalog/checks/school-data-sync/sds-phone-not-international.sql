/* ---
id: SDS-022
title: Telephone number is not in the international form
module: data
role: school_office
needs: [sds_users]
of: sds_users
severity: note
says: "A telephone number does not begin with + and the code of the country."
where: not regexp_matches(regexp_replace(coalesce(phone, sms), '[ .()-]', '', 'g'), '^[+][1-9][0-9]{6,14}$')
subject: sourced_id
column: phone
why: >-
  School Data Sync takes numbers in the form +12065550100 only; others are dropped, and the family
  cannot be called.
fix: >-
  Write numbers with + and the code of the country, +1 for the United States.
not_a_problem_when: >-
  Telephone numbers are not used.
cost: {hours: 0.05}
--- */
