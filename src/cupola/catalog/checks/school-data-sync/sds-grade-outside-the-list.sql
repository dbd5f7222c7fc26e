/* ---
id: SDS-025
title: Grade is not one that School Data Sync knows
module: data
role: registrar
needs: [sds_roles]
of: sds_roles
severity: warning
says: "The grade {evidence} is not in the list of School Data Sync."
where: >-
  lower(trim(grade)) not in ('it', 'pr', 'pk', 'tk', 'kg', '1', '2', '3', '4', '5', '6', '7', '8', '9',
  '01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', 'ps', 'ug', 'ps1',
  'ps2', 'ps3', 'ps4', 'undergraduate', 'graduate', 'postgraduate', 'alumni', 'adulteducation', 'other',
  '')
subject: user_sourced_id || ':' || org_sourced_id
school: record_key(system, org_sourced_id)
evidence: grade
column: grade
why: >-
  The row is refused or the grade left empty, and teams and policies by grade pass the student over.
fix: >-
  Write the grade as two digits or one of pk, kg, tk and their like. Kindergarten is kg.
not_a_problem_when: >-
  The receiver is told how to read the words of this district.
cost: {hours: 0.05}
--- */
