/* ---
id: PRG-007
title: English learner has English as the home language
module: data
role: registrar
needs: [student_list]
of: student_list
severity: error
says: Student {subject} is an English learner, but the home language on record is English.
column: home_language
why: One of the two is wrong, and the state refuses the record. Either a student gets lessons without need,
  or letters go home in a language the family does not read.
fix: Take out the home language survey that the family signed, and correct the field that differs from it.
not_a_problem_when: The student is a Native American or Alaska Native learner, for whom federal law does not
  ask for another home language.
cost: {hours: 0.3}
--- */
with coded as (
  -- '00' is English in California's code list, which is known by its own status codes.
  select system, bool_or(upper(bare(english_learner)) in ('EO', 'IFEP', 'RFEP')) as is_californian
  from student_list
  group by system
)
select coalesce(l.local_id, l.state_id, l.record_id) as subject, cast(null as varchar) as evidence, l.school_code, l.file, l.line
from student_list l
join source_systems s on s.system = l.system and s.kind in ('state', 'sis')
join coded c on c.system = l.system
where coalesce(truthy(l.english_learner), upper(bare(l.english_learner)) in ('EL', 'ELL', 'LEP'))
  and (lower(bare(l.home_language)) in ('en', 'eng', 'english', 'en-us', 'english only')
       or (bare(l.home_language) = '00' and c.is_californian))
