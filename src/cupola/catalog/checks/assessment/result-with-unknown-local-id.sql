/* ---
id: ASM-001
title: Test result carries a student number that nobody has, but a known state number
module: data
role: assessment
needs: [result_list, persons]
of: result_list
severity: warning
says: Nobody has the student number {number} of this result, but its state number belongs to student {evidence}.
column: local_id
why: The result does not reach the student's record, so the teacher plans without it and the school's count
  of tested students is short.
fix: Compare name and birth date of the result with student {evidence}. If they agree, correct the number
  in the testing system before the next file is made.
not_a_problem_when: The state number is the wrong one of the two. Then correct that.
cost: {hours: 0.2}
--- */
with known as (
  select ltrim(upper(bare(p.local_id)), '0') as number from persons p where p.local_id is not null group by 1
),
by_state as (
  select bare(p.state_id) as state_id, min(bare(p.local_id)) as local_id, min(p.org_id) as org_id
  from persons p
  join source_systems s on s.system = p.system and s.kind <> 'enrollment'
  where p.is_student and bare(p.state_id) <> '' and bare(p.local_id) <> ''
  group by 1
  having count(distinct bare(p.local_id)) = 1
)
select coalesce(r.record_id, r.local_id) as subject, b.org_id as school_id, b.local_id as evidence, r.local_id as number,
       r.local_id as value, b.local_id as repair, r.file, r.line
from result_list r
join by_state b on b.state_id = bare(r.state_id)
left join known k on k.number = ltrim(upper(bare(r.local_id)), '0')
where bare(r.local_id) <> '' and k.number is null
