"""Checks: which run, what they find, and in which order a person should look."""
