"""The guard of every page: signed in, allowed, and refused in plain words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from cupola.workspace.models import District, User
from cupola.workspace.policy import can

P = ParamSpec("P")
View = Callable[Concatenate["UserRequest", P], HttpResponseBase]


class UserRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User
    district: District


def page(verb: str) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Guard a view: who is not signed in is asked to, who may not gets the page that says whom to ask.

    An empty verb asks for a signed-in user only.
    """

    def guard(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            # Django's stand-in for the user looks the user up at each of the hundreds of questions that a page asks.
            request.user = get_user(request)
            if verb and not can(request.user, verb):
                raise PermissionDenied(verb)
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        guarded.verb = verb  # type: ignore[attr-defined]
        return guarded

    return guard


def wants_part(request: HttpRequest) -> bool:
    """Whether a part of the page was asked for rather than the whole (HTMX, not a boosted link)."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") != "full"


class ShellMiddleware:
    """Gives each request its district and that district's clock; no page is kept by caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        here = District.here()
        request.district = here  # type: ignore[attr-defined]
        with timezone.override(zone_of(here)):
            response = self.get_response(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers.setdefault("Permissions-Policy", _NOTHING)
        return response


def zone_of(district: District) -> ZoneInfo:
    """The district's time zone; UTC when it is none that this computer knows."""
    try:
        return ZoneInfo(district.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


_NOTHING = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
