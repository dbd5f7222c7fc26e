/* ---
id: MEA-AUD-03
title: "Age of the last audit"
module: indicators
unit: days
direction: down
grain: [district, item]
needs: [last_audits]
of: "kinds of audit that were ever held"
version: 1
why: "An old result says how it was, not how it is."
says: "The oldest of the last audits was {value} ago."
how_sure: exact
not_computed_when: "No audit was entered."
--- */
SELECT 'item' AS grain, kind AS key, age AS value FROM last_audits
UNION ALL
SELECT 'district', '', max(age) FROM last_audits
