/* ---
id: MEA-NET-11
title: "Cost of Internet a month for each Mbps"
module: indicators
unit: dollars
direction: down
grain: [district]
needs: [internet_sums]
of: "Mbps of the lines to the Internet whose cost is known"
version: 1
why: "Whoever knows the price of a megabit knows when to ask for another bid."
says: "Each Mbps of Internet costs {value} a month."
how_sure: coverage
not_computed_when: "No line to the Internet has a cost."
--- */
SELECT 'district' AS grain, '' AS key, cost AS numerator, priced AS denominator, priced / mbps AS coverage
FROM internet_sums
