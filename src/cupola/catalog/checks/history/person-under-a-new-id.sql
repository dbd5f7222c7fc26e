/* ---
id: HIS-009
title: A person came back under a new id
module: data
role: registrar
needs: [persons, person_identifiers, earlier_persons]
of: persons
severity: warning
says: The same name and birth date stood under {evidence} in the snapshot of {day}, which is gone now.
why: >-
  Every system that knows the old id makes a second account, a second history and a second set of results for the same
  person.
fix: Put the old id back, or merge the two records in the student system so that the old id stays known.
not_a_problem_when: They are two people who share name and birth date.
cost: {hours: 0.5}
--- */
with gone as (
  select e.person_id, e.birth_date, lower(bare(e.given_name)) as given, lower(bare(e.family_name)) as family
  from earlier_persons e
  left join persons p on p.person_id = e.person_id
  where p.person_id is null and e.birth_date is not null
),
fresh as (
  select p.person_id, p.org_id, p.birth_date, lower(bare(p.given_name)) as given, lower(bare(p.family_name)) as family,
         p.file, p.line
  from persons p
  left join earlier_persons e on e.person_id = p.person_id
  where e.person_id is null and p.birth_date is not null
)
select f.person_id as subject, f.org_id as school_id, min(g.person_id) as evidence,
       cast(earlier_day() as varchar) as day, f.file, f.line
from fresh f
join gone g on g.birth_date = f.birth_date and g.given = f.given and g.family = f.family
  and split_part(g.person_id, ':', 1) = split_part(f.person_id, ':', 1)
-- An id that the source itself says it changed is known: who looks for the old one finds the person.
left join person_identifiers i on i.person_id = f.person_id and starts_with(i.id_type, 'former_')
  and right(g.person_id, length(i.value) + 1) = ':' || i.value
where i.person_id is null
group by f.person_id, f.org_id, f.file, f.line
