"""The room of the record: deliveries, findings, schools."""
