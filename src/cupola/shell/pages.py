"""What the shell's own pages show, gathered from what modules announce."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupola.shell.announcements import WORDS, Day, Hit, Need, announcements, pages_for
from cupola.shell.helping import topics
from cupola.shell.templatetags.ui import ICONS
from cupola.workspace.folding import folded
from cupola.workspace.jobs import is_life_coming
from cupola.workspace.models import Delivery, DeliveryState, Publication, User
from cupola.workspace.policy import can

NEEDS_SHOWN = 5
DATES_SHOWN = 6
HITS_A_KIND = 8


@dataclass(frozen=True, slots=True)
class Working:
    """How far the delivery at work is, in percent, and what is being done."""

    percent: int
    doing: str


@dataclass(frozen=True, slots=True)
class Today:
    """The home page. `is_empty` says that no record was ever loaded; `working` is then the first one under way.

    `is_filling` says that the plan and the voices of the sample district are still being written.
    """

    today: date
    needs: tuple[Need, ...]
    more_needs: int
    dates: tuple[Day, ...]
    cards: tuple[tuple[str, object], ...]
    asides: tuple[tuple[str, object], ...]
    record_age_days: int | None
    is_empty: bool
    working: Working | None
    is_filling: bool
    may_bring: bool
    may_configure: bool

    @property
    def needs_in_all(self) -> int:
        """How many things need the reader, shown or not."""
        return len(self.needs) + self.more_needs


def today_page(user: User, *, is_sample: bool) -> Today:
    """What needs this person today, and what is coming."""
    said = announcements()
    needs = sorted((need for each in said for ask in each.needs for need in ask(user)), key=lambda need: -need.weight)
    now = timezone.localdate()
    days = sorted(
        (day for each in said for ask in each.dates for day in ask(user) if day.on >= now), key=lambda day: day.on
    )
    cards = sorted((card for each in said for card in each.cards), key=lambda card: card.order)
    built = [(card, shown) for card in cards if (shown := card.build(user)) is not None]
    newest = Publication.newest()
    return Today(
        today=now,
        needs=tuple(needs[:NEEDS_SHOWN]),
        more_needs=max(0, len(needs) - NEEDS_SHOWN),
        dates=tuple(days[:DATES_SHOWN]),
        cards=tuple((card.template, shown) for card, shown in built if not card.is_aside),
        asides=tuple((card.template, shown) for card, shown in built if card.is_aside),
        record_age_days=(now - newest.as_of).days if newest else None,
        is_empty=newest is None,
        working=_working() if newest is None else None,
        is_filling=is_sample and newest is not None and is_life_coming(),
        may_bring=can(user, "bring deliveries"),
        may_configure=can(user, "configure"),
    )


def _working() -> Working | None:
    states = (DeliveryState.ARRIVED, DeliveryState.READING, DeliveryState.APPLYING, DeliveryState.APPLIED)
    delivery = Delivery.objects.filter(state__in=states).first()
    if delivery is None:
        return None
    if delivery.state == DeliveryState.APPLIED:
        return Working(95, _("checking the record"))
    return Working(min(94, round(delivery.progress * 94)), delivery.doing)


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a search, kind by kind."""

    asked: str
    kinds: tuple[tuple[str, tuple[Hit, ...]], ...]

    @property
    def total(self) -> int:
        """How many hits are shown."""
        return sum(len(hits) for _, hits in self.kinds)


def search_page(user: User, words: str) -> Found:
    """What every module finds for these words within what the user may see."""
    asked = folded(words)
    if not asked:
        return Found(words, ())
    told: Iterable[Hit] = (hit for each in announcements() for ask in each.search for hit in ask(user, asked))
    hits = chain(told, _pages(user, asked))
    kinds = groupby(hits, key=lambda hit: hit.kind)
    return Found(words, tuple((kind, tuple(found)[:HITS_A_KIND]) for kind, found in kinds))


def _pages(user: User, words: str) -> Iterator[Hit]:
    """Pages that the user may open, and help, by their titles."""
    for word, found in pages_for(user).items():
        for page in found:
            if words in folded(str(page.title)):
                yield Hit(str(page.title), _("Pages"), reverse(page.url), str(WORDS[word]))
    for topic in topics():
        if words in folded(topic.title):
            yield Hit(topic.title, _("Help"), reverse("shell:help-topic", args=[topic.name]))


class _Example(forms.Form):
    """One field of each kind, for the gallery."""

    text = forms.CharField(label=gettext_lazy("Text"), help_text=gettext_lazy("The hint stands below the label."))
    choice = forms.ChoiceField(
        label=gettext_lazy("Choice"), choices=[("a", gettext_lazy("First")), ("b", gettext_lazy("Second"))]
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    words = forms.CharField(label=gettext_lazy("Words"), widget=forms.Textarea(attrs={"rows": 3}))


@dataclass(frozen=True, slots=True)
class Gallery:
    """Every mark, and a form with a field that is wrong."""

    marks: tuple[str, ...]
    form: forms.Form


def gallery_page() -> Gallery:
    """What the gallery shows."""
    form = _Example({"text": "", "choice": "a"})
    form.is_valid()
    return Gallery(tuple(ICONS), form)
