/* ---
id: ACC-001
title: Student has no account
module: data
role: technician
needs: [directory_users, oneroster_users, persons, person_org_roles]
of: oneroster_users
absence_of: [google_users, entra_users]
severity: warning
says: Student {subject} ({evidence}) has no account in the directory, by number or by e-mail address.
why: Without an account the student cannot sign in to a Chromebook, a class or an online test. When many of
  one school are missing, the feed that makes accounts has stopped.
fix: Look at the job that makes accounts, first of all for the school with the most findings. If single students
  are missing, compare their number and e-mail address in the SIS with the directory.
not_a_problem_when: The student learns elsewhere (home hospital, another district, a contracted school) and
  needs no account.
cost: {hours: 0.2}
--- */
with students as (
  select p.person_id, p.local_id, p.org_id, u.sourced_id, u.file, u.line, lower(bare(u.email)) as email,
         lower(bare(u.username)) as username, r.place,
         coalesce(r.begin_date > as_of() - interval '7' day, false) as is_new
  from persons p
  join oneroster_users u on u.person_key = p.person_id
  join (
    select person_id, system, min(begin_date) as begin_date,
           min(case when grade = 'PK' then -2 when grade = 'TK' then -1 when grade = 'KG' then 0
                    when grade in ('01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13') then cast(grade as integer) end) as place
    from person_org_roles
    where role = 'student' and (begin_date is null or begin_date <= as_of()) and (end_date is null or end_date >= as_of())
    group by person_id, system
  ) r on r.person_id = p.person_id and r.system = p.system
  where p.is_student and coalesce(p.is_enabled, true) and lower(coalesce(u.status, 'active')) not in ('tobedeleted', 'inactive')
    and r.place is not null
),
holders as (
  select s.person_id from students s
  join directory_users g on ltrim(bare(g.account_number), '0') = ltrim(bare(s.local_id), '0') and ltrim(bare(s.local_id), '0') <> ''
  union
  select s.person_id from students s join directory_users g on lower(bare(g.sign_in_name)) = s.email
  union
  select s.person_id from students s join directory_users g on lower(bare(g.sign_in_name)) = s.username
),
seen as (
  select s.person_id, s.local_id, s.org_id, s.sourced_id, s.file, s.line, s.place, s.is_new, h.person_id is not null as has_account
  from students s
  left join holders h on h.person_id = s.person_id
),
in_directory as (
  -- A school where nobody at all has an account may have a directory of its own (see ACC-009).
  select org_id, 2 * count(case when has_account then 1 end) < count(*) as went_dark
  from seen group by org_id having count(case when has_account then 1 end) > 0
),
covered as (
  -- Districts give accounts from some grade on: the grades between two where most have one are meant to have
  -- them, judged by the schools whose accounts have not gone missing as a whole.
  select min(place) as lowest, max(place) as highest
  from (select s.place from seen s join in_directory d on d.org_id = s.org_id where not d.went_dark
        group by s.place having 2 * count(case when s.has_account then 1 end) >= count(*)) g
)
select n.sourced_id as subject, n.org_id as school_id,
       case n.place when -2 then 'PK' when -1 then 'TK' when 0 then 'KG' else 'grade ' || cast(n.place as varchar) end as evidence,
       n.file, n.line
from seen n
join covered c on n.place between c.lowest and c.highest
join in_directory d on d.org_id = n.org_id
-- An account takes some days to be made, unless the school gets none at all.
where not n.has_account and (not n.is_new or d.went_dark)
