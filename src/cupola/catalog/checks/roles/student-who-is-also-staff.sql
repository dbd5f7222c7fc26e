/* ---
id: ROL-003
title: Student is also on the staff
module: data
role: hr
needs: [roster_people, roster_roles]
of: roster_people
severity: note
says: "The person is a student and also {evidence}."
why: >-
  Staff rights on a student's account open grades and records of other students.
fix: >-
  Ask HR and the school whether the student really works for the district. If so, give the work an account
  of its own; if not, end the staff role.
not_a_problem_when: An older student works as an aide or in the after-school program and has two accounts.
cost: {hours: 0.2}
--- */
with workers as (
  -- Few work for the district: looked for first, they spare counting the roles of everybody.
  select distinct r.person
  from roster_roles r
  where r.role not in ('student', 'parent', 'guardian', 'relative') and r.person is not null
    and (r.begin_date is null or r.begin_date <= as_of()) and (r.end_date is null or r.end_date >= as_of())
),
mixed as (
  select r.person
  from roster_roles r
  join workers w on w.person = r.person
  left join (select distinct d.file from delivered_files d where d.source_table = 'sds_users') p on p.file = r.file
  where (r.begin_date is null or r.begin_date <= as_of()) and (r.end_date is null or r.end_date >= as_of())
  group by r.person
  having count(case when r.role = 'student' then 1 end) > 0
     -- One id in two files of people is SDS-024.
     and (count(p.file) = 0 or min(r.file) = max(r.file))
),
kinds as (
  select r.person, min(r.org_sourced_id) as org_sourced_id,
         min(case when r.role not in ('student', 'parent', 'guardian', 'relative') then r.role end) as staff_role
  from roster_roles r
  join mixed b on b.person = r.person
  where (r.begin_date is null or r.begin_date <= as_of()) and (r.end_date is null or r.end_date >= as_of())
  group by r.person
)
select u.sourced_id as subject, record_key(u.system, k.org_sourced_id) as school_id, k.staff_role as evidence,
       u.file, u.line
from roster_people u
join kinds k on k.person = u.person
where u.is_active
