/* ---
id: ENR-008
title: Student has classes at a school where the student does not belong
module: data
role: registrar
needs: [oneroster_enrollments, oneroster_users, oneroster_orgs, person_org_roles]
of: oneroster_enrollments
severity: warning
says: "Student {student} has classes ({classes}) at school {evidence}, but belongs to school {home} only."
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
with pupils as (
  select distinct u.system, u.sourced_id, r.org_id
  from person_org_roles r
  join oneroster_users u on u.system = r.system and u.person_key = r.person_id
  where lower(r.role) = 'student' and u.is_live
),
belongs as (
  select p.system, p.sourced_id, o.sourced_id as school, lower(o.type) as org_type
  from pupils p
  join oneroster_orgs o on record_key(o.system, o.sourced_id) = p.org_id
),
homes as (
  select b.system, b.sourced_id, min(b.school) as home
  from belongs b
  group by b.system, b.sourced_id
  having count(case when b.org_type <> 'school' then 1 end) = 0
),
visits as (
  select e.system, e.user_sourced_id, e.school_sourced_id, count(*) as classes,
         arg_min(e.sourced_id, e.line) as enrollment, min(e.file) as file, min(e.line) as line
  from (select n.system, n.sourced_id, n.user_sourced_id, n.school_sourced_id, n.file, n.line,
               max(coalesce(n.begin_date, as_of())) as first_day, max(coalesce(n.end_date, as_of())) as last_day
        from oneroster_enrollments n
        left join belongs b
          on b.system = n.system and b.sourced_id = n.user_sourced_id and b.school = n.school_sourced_id
        where b.sourced_id is null and n.role_word = 'student'
          and n.is_live
        group by n.system, n.sourced_id, n.user_sourced_id, n.school_sourced_id, n.file, n.line) e
  where e.first_day <= as_of() and e.last_day >= as_of()
  group by e.system, e.user_sourced_id, e.school_sourced_id
),
placed as (
  select v.system, v.user_sourced_id, v.school_sourced_id, v.classes, v.enrollment, v.file, v.line, h.home,
         count(*) over (partition by v.system, h.home, v.school_sourced_id) as together
  from visits v
  join homes h on h.system = v.system and h.sourced_id = v.user_sourced_id
)
select p.enrollment as subject, record_key(p.system, p.school_sourced_id) as school_id,
       p.school_sourced_id as evidence, p.user_sourced_id as student, p.classes, p.home, p.file, p.line
from placed p
where p.together < 5
  and p.school_sourced_id in (select o.sourced_id from oneroster_orgs o where lower(o.type) = 'school')
