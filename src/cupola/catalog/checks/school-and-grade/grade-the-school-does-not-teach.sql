/* ---
id: GRD-001
title: Student is in a grade that the school does not teach
module: data
role: registrar
needs: [oneroster_users, person_org_roles, orgs]
of: oneroster_users
severity: warning
says: "Grade {evidence} at a school that teaches {taught}."
column: grades
why: >-
  Either grade or school is wrong. The student gets classes, books and tests of the wrong level, and the
  state refuses a grade that the school is not registered for.
fix: >-
  Ask the school whether the student is there. If so, correct the grade; if not, the student was left at the
  old school when moving up, or was put into the wrong one.
not_a_problem_when: The school takes the student into a program of its own, or its grades changed this year.
cost: {hours: 0.2}
--- */
with pupils as (
  select u.system, u.sourced_id, u.file, u.line, r.org_id, r.grade,
         case r.grade when 'PR' then -3 when 'PK' then -2 when 'TK' then -1 when 'KG' then 0
              else cast(case when regexp_matches(r.grade, '^(0[1-9]|1[0-2])$') then r.grade end as integer) end as step
  from person_org_roles r
  join oneroster_users u on u.system = r.system and u.person_key = r.person_id
  where lower(r.role) = 'student' and r.grade is not null and (r.end_date is null or r.end_date >= as_of())
    and coalesce(lower(r.role_type), 'primary') <> 'secondary'
    and coalesce(u.enabled_user, true) and u.is_live
),
counts as (
  select p.org_id, p.step, min(p.grade) as grade, count(*) as students
  from pupils p
  where p.step is not null
  group by p.org_id, p.step
),
spans as (
  select o.org_id, min(o.low_grade) || ' to ' || min(o.high_grade) as taught,
         min(case o.low_grade when 'PR' then -3 when 'PK' then -2 when 'TK' then -1 when 'KG' then 0
                  else cast(case when regexp_matches(o.low_grade, '^(0[1-9]|1[0-2])$') then o.low_grade end as integer)
                  end) as low,
         max(case o.high_grade when 'PR' then -3 when 'PK' then -2 when 'TK' then -1 when 'KG' then 0
                  else cast(case when regexp_matches(o.high_grade, '^(0[1-9]|1[0-2])$') then o.high_grade end as integer)
                  end) as high
  from orgs o
  where o.low_grade is not null and o.high_grade is not null
  group by o.org_id
),
schools as (
  select c.org_id, sum(c.students) as students, sum(case when c.students >= 3 then 1 else 0 end) as held_grades
  from counts c
  group by c.org_id
),
nearest as (
  select c.org_id, c.step, count(case when abs(n.step - c.step) = 1 then 1 end) as neighbours,
         min(abs(n.step - c.step)) as gap, min(n.step) as lowest, max(n.step) as highest
  from counts c
  join counts n on n.org_id = c.org_id and n.step <> c.step and n.students >= 3
  where c.students < 3
  group by c.org_id, c.step
),
strange as (
  select c.org_id, c.step, s.taught
  from counts c
  join spans s on s.org_id = c.org_id
  join schools h on h.org_id = c.org_id
  where ((c.step < s.low and c.step >= 0) or c.step > s.high)
    and c.students < greatest(3, h.students * 0.05)
  union all
  select c.org_id, c.step, low.grade || ' to ' || high.grade as taught
  from counts c
  join schools h on h.org_id = c.org_id
  join nearest n on n.org_id = c.org_id and n.step = c.step
  join counts low on low.org_id = c.org_id and low.step = n.lowest
  join counts high on high.org_id = c.org_id and high.step = n.highest
  left join spans s on s.org_id = c.org_id
  where s.org_id is null and c.students < 3 and c.step >= 0
    and ((c.students < h.students * 0.01 and n.neighbours < 2 and (c.step > 0 or n.neighbours = 0))
         or (n.gap >= 3 and h.students >= 20))
)
select p.sourced_id as subject, p.org_id as school_id, p.grade as evidence, x.taught, p.file, p.line
from strange x
join pupils p on p.org_id = x.org_id and p.step = x.step
