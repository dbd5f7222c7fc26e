/* ---
id: STF-006
title: Teacher of record teaches no class
module: data
role: school_office
needs: [position_list, oneroster_users, oneroster_enrollments]
of: position_list
severity: warning
says: >-
  {subject} holds an open position as {evidence} and is known to the SIS, but teaches no class in
  it.
why: >-
  The students of this teacher stand in somebody else's classes or in none, and the state asks for a
  teacher of record.
fix: >-
  Ask the school which classes the teacher has, and make the teacher the teacher of these classes in
  the SIS.
not_a_problem_when: >-
  The teacher is on leave, coaches other teachers, or works with single students who are taken out
  of class.
cost: {hours: 0.3}
--- */
with teaching as (
  select distinct system, user_sourced_id from oneroster_enrollments where role_word = 'teacher' and is_live
),
posts as (
  select ltrim(upper(trim(staff_id)), '0') as number, min(staff_id) as staff_id, min(job_title) as job_title, min(line) as line,
         arg_min(file, line) as file, min(school_code) as school_code
  from position_list
  where regexp_matches(lower(job_title), 'teacher') and not regexp_matches(lower(job_title), 'substitute|aide|assistant|on leave|coach|resource|special')
    and (begin_date is null or begin_date <= as_of() - interval '14' day) and (end_date is null or end_date >= as_of())
  group by 1
),
compared as (
  select p.staff_id, p.job_title, p.school_code, p.file, p.line, bool_or(t.user_sourced_id is not null) as teaches
  from posts p
  join oneroster_users u on ltrim(upper(trim(u.identifier)), '0') = p.number
  left join teaching t on t.system = u.system and t.user_sourced_id = u.sourced_id
  group by p.staff_id, p.job_title, p.school_code, p.file, p.line
)
select c.staff_id as subject, c.job_title as evidence, c.school_code, c.file, c.line
from compared c
where not c.teaches
  and (select 2 * count(case when teaches then 1 end) >= count(*) from compared)
