"""Measures speed as CPU seconds against a limit taken in the same run."""
