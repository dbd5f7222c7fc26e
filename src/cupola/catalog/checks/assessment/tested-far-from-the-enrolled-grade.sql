/* ---
id: ASM-009
title: Student was tested three or more grades from the grade of enrollment
module: data
role: assessment
needs: [assessment_results, person_org_roles]
of: assessment_results
severity: warning
says: "This student is enrolled in grade {evidence} and was tested in grade {tested} this school year."
column: grade
why: Mostly the result is another student's whose number differs by a digit, or the grade in one of the two systems
  is wrong. The student is then compared with the wrong class.
fix: Compare name and birth date of the result with the student's. If it is another student's, have the testing
  system move it; if the grade is wrong, correct it where it is kept.
not_a_problem_when: The student takes an alternate or an advanced test on purpose.
cost: {hours: 0.2}
--- */
with tested as (
  select person_id, file, line, min(org_id) as org_id, min(grade) as grade
  from assessment_results
  where grade is not null
    and administration_date >= case when month(as_of()) >= 7 then make_date(year(as_of()), 7, 1)
                                    else make_date(year(as_of()) - 1, 7, 1) end
  group by person_id, file, line
),
enrolled as (
  select person_id, min(grade) as grade
  from person_org_roles
  where role = 'student' and grade is not null and (end_date is null or end_date >= as_of())
  group by person_id
  having count(distinct grade) = 1
),
placed as (
  select t.person_id, t.org_id, t.file, t.line, e.grade as enrolled_in, t.grade as tested,
         case when e.grade = 'PK' then -2 when e.grade = 'TK' then -1 when e.grade = 'KG' then 0
              when e.grade in ('01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12') then cast(e.grade as integer) end as here,
         case when t.grade = 'PK' then -2 when t.grade = 'TK' then -1 when t.grade = 'KG' then 0
              when t.grade in ('01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12') then cast(t.grade as integer) end as there
  from tested t
  join enrolled e on e.person_id = t.person_id
)
select person_id as subject, min(org_id) as school_id, enrolled_in as evidence, tested, min(file) as file, min(line) as line
from placed
where abs(here - there) >= 3
group by person_id, enrolled_in, tested
