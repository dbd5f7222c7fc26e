/* ---
id: MEA-SYS-02
title: "Users of systems in the cloud"
module: indicators
unit: share
direction: none
grain: [district]
needs: [register_counts]
of: "users of the systems whose hosting and users are known"
version: 1
why: "A few large systems weigh more than many small ones."
says: "{numerator} of {denominator} uses are of systems in the cloud."
how_sure: coverage
not_computed_when: "No system in the register says where it is hosted."
--- */
SELECT 'district' AS grain, '' AS key, cloud_users AS numerator, users AS denominator, users_known / systems AS coverage
FROM register_counts
