"""Pairs to review, what sources disagree about, and of which snapshot both are."""

from cupola.modules.same.models.pairs import Differing, Pair, Says, Taking

__all__ = ["Differing", "Pair", "Says", "Taking"]
