"""Surveys: the files that other form programs export, scales and their scores, and how sure a result is."""
