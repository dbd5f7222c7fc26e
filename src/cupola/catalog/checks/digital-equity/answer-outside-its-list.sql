/* ---
id: EQU-005
title: Digital-equity answer that is not on its list
module: data
role: data_steward
needs: [home_access]
of: home_access
severity: error
says: "The answer to {evidence} is none of those that Ed-Fi knows."
why: >-
  The state counts only answers on the list; this one is lost when the answers are sent.
fix: >-
  Look at the answer in the file and choose the one of the list that it means. If many are wrong in the
  same way, correct the export or the form.
not_a_problem_when: >-
  The district asks a question of its own and does not send it to the state.
cost: {hours: 0.1}
--- */
with outside as (
  select h.person_id, h.org_id, 'InternetAccessInResidence' as field, h.file, h.line
  from home_access h
  where regexp_replace(lower(h.internet_access), '[^a-z]', '', 'g') not in
    ('', 'yes', 'no', 'nonotavailable', 'nonotaffordable', 'noother')
  union all
  select h.person_id, h.org_id, 'InternetAccessTypeInResidence' as field, h.file, h.line
  from home_access h
  where regexp_replace(lower(h.internet_access_type), '[^a-z]', '', 'g') not in
    ('', 'residentialbroadband', 'cellularnetwork', 'schoolprovidedhotspot', 'satellite', 'dialup', 'other', 'unknown', 'none')
  union all
  select h.person_id, h.org_id, 'InternetPerformance' as field, h.file, h.line
  from home_access h
  where regexp_replace(lower(h.internet_performance), '[^a-z]', '', 'g') not in
    ('', 'yes', 'yesnoissues', 'yesbutnotconsistent', 'no')
  union all
  select h.person_id, h.org_id, 'DigitalDevice' as field, h.file, h.line
  from home_access h
  where regexp_replace(lower(h.device_type), '[^a-z]', '', 'g') not in
    ('', 'desktoplaptop', 'desktop', 'laptop', 'tablet', 'chromebook', 'smartphone', 'none', 'other', 'unknown')
  union all
  select h.person_id, h.org_id, 'PrimaryLearningDeviceProvider' as field, h.file, h.line
  from home_access h
  where regexp_replace(lower(h.device_provider), '[^a-z]', '', 'g') not in
    ('', 'personal', 'school', 'other', 'none', 'unknown')
  union all
  select h.person_id, h.org_id, 'PrimaryLearningDeviceAccess' as field, h.file, h.line
  from home_access h
  where regexp_replace(lower(h.device_access), '[^a-z]', '', 'g') not in
    ('', 'shared', 'notshared', 'unknown', 'none')
)
select split_part(o.person_id, ':', -1) as subject, o.org_id as school_id, o.field as evidence, o.file, o.line
from outside o
