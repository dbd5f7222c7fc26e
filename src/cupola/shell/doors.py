"""The guard of every page: signed in, allowed, and refused in plain words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from cupola.workspace.models import User
from cupola.workspace.policy import can

P = ParamSpec("P")
View = Callable[Concatenate["UserRequest", P], HttpResponseBase]


class UserRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


def page(verb: str) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Guard a view: who is not signed in is asked to, who may not gets the page that says whom to ask.

    An empty verb asks for a signed-in user only.
    """

    def guard(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
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
    """Signed-in pages are never kept by caches, and what an HTMX request gets differs from the whole page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers.setdefault("Permissions-Policy", _NOTHING)
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Remember which view answers, for the navigation."""
        request.answered_by = view  # type: ignore[attr-defined]


_NOTHING = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
