"""Faults planted into the sample district, one for every kind of thing a check can find."""
