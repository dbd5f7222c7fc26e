"""The measures: the six, every measure with its history, schools beside the district, targets, alerts and events."""
