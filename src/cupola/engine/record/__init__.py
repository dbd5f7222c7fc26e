"""The district's record: its tables, its snapshots and the way rows get there."""
