/* ---
id: ORG-003
title: Class is held at something that is no school
module: data
role: data_steward
needs: [oneroster_classes, oneroster_orgs]
of: oneroster_classes
severity: error
says: "The class is at {evidence}, which orgs.csv calls a {kind}, not a school."
column: schoolSourcedId
why: >-
  Tools look for classes at schools only. A class at the district or a department is shown to nobody, and
  its students miss it.
fix: >-
  Open the class in the master schedule and give it the school where it is taught. A virtual school or a
  program that holds classes needs the type school in the list of schools.
not_a_problem_when: Never; the standard allows classes at schools only.
cost: {hours: 0.3}
--- */
select c.sourced_id as subject, record_key(c.system, c.school_sourced_id) as school_id,
       c.school_sourced_id as evidence, lower(o.type) as kind, c.file, c.line
from oneroster_classes c
join oneroster_orgs o on o.system = c.system and o.sourced_id = c.school_sourced_id
where lower(o.type) in ('department', 'district', 'local', 'state', 'national')
  and c.is_live
