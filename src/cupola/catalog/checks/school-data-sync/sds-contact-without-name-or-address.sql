/* ---
id: SDS-017
title: Contact of a student lacks a name or an e-mail address
module: data
role: school_office
needs: [sds_relationships, sds_users]
of: sds_relationships
severity: error
says: "The contact {evidence} lacks a first name, a family name or an e-mail address."
why: >-
  School Data Sync needs all three of a contact and refuses the row; the family gets no messages.
fix: >-
  Complete the contact in the student information system, or leave it out of the export.
not_a_problem_when: >-
  The family asked not to be written to. Then leave the contact out.
cost: {hours: 0.2}
--- */
select min(r.user_sourced_id) || ':' || u.sourced_id as subject, cast(null as varchar) as school_id,
       u.sourced_id as evidence, u.file, u.line
from sds_relationships r
join sds_users u on u.system = r.system and u.sourced_id = r.relationship_user_sourced_id
where lower(r.relationship_role) <> 'child'
  and (u.given_name is null or u.family_name is null
       or not contains(coalesce(u.email, u.username, ''), '@'))
group by u.system, u.sourced_id, u.file, u.line
