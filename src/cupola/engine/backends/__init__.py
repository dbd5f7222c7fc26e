"""Engines that run the SQL of the record and of the checks."""
