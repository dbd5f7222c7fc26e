/* ---
id: MEA-ACC-03
title: "Enabled accounts of people who left"
module: indicators
unit: share
direction: down
grain: [district]
needs: [account_owners]
of: "enabled accounts whose person is known"
version: 1
why: "An account that nobody needs is one that nobody watches."
says: "{numerator} of {denominator} enabled accounts belong to people who left."
how_sure: coverage
not_computed_when: "No account could be given to a person."
--- */
SELECT 'district' AS grain, '' AS key, count(*) FILTER (owner = 'left') AS numerator,
       count(*) FILTER (owner <> 'unknown') AS denominator, count(*) FILTER (owner <> 'unknown') / count(*) AS coverage
FROM account_owners WHERE enabled
