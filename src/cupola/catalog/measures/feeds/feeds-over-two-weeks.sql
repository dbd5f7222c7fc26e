/* ---
id: MEA-FED-02
title: "Exports older than two weeks"
module: indicators
unit: share
direction: down
grain: [district]
needs: [record_systems]
of: "systems that deliver"
version: 1
why: "What is two weeks old misleads without looking old."
says: "{numerator} of {denominator} systems delivered nothing for two weeks."
how_sure: exact
not_computed_when: "Nothing was delivered."
--- */
SELECT 'district' AS grain, '' AS key, count(*) FILTER (day < on_day() - 14) AS numerator, count(*) AS denominator
FROM record_systems WHERE system <> 'own' AND day IS NOT NULL
