/* ---
id: DEM-001
title: Student has no birth date, sex or race on record
module: data
role: school_office
needs: [oneroster_users, oneroster_demographics, person_org_roles]
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
with described as (
  select distinct d.system, record_key(d.system, d.sourced_id) as person_id from oneroster_demographics d
),
bare as (
  select r.system, r.person_id, r.org_id
  from person_org_roles r
  left join described d on d.system = r.system and d.person_id = r.person_id
  where d.person_id is null and lower(r.role) = 'student' and (r.end_date is null or r.end_date >= as_of())
    and (r.begin_date is null or r.begin_date <= as_of()) and r.system in (select t.system from described t)
)
select u.sourced_id as subject, min(b.org_id) as school_id, cast(null as varchar) as evidence, u.file, u.line
from bare b
join oneroster_users u on u.system = b.system and u.person_key = b.person_id
where coalesce(u.enabled_user, true) and u.is_live
group by u.sourced_id, u.file, u.line
