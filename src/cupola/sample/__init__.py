"""The invented sample district: Harbor Unified, its exports, and what is wrong with them."""

from cupola.sample.district import SampleSummary, write_district

__all__ = ["SampleSummary", "write_district"]
