/* ---
id: MEA-FED-01
title: "Age of exports"
module: indicators
unit: days
direction: down
grain: [district, item]
needs: [record_systems]
of: "systems that deliver"
version: 1
why: "Every other figure is as old as its export."
says: "The oldest export is {value} old."
how_sure: exact
not_computed_when: "Nothing was delivered."
--- */
SELECT 'item' AS grain, system AS key, date_diff('day', day, on_day())::DOUBLE AS value
FROM record_systems WHERE system <> 'own' AND day IS NOT NULL
UNION ALL
SELECT 'district', '', max(date_diff('day', day, on_day()))::DOUBLE
FROM record_systems WHERE system <> 'own' AND day IS NOT NULL
