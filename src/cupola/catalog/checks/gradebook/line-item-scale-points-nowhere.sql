/* ---
id: GRB-022
title: Link of gradebook column and scale points nowhere
module: data
role: vendor
needs: [oneroster_line_item_score_scales, oneroster_line_items, oneroster_score_scales]
of: oneroster_line_item_score_scales
severity: error
says: "The link points to {evidence}, which neither lineItems.csv nor scoreScales.csv holds."
why: >-
  The column is read without its scale, so that its grades mean nothing.
fix: >-
  Export gradebook columns, scales and their links in one run.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id,
       case when a.sourced_id is null then r.line_item_sourced_id else r.score_scale_sourced_id end as evidence, r.file, r.line
from oneroster_line_item_score_scales r
left join oneroster_line_items a on a.system = r.system and a.sourced_id = r.line_item_sourced_id
left join oneroster_score_scales b on b.system = r.system and b.sourced_id = r.score_scale_sourced_id
where r.is_live
  and ((r.line_item_sourced_id is not null and a.sourced_id is null and r.system in (select k.system from oneroster_line_items k))
    or (r.score_scale_sourced_id is not null and b.sourced_id is null and r.system in (select k.system from oneroster_score_scales k)))
