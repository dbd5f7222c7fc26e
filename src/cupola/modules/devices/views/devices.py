"""The pages of devices."""

from __future__ import annotations

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from cupola.modules.devices.queries import devices as queries
from cupola.modules.devices.queries import holders as of_holders
from cupola.shell.doors import UserRequest, page
from cupola.shell.downloads import as_csv
from cupola.workspace.policy import everywhere

LONGEST = 200


@page("see devices")
def devices(request: UserRequest) -> HttpResponse:
    shown = queries.devices_page(request.user, _asked(request), request.GET.get("page", "1"))
    query = request.GET.copy()
    query.pop("page", None)
    return _shown(request, "devices", page=shown, query=query.urlencode())


@page("see devices")
def export(request: UserRequest) -> StreamingHttpResponse:
    """The list as it is narrowed on screen."""
    return as_csv("devices", queries.HEAD, queries.lines(request.user, _asked(request)))


@page("see devices")
def device(request: UserRequest, key: int) -> HttpResponse:
    shown = get_object_or_404(queries.rows(request.user).select_related("school", "holder_school"), pk=key)
    return _shown(request, "device", page=queries.device_page(request.user, shown))


@page("see devices")
def holders(request: UserRequest) -> HttpResponse:
    asked = (request.GET.get("kind", ""), request.GET.get("school", ""))
    shown = of_holders.holders_page(request.user, asked, request.GET.get("page", "1"))
    return _shown(request, "holders", page=shown, query=shown.query)


@page("see devices")
def support(request: UserRequest) -> HttpResponse:
    return _shown(request, "support", page=of_holders.support_page(request.user))


def _shown(request: UserRequest, name: str, **about: object) -> HttpResponse:
    may = everywhere(request.user, "keep rehearsals")
    return render(request, f"devices/{name}.html", {"may_rehearse": may, **about})


def _asked(request: UserRequest) -> queries.Asked:
    said = {name: request.GET.get(name, "")[:LONGEST] for name in ("state", "school", "model", "fund", "kind", "among")}
    by = request.GET.get("by", "")
    return queries.Asked(
        words=request.GET.get("q", "")[:LONGEST].replace("\0", ""),
        by=by if by in queries.BY else "school",
        **{name: value.replace("\0", "") for name, value in said.items()},
    )
