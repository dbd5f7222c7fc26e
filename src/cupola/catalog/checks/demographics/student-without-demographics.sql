/* ---
id: DEM-001
title: Student has no birth date, sex or race on record
module: data
role: school_office
needs: [oneroster_users, oneroster_demographics, roster_people, roster_roles, roster_births]
of: oneroster_users
absence_of: oneroster_demographics
severity: warning
says: The student has no row in demographics.csv.
why: >-
  The student is missing from every count by group, cannot be matched by birth date with the state or with
  tests, and cannot be placed by age.
fix: >-
  Open the student's personal data. If they are filled, export users and demographics with the same filter,
  in one run; if not, complete them from the enrollment papers.
not_a_problem_when: The student is a visitor or in a program whose personal data another district keeps.
cost: {hours: 0.2}
only_if:
  sql: >-
    select count(*) * 2 > (select count(*) from oneroster_users u where u.grades is not null)
    from oneroster_demographics d
  otherwise: demographics.csv holds fewer than half of the students
--- */
with students as (
  select r.person, min(r.org_sourced_id) as org_sourced_id
  from roster_roles r
  left join roster_births d on d.person = r.person
  where d.person is null and r.role = 'student' and (r.end_date is null or r.end_date >= as_of())
    and (r.begin_date is null or r.begin_date <= as_of()) and r.person is not null
  group by r.person
)
select u.sourced_id as subject, record_key(u.system, s.org_sourced_id) as school_id, cast(null as varchar) as evidence,
       u.file, u.line
from students s
join roster_people u on u.person = s.person
where u.is_active and u.system in (select d.system from oneroster_demographics d)
