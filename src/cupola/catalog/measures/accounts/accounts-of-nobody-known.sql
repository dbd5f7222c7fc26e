/* ---
id: MEA-ACC-04
title: "Enabled accounts that belong to nobody known"
module: indicators
unit: share
direction: down
grain: [district]
needs: [account_owners]
of: "enabled accounts"
version: 1
why: "Service accounts and forgotten ones look alike until somebody asks."
says: "{numerator} of {denominator} enabled accounts belong to nobody in the record."
how_sure: exact
not_computed_when: "No enabled account was delivered."
--- */
SELECT 'district' AS grain, '' AS key, count(*) FILTER (owner = 'unknown') AS numerator, count(*) AS denominator
FROM account_owners WHERE enabled
