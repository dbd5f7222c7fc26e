"""Surveys: ready-made scales, the guard for students, doors and codes, answers, comments, files of other programs."""
