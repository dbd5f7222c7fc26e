"""What the plan refuses."""

from __future__ import annotations

from cupola.engine.errors import CupolaError


class PlanError(CupolaError):
    """Something that the plan cannot take."""
