/* ---
id: ATT-004
title: Same absence stands in the list twice
module: data
role: data_steward
needs: [attendance_list]
of: attendance_list
severity: warning
says: 'This row repeats an earlier one of the same file: student {subject} on {evidence}, with the same code.'
why: The day counts twice. A student can so be called chronically absent, and a letter goes to a family that
  does not deserve it.
fix: Delete the repeated entry in the SIS. If many rows are repeated, the export joins attendance with a table
  that has several rows for a student.
not_a_problem_when: Attendance is taken by period, and the export leaves out the period.
cost: {hours: 0.05}
--- */
with days as (
  select file, system, local_id, date, count(*) as times
  from attendance_list
  where local_id is not null and date is not null
  group by file, system, local_id, date
),
daily as (
  -- Where many days have several rows, attendance is taken by period.
  select file from days group by file having 20 * count(case when times > 1 then 1 end) <= count(*) or count(*) < 20
),
numbered as (
  select a.local_id, a.date, a.school_code, a.file, a.line,
         row_number() over (partition by a.file, a.local_id, a.date, a.school_code, a.section_id, a.category, a.category_text, a.minutes
                            order by a.line) as place
  from attendance_list a
  join daily y on y.file = a.file
  join days d on d.file = a.file and d.system = a.system and d.local_id = a.local_id and d.date = a.date and d.times > 1
)
select local_id as subject, cast(date as varchar) as evidence, school_code, file, line
from numbered
where place > 1
