/* ---
id: MEA-ACC-01
title: "Staff accounts without two-step sign-in"
module: indicators
unit: share
direction: down
grain: [district]
needs: [account_owners]
of: "enabled accounts of staff whose sign-in is known"
version: 1
why: "One stolen password of staff opens every student record they may see."
says: "{numerator} of {denominator} accounts of staff sign in with a password alone."
how_sure: coverage
not_computed_when: "No directory says how accounts sign in."
--- */
SELECT 'district' AS grain, '' AS key, count(*) FILTER (NOT two_step) AS numerator, count(two_step) AS denominator,
       count(two_step) / count(*) AS coverage
FROM account_owners WHERE enabled AND owner = 'staff'
