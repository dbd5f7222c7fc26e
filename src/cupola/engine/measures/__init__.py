"""Measures: figures of the record by definitions in SQL, each with how sure it is."""
