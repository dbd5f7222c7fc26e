/* ---
id: ASM-007
title: Test date in the future, or outside the school year of the result
module: data
role: assessment
needs: [assessment_results]
of: assessment_results
severity: warning
says: "{rows} of {evidence} {verb} dated outside the school year that the file names, or in the future."
column: administration_date
why: A result of the wrong year is compared with the wrong class, and growth from fall to spring comes out wrong.
fix: Look the day up in the testing system. A month and a day in the wrong order, and the school year of the
  export instead of the test, are the usual causes; both are set where the export is made.
not_a_problem_when: The test was given in summer for the school year before.
cost: {hours: 0.1}
--- */
with dated as (
  select file, line, min(person_id) as person_id, min(org_id) as org_id, min(assessment) as assessment,
         bool_or(administration_date > as_of() or administration_date < make_date(school_year - 1, 7, 1)
                 or administration_date > make_date(school_year, 9, 15)) as is_outside
  from assessment_results
  where administration_date is not null and (school_year is null or school_year between 1950 and 2100)
  group by file, line
),
counted as (
  select file, line, person_id, org_id, assessment, count(*) over (partition by file) as together,
         row_number() over (partition by file order by line) as number
  from dated
  where is_outside
)
-- From five on it is the file, not the student.
select person_id as subject, org_id as school_id, coalesce(assessment, 'this list') as evidence,
       case when together < 5 then 'The result' else cast(together as varchar) || ' rows' end as rows,
       case when together < 5 then 'is' else 'are' end as verb, file, line
from counted
where together < 5 or number = 1
