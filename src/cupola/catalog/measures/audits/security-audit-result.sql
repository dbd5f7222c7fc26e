/* ---
id: MEA-AUD-02
title: "Result of the last security audit"
module: indicators
unit: share
direction: up
grain: [district]
needs: [last_audits]
of: "the best value of the scale of the last audit"
version: 1
why: "It is the only outside view of security that a board gets."
says: "The last security audit gave {numerator} of {denominator}."
how_sure: exact
not_computed_when: "No security audit was entered."
--- */
SELECT 'district' AS grain, '' AS key, value AS numerator, best AS denominator FROM last_audits WHERE kind = 'security'
