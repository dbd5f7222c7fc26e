"""What is filled in about promises."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cupola.modules.voice.forms import schools
from cupola.modules.voice.models import Promise, PromiseState
from cupola.shell.announcements import linkables
from cupola.shell.editing import EnteredForm, day_field, offer
from cupola.workspace.models import Need, User
from cupola.workspace.policy import can

TYPED = (("ticket", _("Ticket")), ("budget", _("Budget line")))


def keepers() -> list[tuple[int, str]]:
    """People who can own a promise: those who see them."""
    people = User.objects.filter(is_active=True).prefetch_related("grants__schools")
    return [(user.pk, user.name) for user in people if can(user, "see voice")]


class PromiseForm(EnteredForm):
    """What somebody asked for, and who answers for it."""

    heard_on = day_field(_("Asked on"), required=True)
    due_on = day_field(_("Promised by"), hint=_("Only when you promise it now."))

    class Meta:
        model = Promise
        fields = ("what", "details", "speaker", "school", "asker", "asker_email", "heard_on", "owner", "due_on", "need",
                  "public_words")  # fmt: skip
        labels: ClassVar[dict[str, Any]] = {
            "what": _("What was asked for"),
            "details": _("More about it"),
            "speaker": _("Who asked"),
            "school": _("School"),
            "asker": _("Name of the one who asked"),
            "asker_email": _("E-mail address of the one who asked"),
            "owner": _("Who answers for it"),
            "need": _("Need behind it"),
            "public_words": _("Words for everybody"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "what": _("Without names: others read it."),
            "asker": _("Only for the answer. It stands on this promise alone."),
            "school": _("Left empty it is for the whole district."),
            "public_words": _("Filled in, it stands on the public page. Names are taken out."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "school", schools())
        offer(self, "need", Need.objects.all())
        owners = [key for key, _name in keepers()]
        offer(self, "owner", User.objects.filter(pk__in=owners))

    def clean(self) -> dict[str, Any]:
        """A promise has an owner and a day that is not before it was asked."""
        filled: dict[str, Any] = super().clean() or {}
        due, heard = filled.get("due_on"), filled.get("heard_on")
        if due and heard and due < heard:
            self.add_error("due_on", _("This is before it was asked for."))
        if due and not filled.get("owner"):
            self.add_error("owner", _("A promise with a day needs somebody who answers for it."))
        return filled


class StepForm(forms.Form):
    """What becomes of a promise."""

    state = forms.ChoiceField(label=_("What became of it"), choices=PromiseState.choices, widget=forms.RadioSelect)
    due_on = day_field(_("By when"), hint=_("For a promise."))
    text = forms.CharField(
        label=_("What you want to remember, or why not"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Not done needs a reason that the one who asked can accept."),
    )


class ReplyForm(forms.Form):
    """The answer to the one who asked."""

    text = forms.CharField(label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    how = forms.ChoiceField(
        label=_("How it goes out"),
        choices=(("mail", _("By e-mail")), ("slip", _("On a printed slip"))),
        widget=forms.RadioSelect,
    )


class LinkForm(forms.Form):
    """What a promise hangs together with."""

    thing = forms.ChoiceField(label=_("Plan item or finding"), required=False)
    kind = forms.ChoiceField(label=_("Or the number of a"), choices=TYPED, required=False)
    number = forms.CharField(label=_("Number"), required=False, max_length=100)

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (str(each.title), [(f"{kind} {key}", title) for key, title in each.find(reader)])
            for kind, each in linkables().items()
        ]
        offer(self, "thing", [("", _("None")), *groups])

    def clean(self) -> dict[str, Any]:
        """One of both."""
        filled: dict[str, Any] = super().clean() or {}
        if not filled.get("thing") and not filled.get("number"):
            self.add_error("thing", _("Choose a thing, or type a number below."))
        return filled

    def chosen(self) -> tuple[str, str, str]:
        """Kind, key and title of what was chosen; only after `is_valid`."""
        thing = self.cleaned_data["thing"]
        if thing:
            kind, _space, key = thing.partition(" ")
            titles = {each: title for _group, each_of in self._groups() for each, title in each_of}
            return kind, key, titles.get(thing, key)
        return self.cleaned_data["kind"], self.cleaned_data["number"].strip(), ""

    def _groups(self) -> list[Any]:
        return [each for each in self.fields["thing"].choices if isinstance(each[1], list)]  # type: ignore[attr-defined]
