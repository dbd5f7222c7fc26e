/* ---
id: SDS-005
title: Class in School Data Sync has students and no teacher
module: data
role: registrar
needs: [sds_classes, sds_enrollments]
of: sds_classes
absence_of: sds_enrollments
severity: warning
says: "The class has {evidence} students and no teacher."
why: >-
  Teams makes no team for the class, or one without an owner: nobody can let the students in.
fix: >-
  Set the teacher of the section in the student information system. If one is set, find out why the
  export leaves the teacher out.
not_a_problem_when: >-
  The class has no teacher by design, such as a period away from campus.
cost: {hours: 0.2}
--- */
with taught as (
  select distinct e.system, e.class_sourced_id
  from sds_enrollments e
  where lower(trim(e.role)) not in ('student', 'parent', 'guardian')
),
seats as (
  select e.system, e.class_sourced_id, count(*) as students
  from sds_enrollments e
  where lower(trim(e.role)) = 'student'
  group by e.system, e.class_sourced_id
)
select c.sourced_id as subject, record_key(c.system, c.org_sourced_id) as school_id, s.students as evidence,
       c.file, c.line
from sds_classes c
left join taught t on t.system = c.system and t.class_sourced_id = c.sourced_id
join seats s on s.system = c.system and s.class_sourced_id = c.sourced_id
where t.class_sourced_id is null
  and c.system in (select k.system from taught k)
