/* ---
id: MEA-DEV-14
title: "Devices not heard of for 30 days"
module: indicators
unit: share
direction: down
grain: [district, school]
needs: [fleet_counts]
of: "devices in use that any system has seen"
version: 1
why: "A silent device gets no updates, and may be lost without anybody knowing."
says: "{numerator} of {denominator} devices were not heard of for 30 days."
how_sure: coverage
not_computed_when: "No system says when devices were last seen."
--- */
SELECT grain, key, silent AS numerator, heard_of AS denominator, heard_of / machines AS coverage FROM fleet_counts
