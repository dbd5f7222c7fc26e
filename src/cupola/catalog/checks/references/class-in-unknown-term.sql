/* ---
id: ROS-003
title: Class meets in a term that the export does not hold
module: data
role: registrar
needs: [oneroster_classes, oneroster_academic_sessions]
of: oneroster_classes
severity: error
says: "The class meets in term {evidence}, which academicSessions.csv does not hold."
column: termSourcedIds
refers: oneroster_academic_sessions
why: >-
  A tool that cannot tell when a class meets hides it or never closes it. Rosters then show last year's
  classes or none at all.
fix: >-
  Open the class in the master schedule and see which term it has. Export terms and classes of the same
  school year in one run; if the term was renamed or rebuilt, choose the new one in the class.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
with named as (
  select c.system, c.sourced_id, c.school_sourced_id as school, c.file, c.line,
         trim(unnest(string_split(c.term_sourced_ids, ','))) as target
  from oneroster_classes c
  where c.term_sourced_ids is not null and c.is_live
)
select named.sourced_id as subject, record_key(named.system, named.school) as school_id,
       min(named.target) as evidence, named.file, named.line
from named
left join oneroster_academic_sessions s on s.system = named.system and s.sourced_id = named.target
where named.target <> '' and s.sourced_id is null
  and named.system in (select t.system from oneroster_academic_sessions t)
group by named.system, named.sourced_id, named.school, named.file, named.line
