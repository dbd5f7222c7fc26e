"""What the pages of the record read; nothing here writes."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupola.shell.announcements import Day, Hit, Need
from cupola.workspace.models import Delivery, DeliveryState, Finding, School, User
from cupola.workspace.policy import can, visible

DAYS_SHOWN = 20


def open_findings(user: User):  # type: ignore[no-untyped-def]
    """Open findings that the user may see and nobody has set aside."""
    return visible(Finding.objects.filter(is_open=True), user)


def open_in_words(user: User) -> str:
    """The count beside the word in the navigation."""
    return f"{open_findings(user).count():,}"


def held_in_words(user: User) -> str:
    """`1 held`, or nothing."""
    held = Delivery.objects.filter(state=DeliveryState.HELD).count()
    return _("%(n)s held") % {"n": held} if held else ""


def needs(user: User) -> list[Need]:
    """Deliveries that wait for a decision."""
    if not can(user, "apply deliveries"):
        return []
    waiting = Delivery.objects.filter(state__in=(DeliveryState.HELD, DeliveryState.READY))
    return [
        Need(
            title=_("A delivery waits for a decision"),
            text=_("Brought by %(who)s.") % {"who": each.who},
            url=reverse("data:delivery", args=[each.pk]),
            stake=each.get_state_display(),
            is_held=each.state == DeliveryState.HELD,
            weight=1_000,
        )
        for each in waiting
    ]


def search(user: User, words: str) -> list[Hit]:
    """Schools by name, within what the user may see."""
    schools = visible(School.objects.filter(folded__contains=words, is_listed=True), user, "see schools")
    return [Hit(each.name, _("Schools"), reverse("data:school", args=[each.pk])) for each in schools[:20]]


def dates(user: User) -> list[Day]:
    """Due dates of findings that are the user's own to see."""
    due = open_findings(user).filter(due_on__isnull=False).order_by("due_on").values_list("due_on", flat=True)
    days: dict[object, int] = {}
    for on in due[:500]:
        days[on] = days.get(on, 0) + 1
    return [
        Day(on, ngettext("%(n)s finding due", "%(n)s findings due", n) % {"n": f"{n:,}"})  # type: ignore[arg-type]
        for on, n in list(days.items())[:DAYS_SHOWN]
    ]
