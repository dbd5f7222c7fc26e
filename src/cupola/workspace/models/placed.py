"""What rows that belong to a school have in common, so that roles over named schools see theirs and no others."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Placed(models.Model):
    """A row that may belong to a school.

    `of_school` is the way to that school as a lookup (`school`, `promise__school`); a kind of row without one is seen
    by those who see the whole district. `is_open_to_schools` says that rows of the whole district are seen by roles
    over named schools too, as the district's figures are.
    """

    of_school: ClassVar[str] = ""
    is_open_to_schools: ClassVar[bool] = False

    class Meta:
        abstract = True
