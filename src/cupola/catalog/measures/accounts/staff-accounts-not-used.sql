/* ---
id: MEA-ACC-05
title: "Staff accounts not used for 90 days"
module: indicators
unit: share
direction: down
grain: [district]
needs: [account_owners]
of: "enabled accounts of staff whose last sign-in is known"
version: 1
why: "A long unused account may be a licence too many, or a person on leave."
says: "{numerator} of {denominator} accounts of staff were not used for 90 days."
how_sure: coverage
not_computed_when: "No directory says when accounts were last used."
--- */
SELECT 'district' AS grain, '' AS key,
       count(*) FILTER (last_sign_in_at < on_day() - INTERVAL 90 DAY) AS numerator, count(last_sign_in_at) AS denominator,
       count(last_sign_in_at) / count(*) AS coverage
FROM account_owners WHERE enabled AND owner = 'staff'
