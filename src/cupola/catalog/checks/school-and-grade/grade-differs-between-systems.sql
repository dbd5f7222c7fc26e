/* ---
id: GRD-003
title: Grade in the state file is not the grade in the student information system
module: data
role: registrar
needs: [oneroster_users, student_list, org_identifiers]
of: student_list
severity: warning
says: "Grade {evidence} in the state file, {grade_in_sis} in the student information system."
column: grade
why: >-
  The state tests and counts the student in its own grade: the wrong test is ordered, and the numbers that
  the district sends do not agree with its schools.
fix: >-
  Ask the school which grade is right. Correct it in the student information system and send the state file
  again, or correct it in the state system where the grade was changed by hand.
not_a_problem_when: The state file was made before the student was moved to another grade.
cost: {hours: 0.2}
only_if:
  sql: >-
    select count(case when u.grades <> s.grade then 1 end) <= greatest(20, count(*) * 0.2)
    from student_list s
    join source_systems y on y.system = s.system
    join oneroster_users u on bare(u.identifier) = s.local_id and u.grades is not null
    where y.kind = 'state' and s.grade is not null
  otherwise: more than one grade in five differs, so the state file is of another school year
--- */
with reported as (
  select s.system, s.file, s.line, s.local_id, s.school_code, s.grade,
         row_number() over (partition by s.system, s.file, s.local_id order by s.entry_date desc, s.line desc) as place
  from student_list s
  join source_systems y on y.system = s.system
  where y.kind = 'state' and s.grade is not null and (s.exit_date is null or s.exit_date >= as_of())
),
known as (
  select bare(u.identifier) as number, min(u.grades) as grade
  from oneroster_users u
  join source_systems y on y.system = u.system
  where y.kind = 'sis' and regexp_matches(u.grades, '^(PR|PK|TK|KG|0?[1-9]|1[0-3]|UG|PS)$')
    and coalesce(u.enabled_user, true) and u.is_live
  group by bare(u.identifier)
  having count(*) = 1
)
select r.local_id as subject, o.org_id as school_id, r.grade as evidence, k.grade as grade_in_sis, r.file, r.line
from reported r
join known k on k.number = r.local_id
left join (select i.value, min(i.org_id) as org_id from org_identifiers i
           where i.id_type = 'school_code' group by i.value) o on o.value = r.school_code
where r.place = 1 and ltrim(k.grade, '0') <> ltrim(r.grade, '0')
  and regexp_matches(r.grade, '^(PR|PK|TK|KG|0?[1-9]|1[0-3]|UG|PS)$')
