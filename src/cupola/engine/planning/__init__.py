"""Weighing what could be done, and finding a fair order of visits."""
