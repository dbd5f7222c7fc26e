"""Brings the links of the published snapshot into the tables of this room, in one step; what people said stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from cupola.engine.linking.decisions import Decision, all_said, decisions_file, in_force
from cupola.engine.linking.linking import kept, link
from cupola.engine.linking.links import PROPOSED, Links
from cupola.engine.linking.review import Difference, ToReview, review
from cupola.engine.linking.sides import linked_orgs
from cupola.modules.same.models import Differing, Pair, Says, Taking
from cupola.workspace import jobs
from cupola.workspace.models import Publication, School

AT_ONCE = 500
SOONER = 4
# People review in one sitting: links are made anew when nobody has said anything for this long.
QUIET = timedelta(minutes=15)
Row = TypeVar("Row", bound=models.Model)
KEPT = (
    *("entity", "left", "right", "left_system", "right_system", "band", "method", "weight", "reasons", "school"),
    *("order", "is_current", "snapshot"),
)


def is_behind(publication: Publication) -> bool:
    """Whether the links here are of another snapshot, or older than what people said and then left for a while."""
    newest = Taking.newest()
    if newest is None or newest.snapshot != publication.snapshot:
        return True
    said = decisions_file(Path(settings.DATA_FOLDER))
    if not said.is_file():
        return False
    last = said.stat().st_mtime
    return last > newest.made_at.timestamp() and last < (timezone.now() - QUIET).timestamp()


def take() -> Taking | None:
    """Bring in the links of the newest publication; None when there is none. Kept links are used where they are."""
    publication = Publication.newest()
    if publication is None:
        return None
    data = Path(settings.DATA_FOLDER)
    began = timezone.now()
    known = kept(data, publication.snapshot)
    links = known or link(data)
    if links.snapshot != publication.snapshot:
        # Another snapshot came into force meanwhile; its publication follows and begins this again.
        return None
    found = review(data, links)
    taking = Taking(snapshot=links.snapshot, as_of=publication.as_of, titles=found.titles, **_counts(links))
    taken = write(taking, list(found.pairs()), list(found.differences()), began=began)
    if known is None:
        # Links were made anew, because of what people said: what checks say of links follows.
        jobs.publish.enqueue()
    return taken


def _counts(links: Links) -> dict[str, int]:
    people = [pair for pair in links.source_pairs if pair.entity == "person"]
    return {"linked": sum(pair.linked for pair in people), "proposed": sum(pair.proposed for pair in people)}


@transaction.atomic
def write(taking: Taking, pairs: Iterable[ToReview], differences: Iterable[Difference], *, began: Any) -> Taking:
    """Put all this in the place of what was there. A pair keeps its number, and what was said of it."""
    data = Path(settings.DATA_FOLDER)
    walk = linked_orgs(data, taking.snapshot)
    schools = {walk.get(key, key): pk for key, pk in School.objects.values_list("key", "pk")}
    Pair.objects.update(is_current=False)
    for some in _chunks(_pair(each, schools, taking.snapshot) for each in pairs):
        Pair.objects.bulk_create(some, update_conflicts=True, unique_fields=["one"], update_fields=KEPT)
    Pair.objects.filter(is_current=False, state=Says.OPEN).delete()
    _follow(all_said(data))
    Differing.objects.all().delete()
    for rows in _chunks(_differing(each, schools) for each in differences):
        Differing.objects.bulk_create(rows)
    Taking.objects.all().delete()
    taking.save()
    # What was said while this ran is newer than these links.
    Taking.objects.filter(pk=taking.pk).update(made_at=began)
    return taking


def name_of(entity: str, left: str, right: str) -> str:
    """The lasting name of a pair, whichever stands left; nobody can read a key out of it."""
    first, last = sorted((left, right))
    return sha256(f"{entity}|{first}|{last}".encode()).hexdigest()


def _follow(said: Iterable[Decision]) -> None:
    """What was said or taken back outside these pages holds here too."""
    force = {name_of(each.entity, each.left, each.right): each for each in in_force(said)}
    for pair in Pair.objects.only("one", "state"):
        said_of = force.get(pair.one)
        if said_of is None and pair.state != Says.OPEN:
            Pair.objects.filter(pk=pair.pk).update(
                state=Says.OPEN, decided_by=None, decided_at=None, wants_second=False, second_state="", second_by=None
            )
        elif said_of is not None and pair.state == Says.OPEN:
            Pair.objects.filter(pk=pair.pk).update(state=said_of.says)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    walking = iter(rows)
    while some := list(islice(walking, AT_ONCE)):
        yield some


def _pair(each: ToReview, schools: Mapping[str, int], snapshot: str) -> Pair:
    made = each.link
    one = name_of(made.entity, made.left, made.right)
    return Pair(
        one=one,
        entity=made.entity,
        left=_fit(Pair, "left", made.left),
        right=_fit(Pair, "right", made.right),
        left_system=_fit(Pair, "left_system", made.left.partition(":")[0]),
        right_system=_fit(Pair, "right_system", made.right.partition(":")[0]),
        band=made.band,
        method=made.method,
        weight=made.weight,
        reasons=[asdict(reason) for reason in made.reasons],
        school_id=schools.get(each.school),
        # Questions come sooner than links of the sample; among each other both stand in the order of the lot.
        order=int(one[:7], 16) // (SOONER if made.band == PROPOSED else 1),
        is_current=True,
        snapshot=snapshot,
    )


def _differing(each: Difference, schools: Mapping[str, int]) -> Differing:
    both = (each.left_system, each.right_system)
    changes = next((one for one in both if one != each.trusted), "") if each.trusted in both else ""
    texts = {
        "field": each.field,
        "left": each.left,
        "right": each.right,
        "left_system": each.left_system,
        "right_system": each.right_system,
        "trusted": each.trusted,
        "changes": changes,
    }
    return Differing(
        **{name: _fit(Differing, name, text) for name, text in texts.items()}, school_id=schools.get(each.school)
    )


def _fit(model: type[models.Model], name: str, text: str) -> Any:
    """A text as its column takes it: not longer, and without NUL, which PostgreSQL refuses."""
    field = model._meta.get_field(name)
    return text.replace("\0", "\ufffd")[: getattr(field, "max_length", None)]
