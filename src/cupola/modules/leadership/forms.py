"""The form over one decision in which technology had no seat."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cupola.modules.leadership.models import SeatMissed
from cupola.modules.leadership.queries.seat import TYPED
from cupola.shell.announcements import linkables
from cupola.shell.editing import EnteredForm, day_field
from cupola.workspace.models import User


class SeatForm(EnteredForm):
    """One decision: what, when, where, what followed, and what it hangs together with."""

    happened_on = day_field(_("When"), required=True)
    cost = forms.DecimalField(
        label=_("What it cost, in dollars"),
        help_text=_("Leave it empty if nobody knows. It counts as unknown then, never as nothing."),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    link = forms.ChoiceField(label=_("Belongs to"), required=False)
    typed = forms.CharField(
        label=_("Or a number"),
        help_text=_("Of a ticket or a purchase order, for instance."),
        max_length=100,
        required=False,
    )

    field_order = (*("title", "happened_on", "where", "kind", "followed", "cost", "hours", "link", "typed"),)

    class Meta:
        model = SeatMissed
        fields = ("title", "happened_on", "where", "kind", "followed", "hours")
        labels: ClassVar[dict[str, Any]] = {
            "title": _("What was decided"),
            "where": _("Where it was decided"),
            "kind": _("How technology was left out"),
            "followed": _("What followed"),
            "hours": _("Hours it cost"),
        }
        widgets: ClassVar[dict[str, Any]] = {"followed": forms.Textarea(attrs={"rows": 4})}
        help_texts: ClassVar[dict[str, Any]] = {
            "where": _("Cabinet, board, purchasing, a school. No names of people."),
            "followed": _("What had to be done, bought or undone because of it."),
            "hours": _("Leave it empty if nobody knows."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles: dict[str, str] = {}
        groups: list[Any] = [("", _("nothing"))]
        for kind, linkable in linkables().items():
            found = [(f"{kind}|{key}", title) for key, title in linkable.find(user)]
            self.titles.update(found)
            if found:
                groups.append((linkable.title, found))
        row = self.instance
        now = f"{row.linked_kind}|{row.linked_key}"
        if row.linked_kind and row.linked_kind != TYPED and now not in self.titles:
            # What it pointed to may be gone, or out of this reader's sight; saving must not lose it.
            self.titles[now] = row.linked_title
            groups.append((now, row.linked_title or row.linked_key))
        link: Any = self.fields["link"]
        link.choices = groups
        if row.linked_kind:
            name, value = ("typed", row.linked_key) if row.linked_kind == TYPED else ("link", now)
            self.fields[name].initial = value
        if row.cost_cents is not None:
            self.fields["cost"].initial = Decimal(row.cost_cents) / 100

    def save(self, commit: bool = True) -> Any:
        """Put what is no field of the table where it belongs."""
        filled, row = self.cleaned_data, self.instance
        cost = filled.get("cost")
        row.cost_cents = None if cost is None else int(cost * 100)
        kind, _mark, key = filled.get("link", "").partition("|")
        title = self.titles.get(filled.get("link", ""), "")
        if not kind and filled.get("typed"):
            kind, key = TYPED, filled["typed"]
        row.linked_kind, row.linked_key, row.linked_title = kind, key, title[:200]
        return super().save(commit=commit)
