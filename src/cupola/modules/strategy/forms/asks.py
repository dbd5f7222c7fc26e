"""What is filled in when a decision is asked, and when it is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cupola.modules.strategy.forms.people import person_field, short_text
from cupola.modules.strategy.models import Ask, AskOption
from cupola.shell.editing import EnteredForm, day_field, offer

OPTIONS = 4


class AskForm(EnteredForm):
    """A question with up to four options."""

    by_when = day_field(_("Needed by"), required=True)
    asked_of = person_field(_("Asked of"), hint=_("Nobody: everybody who may answer decisions is asked."))

    class Meta:
        model = Ask
        fields = ("question", "background", "waiting", "by_when", "initiative", "goal", "asked_of")
        labels: ClassVar[dict[str, Any]] = {
            "question": _("Question"),
            "background": _("What one must know"),
            "waiting": _("What happens if nobody decides"),
            "initiative": _("Initiative"),
            "goal": _("Goal"),
        }
        widgets: ClassVar[dict[str, Any]] = {"background": short_text(), "waiting": short_text(2)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(self.instance.options.all()) if self.instance.pk is not None else []
        for place in range(max(OPTIONS, len(known))):
            option = known[place] if place < len(known) else None
            self.fields[f"option_{place}"] = forms.CharField(
                label=_("Option %(n)s") % {"n": place + 1},
                max_length=200,
                required=place < 2,
                initial=option.text if option else "",
            )
            self.fields[f"consequence_{place}"] = forms.CharField(
                label=_("What follows from option %(n)s") % {"n": place + 1},
                required=False,
                widget=short_text(2),
                initial=option.consequence if option else "",
            )

    def clean(self) -> dict[str, Any]:
        """Options are different from one another."""
        filled: dict[str, Any] = super().clean() or {}
        texts = [text.casefold() for text, _consequence in self._options(filled)]
        if len(set(texts)) < len(texts):
            self.add_error(None, gettext("Two options say the same."))
        return filled

    def options(self) -> list[tuple[str, str]]:
        """Text and consequence of each option that was filled in."""
        return list(self._options(self.cleaned_data))

    def _options(self, filled: dict[str, Any]) -> Iterator[tuple[str, str]]:
        for name in (each for each in self.fields if each.startswith("option_")):
            if filled.get(name):
                yield filled[name], filled.get(name.replace("option", "consequence"), "")


class AnswerForm(forms.Form):
    """The answer of who was asked."""

    option = forms.ModelChoiceField(
        label=_("Your answer"),
        queryset=AskOption.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    note = forms.CharField(label=_("Why, or under which conditions"), required=False, widget=short_text())

    def __init__(self, *args: Any, ask: Ask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "option", ask.options.all())
