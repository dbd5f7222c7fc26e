"""The field in which dollars are typed and cents are kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms


class DollarsField(forms.DecimalField):
    """Dollars on the page, whole cents in the row; a comma and a dollar sign may stand in what is typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=15, decimal_places=2, min_value=0, widget=forms.TextInput, **kwargs)

    def to_python(self, value: Any) -> Any:
        """What was typed, as cents."""
        typed = str(value).replace(",", "").replace("$", "").strip() if value is not None else None
        return super().to_python(typed)

    def clean(self, value: Any) -> int | None:
        """Checked as dollars, given as cents."""
        dollars: Decimal | None = super().clean(value)
        return None if dollars is None else int((dollars * 100).to_integral_value())

    def prepare_value(self, value: Any) -> Any:
        """Cents of the row, as dollars; what was typed stays as it was typed."""
        if isinstance(value, int):
            return f"{value // 100}" if value % 100 == 0 else f"{value / 100:.2f}"
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as they are shown."""
        return super().has_changed(self.prepare_value(initial), data)
