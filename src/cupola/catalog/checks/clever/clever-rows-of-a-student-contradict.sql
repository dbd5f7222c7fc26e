/* ---
id: CLV-012
title: Rows of one student contradict each other
module: data
role: registrar
needs: [clever_students]
of: clever_students
severity: error
says: "{evidence} rows bear this id, and they differ in name, birth date or grade."
column: Student_id
why: >-
  Clever takes the first row and throws the others away. If they are two students, one of them is gone.
fix: >-
  See whether one student has old and new data, or two students have one id. Correct the id or the old
  row.
not_a_problem_when: >-
  The name was changed today, and the rows of the contacts follow tonight.
cost: {hours: 0.2}
--- */
select s.student_id as subject, min(record_key(s.system, s.school_id)) as school_id, count(*) as evidence,
       max(s.file) as file, max(s.line) as line
from clever_students s
where s.student_id is not null
group by s.system, s.student_id
having count(*) > 1
   and (count(distinct lower(trim(s.last_name)) || '|' || lower(trim(s.first_name))) > 1
        or count(distinct s.birth_date) > 1 or count(distinct s.grade) > 1)
