/* ---
id: ENR-008
title: Student has classes at a school where the student does not belong
module: data
role: registrar
needs: [oneroster_enrollments, oneroster_users, oneroster_orgs, person_org_roles]
of: oneroster_enrollments
severity: warning
says: "Student {student} has {classes} classes at school {evidence}, but belongs to school {home} only."
column: schoolSourcedId
why: >-
  Groups, passwords and reports follow the school a student belongs to, classes the school where they are
  taught. The other school cannot help the student, and often one of the two still counts a student who moved.
fix: >-
  Ask both schools where the student is. If the student moved, complete the transfer; if the student only
  visits, enter the second school as a secondary role; if neither, the student was put into a wrong section.
not_a_problem_when: >-
  The student visits a program at another school and your system does not record a second school. Where five
  students or more of one school do so, it is taken for such a program and nothing is said.
cost: {hours: 0.2}
--- */
with belongs as (
  select u.system, u.sourced_id, o.sourced_id as school, lower(o.type) as org_type
  from person_org_roles r
  join oneroster_users u on u.system = r.system and record_key(u.system, u.sourced_id) = r.person_id
  join oneroster_orgs o on o.system = r.system and record_key(o.system, o.sourced_id) = r.org_id
  where lower(r.role) = 'student' and coalesce(lower(u.status), '') not in ('tobedeleted', 'inactive')
),
homes as (
  select b.system, b.sourced_id, min(b.school) as home
  from belongs b
  group by b.system, b.sourced_id
  having count(case when b.org_type <> 'school' then 1 end) = 0
),
visits as (
  select e.system, e.user_sourced_id, e.school_sourced_id, count(*) as classes, min(e.sourced_id) as enrollment
  from oneroster_enrollments e
  left join belongs b
    on b.system = e.system and b.sourced_id = e.user_sourced_id and b.school = e.school_sourced_id
  where b.sourced_id is null and lower(e.role) = 'student' and (e.end_date is null or e.end_date >= as_of())
    and (e.begin_date is null or e.begin_date <= as_of())
    and coalesce(lower(e.status), '') not in ('tobedeleted', 'inactive')
  group by e.system, e.user_sourced_id, e.school_sourced_id
),
placed as (
  select v.system, v.user_sourced_id, v.school_sourced_id, v.classes, v.enrollment, h.home,
         count(*) over (partition by v.system, h.home, v.school_sourced_id) as together
  from visits v
  join homes h on h.system = v.system and h.sourced_id = v.user_sourced_id
  join oneroster_orgs o on o.system = v.system and o.sourced_id = v.school_sourced_id
  where lower(o.type) = 'school'
)
select p.enrollment as subject, record_key(p.system, p.school_sourced_id) as school_id,
       p.school_sourced_id as evidence, p.user_sourced_id as student, p.classes, p.home, e.file, e.line
from placed p
join oneroster_enrollments e on e.system = p.system and e.sourced_id = p.enrollment
  and e.user_sourced_id = p.user_sourced_id
where p.together < 5
