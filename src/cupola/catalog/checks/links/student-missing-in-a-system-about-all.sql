/* ---
id: LNK-014
title: Student is missing in a system that has nearly all others
module: data
role: registrar
needs: [link_missing]
of: link_missing
severity: note
says: >-
  The student {subject} is in this system, but not in {evidence}, which should hold most of the same students.
why: >-
  Whoever is missing in one system gets no account, no class, no seat or no letter, and nobody notices until
  the child stands at the door.
fix: >-
  Look for the student in the other system under another name. If nobody is there, enter the student, or end
  the record here.
not_a_problem_when: >-
  The other system is only about some grades or new students. The state file and the directory are told of by
  checks of their own.
cost: {hours: 0.2}
--- */
select d.sourced_id as subject, min(d.org_id) as school_id, string_agg(d.other_system, ' and ' order by d.other_system) as evidence,
       min(d.file) as file, min(d.line) as line
from link_missing d
where d.other_kind not in ('state', 'directory') and d.system_kind not in ('state', 'directory')
group by d.system_id, d.sourced_id
