/* ---
id: MEA-ACC-02
title: "Administrator accounts without two-step sign-in"
module: indicators
unit: share
direction: down
grain: [district]
needs: [account_owners]
of: "enabled accounts of administrators whose sign-in is known"
version: 1
why: "These accounts can read, change and delete everything."
says: "{numerator} of {denominator} administrator accounts sign in with a password alone."
how_sure: coverage
not_computed_when: "No directory says who is an administrator, or how they sign in."
--- */
SELECT 'district' AS grain, '' AS key, count(*) FILTER (NOT two_step) AS numerator, count(two_step) AS denominator,
       count(two_step) / count(*) AS coverage
FROM account_owners WHERE enabled AND is_administrator
