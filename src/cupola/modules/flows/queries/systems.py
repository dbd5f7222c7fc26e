"""The register of systems: its lines, what is not known of it, and the days on which contracts ask for something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.shell.announcements import Day, Hit
from cupola.workspace.folding import folded
from cupola.workspace.models import Hosting, System, User
from cupola.workspace.policy import everywhere, visible
from cupola.workspace.systems import Shares, shares

SOON = timedelta(days=120)
MOST_HITS = 10


@dataclass(frozen=True, slots=True)
class SystemsPage:
    """The register as its page shows it: the chosen lines, the shares of all, and how many lack what."""

    lines: tuple[System, ...]
    count: int
    shares: Shares
    unknown_hosting: int
    without_owner: int
    first_without_exit: int


def seen(user: User) -> QuerySet[System]:
    """The systems that the user may see."""
    return visible(System.objects.select_related("vendor", "owner"), user, "see systems")


def systems_page(user: User, *, words: str, hosting: str) -> SystemsPage:
    """The register; `words` and `hosting` choose lines, the shares are of all systems."""
    rows = list(seen(user))
    wanted = folded(words)
    lines = (
        each
        for each in rows
        if (not hosting or each.hosting == hosting)
        and wanted in folded(f"{each.name} {each.vendor.name if each.vendor else ''} {each.purpose}")
    )
    return SystemsPage(
        lines=tuple(lines),
        count=len(rows),
        shares=shares(rows),
        unknown_hosting=sum(each.hosting == Hosting.UNKNOWN for each in rows),
        without_owner=sum(each.owner_id is None for each in rows),
        first_without_exit=sum(each.tier == 1 and not each.exit_route.strip() for each in rows),
    )


def search(user: User, words: str) -> Sequence[Hit]:
    """Systems and vendors that are called so."""
    if not everywhere(user, "see systems"):
        return ()
    wanted = folded(words)
    found = [each for each in seen(user) if wanted in folded(f"{each.name} {each.vendor.name if each.vendor else ''}")]
    return [Hit(each.name, _("System"), address_of(str(each.pk)), each.purpose) for each in found[:MOST_HITS]]


def dates(user: User) -> Sequence[Day]:
    """The days of contracts that are near."""
    if not everywhere(user, "see systems"):
        return ()
    today = timezone.localdate()
    found = []
    for each in seen(user):
        url = address_of(str(each.pk))
        ends, notice = _("Contract of %(name)s ends"), _("Last day to end %(name)s")
        for day, words in ((each.notice_by, notice), (each.contract_ends, ends)):
            if day is not None and today <= day <= today + SOON:
                found.append(Day(day, words % {"name": each.name}, url))
    return found


def items(user: User) -> Sequence[tuple[str, str]]:
    """What rows of other rooms may point to."""
    return [(str(each.pk), each.name) for each in seen(user)]


def address_of(key: str) -> str:
    """The page of one system."""
    return reverse("flows:system", args=[int(key)])
