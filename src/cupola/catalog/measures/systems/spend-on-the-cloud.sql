/* ---
id: MEA-SYS-03
title: "Spend on systems in the cloud"
module: indicators
unit: share
direction: none
grain: [district]
needs: [register_counts]
of: "yearly cost of the systems whose hosting and cost are known"
version: 1
why: "It says how much of the budget is a subscription."
says: "{value} of what systems cost is for systems in the cloud."
how_sure: coverage
not_computed_when: "No system in the register says where it is hosted."
--- */
SELECT 'district' AS grain, '' AS key, cloud_cost AS numerator, cost AS denominator, cost_known / systems AS coverage
FROM register_counts
