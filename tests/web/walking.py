"""Walks every address that the site has: url names, their keys, parts, exports, searches."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from django.apps import apps
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from cupola.modules.data.digest import token_of
from cupola.modules.voice.models import Door
from cupola.workspace.models import (
    AuditEntry,
    CheckCount,
    CheckResult,
    Decision,
    DeliveryFile,
    Figure,
    FigureNotComputed,
    Finding,
    OwnSubject,
    Publication,
    User,
)

# Rows of these are never asked for by number.
WITHOUT_ADDRESS = (
    *(AuditEntry, CheckCount, CheckResult, Decision, Figure, FigureNotComputed, Finding, OwnSubject),
    Publication,
)


@dataclass(frozen=True)
class Route:
    """One name of the URL conf with what stands in its address."""

    name: str
    parameters: tuple[tuple[str, str], ...]

    @property
    def is_list(self) -> bool:
        """Whether nothing has to be said to open it."""
        return not self.parameters


def routes() -> list[Route]:
    """Every named route that the site answers; static files are no pages."""
    return sorted(set(_below(get_resolver(), "", ())), key=lambda route: route.name)


def _below(resolver: URLResolver, space: str, outer: tuple[tuple[str, str], ...]) -> Iterator[Route]:
    for each in resolver.url_patterns:
        found = (*outer, *_parameters(each))
        if isinstance(each, URLPattern):
            assert each.name, f"{each.pattern} has no name, so it cannot be walked"
            yield Route(f"{space}{each.name}", found)
        else:
            yield from _below(each, f"{space}{each.namespace}:" if each.namespace else space, found)


def _parameters(each: URLPattern | URLResolver) -> tuple[tuple[str, str], ...]:
    if hasattr(each.pattern, "converters") and each.pattern.converters:
        return tuple((name, type(how).__name__) for name, how in each.pattern.converters.items())
    return tuple((name, "re") for name in each.pattern.regex.groupindex)


def values(name: str, converter: str) -> list[object]:
    """Everything that exists and can stand in an address under this name.

    Raises `KeyError` for one that nobody told us about: say here what stands in it, so that it is walked.
    """
    if converter == "IntConverter":
        return {"file": _keys_of(DeliveryFile), "number": list(range(4))}.get(name) or _every_key()
    if name in ("check", "check_id"):
        return sorted({*CheckResult.objects.values_list("check_id", flat=True)[:2], *_checks_found()})
    known: Mapping[str, list[object]] = {
        "fingerprint": _one_of_each_kind(),
        "token": ["guessed", "zztoken", *(token_of(user) for user in User.objects.all()), *_doors()],
        "uidb36": ["1"],
        "key": ["set-password", "zztoken", *_checks_found()],
        "what": ["queue", "rows"],
        "form": ["csv", "xlsx", "pdf", "svg", "png"],
        "measure": ["one-to-one-coverage", "students-with-birth-date", "english-learners"],
        "format": ["csv", "xlsx", "pdf"],
        "topic": ["findings", "deliveries"],
        "page": ["findings", "deliveries"],
        "name": ["findings", "deliveries", "calendar", "bells"],
        "app_label": ["workspace"],
    }
    return known[name]


def _doors() -> list[str]:
    return list(Door.objects.values_list("token", flat=True))


def _one_of_each_kind() -> list[object]:
    """A finding of each check at each school: the page is the same for all of them."""
    found = Finding.objects.order_by("-pk").values_list("check_id", "school_id", "fingerprint")
    return list({(check, school): print_ for check, school, print_ in found}.values())


def _checks_found() -> set[str]:
    return set(Finding.objects.values_list("check_id", flat=True))


def _keys_of(model: type[Model]) -> list[object]:
    return list(model.objects.order_by("pk").values_list("pk", flat=True))


def _every_key() -> list[object]:
    """The primary keys of all rows of all our tables, whatever table an address means."""
    ours = [model for app in apps.get_app_configs() if app.name.startswith("cupola.") for model in app.get_models()]
    asked_for = [model for model in ours if model not in WITHOUT_ADDRESS]
    return sorted({key for model in asked_for for key in model.objects.values_list("pk", flat=True) if key < 1_000})


def addresses(route: Route) -> Iterator[str]:
    """The addresses of a route with every key."""
    names = [name for name, _ in route.parameters]
    for chosen in product(*(values(name, how) for name, how in route.parameters)):
        try:
            yield reverse(route.name, kwargs=dict(zip(names, chosen, strict=True)))
        except NoReverseMatch:
            continue


def bytes_of(answer: HttpResponse) -> str:
    """All that goes over the wire, in lower case: headers and body, what is zipped unpacked."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{headers}\n{answer.cookies.output()}\n{body.decode(errors='replace')}".lower()


TOKEN = re.compile(r"zz(?:token|person)-[a-z0-9]{2}")


def tokens_in(answer: HttpResponse) -> set[str]:
    """The tokens that an answer shows."""
    return set(TOKEN.findall(bytes_of(answer)))


def asked(client: Client, address: str, *, part: bool = False) -> HttpResponse:
    """One GET, as a page or as a part of one."""
    return client.get(address, headers={"HX-Request": "true"} if part else {})
