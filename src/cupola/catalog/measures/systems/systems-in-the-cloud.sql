/* ---
id: MEA-SYS-01
title: "Systems in the cloud"
module: indicators
unit: share
direction: none
grain: [district]
needs: [register_counts]
of: "systems in the register whose hosting is known"
version: 1
why: "What runs elsewhere needs no server room, but an exit."
says: "{numerator} of {denominator} systems are in the cloud."
how_sure: coverage
not_computed_when: "No system in the register says where it is hosted."
--- */
SELECT 'district' AS grain, '' AS key, cloud AS numerator, placed AS denominator, placed / systems AS coverage
FROM register_counts
