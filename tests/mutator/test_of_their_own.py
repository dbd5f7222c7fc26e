"""Deliveries that stand beside no other: clean in every style and order, and lawful when damaged."""

from __future__ import annotations

from random import Random

import pytest

from tests.mutator.bench import clean
from tests.mutator.expectations import ALWAYS, CALIFORNIA
from tests.mutator.known import difference, known_delivery, told
from tests.mutator.sheets import Packing, Sheet, Style, copy_of

OWN = (CALIFORNIA,)
STYLES = (
    Style(line_end="\r\n", bom=True),
    Style(delimiter="^"),
    Style("utf-16-le", bom=True, quote_all=True),
    Style(last_line_end=False),
    Style(line_end="\r", delimiter="\t"),
)
