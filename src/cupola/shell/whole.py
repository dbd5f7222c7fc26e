"""The guard of pages that only those open whose verb holds in the whole district."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from cupola.shell.doors import UserRequest, page
from cupola.workspace.policy import everywhere

P = ParamSpec("P")
View = Callable[Concatenate[UserRequest, P], HttpResponseBase]


def district_page(verb: str) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Guard a view by a verb that must hold in the whole district, for what belongs to no single school."""

    def guard(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @page(verb)
        @wraps(view)
        def guarded(request: UserRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not everywhere(request.user, verb):
                raise PermissionDenied(verb)
            return view(request, *args, **kwargs)

        return guarded

    return guard
