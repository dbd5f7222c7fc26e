/* ---
id: ASM-008
title: A student has two different results of one test on one day
module: data
role: assessment
needs: [assessment_results]
of: assessment_results
severity: warning
says: "This student has {evidence} different results of {test} on one day."
column: results
why: One of the two is another student's, or a test that was broken off. Reports take either of them, by chance.
fix: Look both up in the testing system. If one is another student's, have it moved; if one was broken off, have
  it marked as not valid.
not_a_problem_when: The test was begun anew on the same day, and both were kept on purpose.
cost: {hours: 0.3}
--- */
with repeated as (
  select person_id, system, assessment, subject, objective, result_type, administration_date, min(org_id) as org_id,
         count(distinct coalesce(cast(try_cast(result_value as double) as varchar), result_value)) as results, max(file) as file, max(line) as line
  from assessment_results
  where administration_date is not null and result_value is not null and person_id is not null
  group by person_id, system, assessment, subject, objective, result_type, administration_date
  having count(*) > 1 and count(distinct coalesce(cast(try_cast(result_value as double) as varchar), result_value)) > 1
     and (min(line) < max(line) or min(file) < max(file))
)
select person_id as subject, min(org_id) as school_id, cast(max(results) as varchar) as evidence,
       coalesce(assessment, 'a test') as test, max(file) as file, max(line) as line
from repeated
group by person_id, system, assessment, subject, administration_date
