/* ---
id: MEA-DEV-13
title: "Devices that are encrypted"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [fleet_counts]
of: "devices in use whose encryption is known"
version: 1
why: "A lost device that is encrypted is a loss of money, not of data."
says: "{numerator} of {denominator} devices are known to be encrypted."
how_sure: coverage
not_computed_when: "No system says whether devices are encrypted."
--- */
SELECT grain, key, encrypted AS numerator, encryption_known AS denominator, encryption_known / machines AS coverage FROM fleet_counts
