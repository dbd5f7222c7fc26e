/* ---
id: SES-002
title: Long term belongs to a shorter one
module: data
role: data_steward
needs: [oneroster_academic_sessions]
of: oneroster_academic_sessions
severity: warning
says: "This {kind} belongs to {evidence}, which is a {kind_above}."
column: parentSourcedId
why: >-
  Tools expect grading periods inside terms and terms inside the school year. Turned round, they show no
  grading periods and close classes too early.
fix: >-
  In the calendar set-up of the student information system, correct either what this entry belongs to or
  its type, then export again.
not_a_problem_when: Never; only the kinds may be named differently in your district.
cost: {hours: 0.2}
--- */
with levelled as (
  select s.system, s.sourced_id, s.parent_sourced_id, s.file, s.line, s.status,
         case lower(s.type) when 'schoolyear' then 'school year' when 'semester' then 'semester'
              when 'term' then 'term' when 'gradingperiod' then 'grading period' end as kind,
         case lower(s.type) when 'schoolyear' then 1 when 'semester' then 2
              when 'term' then 2 when 'gradingperiod' then 3 end as level
  from oneroster_academic_sessions s
)
select s.sourced_id as subject, cast(null as varchar) as school_id, s.parent_sourced_id as evidence,
       s.kind, above.kind as kind_above, s.file, s.line
from levelled s
join levelled above on above.system = s.system and above.sourced_id = s.parent_sourced_id
where above.level > s.level
  and coalesce(lower(s.status), '') not in ('tobedeleted', 'inactive')
