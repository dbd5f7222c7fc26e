"""The room's tables, one file for each noun."""
