/* ---
id: STF-005
title: Teacher in the SIS has no open position
module: data
role: hr
needs: [position_list, oneroster_users, oneroster_enrollments]
of: oneroster_users
severity: warning
says: >-
  User {subject} teaches classes in the SIS, and human resources holds no open position for the
  employee number.
column: identifier
why: >-
  Either somebody left and still owns classes and sees students' data, or somebody works without a
  contract on file.
fix: >-
  Ask human resources. If the person left, give the classes to the successor and close the user;
  else the position has to be entered.
not_a_problem_when: >-
  The person is employed by a partner, or the position is renewed in these days.
cost: {hours: 0.3}
--- */
with employed as (
  select ltrim(upper(trim(staff_id)), '0') as number
  from position_list
  where end_date is null or end_date >= as_of() - interval '14' day
  group by 1
),
teaching as (
  select system, user_sourced_id, min(school_sourced_id) as school_sourced_id
  from oneroster_enrollments
  where role_word = 'teacher' and is_live and (end_date is null or end_date >= as_of()) and (begin_date is null or begin_date <= as_of())
  group by system, user_sourced_id
),
compared as (
  select u.sourced_id, u.system, t.school_sourced_id, u.file, u.line, e.number is not null as is_employed
  from teaching t
  join oneroster_users u on u.system = t.system and u.sourced_id = t.user_sourced_id
  left join employed e on e.number = ltrim(upper(trim(u.identifier)), '0')
  where u.identifier is not null and u.is_live
)
select c.sourced_id as subject, record_key(c.system, c.school_sourced_id) as school_id, cast(null as varchar) as evidence, c.file, c.line
from compared c
where not c.is_employed
  and (select 2 * count(case when is_employed then 1 end) >= count(*) from compared)
