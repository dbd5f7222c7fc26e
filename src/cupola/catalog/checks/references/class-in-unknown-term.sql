/* ---
id: ROS-003
title: Class meets in a term that the export does not hold
module: data
role: registrar
needs: [roster_classes, roster_class_terms, roster_sessions]
of: roster_classes
severity: error
says: "The class meets in term {evidence}, which the export does not hold."
column: term_sourced_id
refers: roster_sessions
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
select c.sourced_id as subject, record_key(c.system, c.school_sourced_id) as school_id,
       min(t.term_sourced_id) as evidence, t.file, t.line
from roster_class_terms t
join roster_classes c on c.class = t.class
where t.session is null and t.term_sourced_id <> '' and t.is_live
  and t.system in (select s.system from roster_sessions s)
group by c.system, t.system, c.sourced_id, c.school_sourced_id, t.file, t.line
