"""Cupola reads the exports a school district has and says what is wrong, for whom, and how to fix it."""

__version__ = "0.1.0"
