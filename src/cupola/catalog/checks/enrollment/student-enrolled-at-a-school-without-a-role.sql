/* ---
id: ENR-008
title: Student has classes at a school where the student does not belong
module: data
role: registrar
needs: [roster_people, roster_orgs, roster_roles, roster_classes, roster_enrollments, roster_enrollment_rows]
of: roster_enrollments
severity: warning
says: "Student {student} has classes ({classes}) at school {evidence}, but belongs to school {home} only."
column: school_sourced_id
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
  -- One number for person and school: looking one up is cheaper than two.
  select r.person * 4294967296 + r.org as place
  from roster_roles r
  where r.role = 'student' and r.person is not null and r.org is not null
),
taught as (
  select c.class, o.org
  from roster_classes c
  join roster_orgs o on o.system = c.system and o.sourced_id = c.school_sourced_id
  where c.is_live and o.kind = 'school'
),
visits as (
  select e.person, e.org, count(*) as classes, min(e.file) as file, arg_min(e.line, e.file) as line,
         arg_min(e.place, e.file) as place
  from roster_enrollments e
  left join belongs b on b.place = e.person * 4294967296 + e.org
  left join taught t on t.class = e.class
  -- A school that the class is not taught at is ENR-004.
  where b.place is null and coalesce(t.org = e.org, true) and e.is_student and e.is_live and e.person is not null and e.org is not null
    and (e.begin_date is null or e.begin_date <= as_of()) and (e.end_date is null or e.end_date >= as_of())
  group by e.person, e.org
),
homes as (
  select r.person, min(o.sourced_id) as home
  from roster_roles r
  join (select distinct v.person from visits v) visitors on visitors.person = r.person
  join roster_orgs o on o.org = r.org
  where r.role = 'student'
  group by r.person
  having count(case when o.kind <> 'school' then 1 end) = 0
),
placed as (
  select v.person, v.org, v.classes, v.file, v.line, v.place, h.home,
         count(*) over (partition by h.home, v.org) as together
  from visits v
  join homes h on h.person = v.person
  join roster_people u on u.person = v.person
  where u.is_live
)
select coalesce(x.sourced_id, x.user_sourced_id) as subject, record_key(x.system, x.school_sourced_id) as school_id,
       x.school_sourced_id as evidence, x.user_sourced_id as student, p.classes, p.home, x.file, x.line
from roster_enrollment_rows x
join placed p on p.file = x.file and p.line = x.line and p.place = x.place
join roster_orgs o on o.org = p.org
where p.together < 5 and o.kind = 'school'
