"""The forms of this room."""

from __future__ import annotations

from decimal import Decimal
from secrets import randbelow
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cupola.engine.inventory.rehearsal import CONFIDENCES
from cupola.modules.devices.drawing import Wanted
from cupola.shell.templatetags.ui import day

SEEDS = 1_000_000


class SampleForm(forms.Form):
    """What a sample is to be."""

    title = forms.CharField(label=_("Title"), max_length=120)
    confidence = forms.TypedChoiceField(
        label=_("How sure it must be"),
        choices=[(each, f"{each}%") for each in CONFIDENCES],
        coerce=int,
        initial=95,
        help_text=_("Auditors mostly ask for 90% or 95%."),
    )
    expected = forms.DecimalField(
        label=_("Devices you expect to be wrong, in percent"),
        min_value=Decimal("0"),
        max_value=Decimal("50"),
        max_digits=4,
        decimal_places=1,
        initial=Decimal("5.0"),
        help_text=_("Not there, or there under another number. The closer to 50, the larger the sample."),
    )
    margin = forms.DecimalField(
        label=_("Margin in percentage points, up and down"),
        min_value=Decimal("0.5"),
        max_value=Decimal("20"),
        max_digits=4,
        decimal_places=1,
        initial=Decimal("3.0"),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=2**53,
        help_text=_("The same seed draws the same devices again, so that an auditor can repeat the draw."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seed"].initial = randbelow(SEEDS)
        self.fields["title"].initial = _now("Rehearsal of %(day)s") % {"day": day(timezone.localdate())}

    def wanted(self) -> Wanted:
        """What was filled in; only after `is_valid`."""
        return Wanted(**self.cleaned_data)
