"""The field by which a person is chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models import User


def person_field(label: Any, *, hint: Any = "") -> forms.ModelChoiceField[User]:
    """One of the people with an open account, or nobody."""
    return forms.ModelChoiceField(
        label=label,
        help_text=hint,
        required=False,
        queryset=User.objects.filter(is_active=True),
        empty_label=_("nobody yet"),
    )


def short_text(rows: int = 3) -> forms.Textarea:
    """A field for some sentences."""
    return forms.Textarea(attrs={"rows": rows})
