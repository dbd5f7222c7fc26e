"""Findings as text, JSON, CSV, SARIF and a page to send to a colleague."""
