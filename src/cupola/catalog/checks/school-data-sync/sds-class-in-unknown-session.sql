/* ---
id: SDS-014
title: Class lies in a term that the set does not hold
module: data
role: data_steward
needs: [sds_classes, sds_academic_sessions]
of: sds_classes
severity: error
says: "The class lies in term {evidence}, which is not in the set."
column: sessionSourcedIds
refers: sds_academic_sessions
why: >-
  School Data Sync cannot tell when the class begins and ends, and refuses it or never closes its team.
fix: >-
  Export terms and classes of one school year in one run.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
with named as (
  select c.system, c.sourced_id, c.org_sourced_id, c.file, c.line,
         trim(unnest(string_split(c.session_sourced_ids, ','))) as target
  from sds_classes c
  where c.session_sourced_ids is not null
)
select n.sourced_id as subject, record_key(n.system, n.org_sourced_id) as school_id, min(n.target) as evidence,
       n.file, n.line
from named n
left join sds_academic_sessions s on s.system = n.system and s.sourced_id = n.target
where n.target <> '' and s.sourced_id is null
  and n.system in (select k.system from sds_academic_sessions k)
group by n.system, n.sourced_id, n.org_sourced_id, n.file, n.line
