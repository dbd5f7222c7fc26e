/* ---
id: IDN-013
title: One person carries two state ids
module: data
role: registrar
needs: [person_identifiers]
of: person_identifiers
severity: error
says: >-
  This person has state id {evidence} in one file and {other} in another.
why: >-
  The state sees two students: tests, credits and funding are split between them, and one of the two
  is a drop-out on paper.
fix: >-
  Look both numbers up in the state's system. Ask the state to merge them if both are the student's,
  and keep the one that stays in every system.
not_a_problem_when: >-
  The state has merged the two and one file was written before.
cost: {hours: 0.5}
--- */
with twofold as (
  select person_id, min(trim(value)) as one, max(trim(value)) as other, max(line) as line, arg_max(file, line) as file
  from person_identifiers
  where id_type = 'state' and trim(value) <> ''
  group by person_id
  having count(distinct ltrim(upper(trim(value)), '0')) > 1
)
select substr(t.person_id, strpos(t.person_id, ':') + 1) as subject, t.one as evidence, t.other, t.file, t.line
from twofold t
