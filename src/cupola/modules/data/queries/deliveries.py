"""What is told of deliveries outside their own pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from cupola.shell.announcements import Need
from cupola.workspace.models import Delivery, DeliveryState, User
from cupola.workspace.policy import can


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
