/* ---
id: MEA-SYS-06
title: "Contracts whose notice is due within 90 days"
module: indicators
unit: share
direction: none
grain: [district]
needs: [register_counts]
of: "contracts whose day of notice is known"
version: 1
why: "After that day the contract renews itself."
says: "Notice of {numerator} of {denominator} contracts is due within 90 days."
how_sure: coverage
not_computed_when: "The register does not say when notice is due."
--- */
SELECT 'district' AS grain, '' AS key, notice_soon AS numerator, notice_known AS denominator, notice_known / systems AS coverage
FROM register_counts
