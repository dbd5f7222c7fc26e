"""What every test shares: examples that are the same on every run, unless a deep run asks for new ones."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("same", derandomize=True, deadline=None, max_examples=100, database=None)
settings.register_profile(
    "deep", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("deep" if os.environ.get("CUPOLA_DEEP") else "same")
