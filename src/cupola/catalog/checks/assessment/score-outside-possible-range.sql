/* ---
id: ASM-006
title: Score outside the possible range
module: data
role: assessment
needs: [assessment_results]
of: assessment_results
severity: warning
says: "{rows} of {evidence} {verb} outside {lowest} to {highest}, the range in the mapping of this list."
column: results
why: A score that the test cannot give is a slip of the pen, a code for a student who was not scored, or another
  column than the mapping believes. Averages and growth are wrong with it.
fix: Look the score up in the testing system. If it is a code (999 for not tested), leave it out of averages. If
  the test has another range now, correct it in the mapping; the ranges that come along were not verified.
not_a_problem_when: The vendor changed the scale. Then correct the range in the mapping.
cost: {hours: 0.2}
--- */
with wrong as (
  select person_id, org_id, assessment, coalesce(objective, 'the whole test') as objective, result_type, lowest, highest, file, line
  from assessment_results
  where lowest is not null and (try_cast(result_value as double) < lowest or try_cast(result_value as double) > highest)
),
counted as (
  select person_id, org_id, assessment, objective, result_type, lowest, highest, file, line,
         count(*) over (partition by file, assessment, objective, result_type) as together,
         row_number() over (partition by file, assessment, objective, result_type order by line) as number
  from wrong
)
-- From five on it is the column, not the student.
select person_id as subject, org_id as school_id, coalesce(assessment || ', ', '') || objective || ' (' || result_type || ')' as evidence,
       case when together < 5 then 'The score' else cast(together as varchar) || ' scores' end as rows,
       case when together < 5 then 'lies' else 'lie' end as verb, printf('%g', lowest) as lowest, printf('%g', highest) as highest, file, line
from counted
where together < 5 or number = 1
