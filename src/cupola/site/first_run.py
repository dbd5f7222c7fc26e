"""The first minutes: the one-time link, the district's name, and then the sample district or one's own files."""

from __future__ import annotations

import hmac
import zoneinfo
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cupola.shell.doors import UserRequest, page
from cupola.shell.refusals import not_allowed
from cupola.site import places
from cupola.workspace import district, people
from cupola.workspace.models import District

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOKEN = "first-administrator"


def token_of_first_run() -> str | None:
    """The one-time token while nobody administers this installation; None afterwards."""
    if not people.needs_first_administrator():
        (settings.WEB_FOLDER / "secrets" / TOKEN).unlink(missing_ok=True)
        return None
    return places.secret(settings.WEB_FOLDER, TOKEN, letters=24)


class PasswordForm(forms.Form):
    """A new password, by length and not by composition (NIST SP 800-63B)."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. A sentence is good; nothing has to be mixed in."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class AdministratorForm(PasswordForm):
    """The first administrator."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    field_order = ("name", "email", "password")


class DistrictForm(forms.Form):
    """What Cupola must know of the district itself."""

    name = forms.CharField(label=_("Name of the district"), max_length=200)
    time_zone = forms.ChoiceField(label=_("Time zone"))
    school_year = forms.TypedChoiceField(label=_("School year"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = list(_zones())  # type: ignore[attr-defined]
        year = timezone.localdate().year + (timezone.localdate().month >= 7)
        self.fields["school_year"].choices = [  # type: ignore[attr-defined]
            (each, f"{each - 1}–{each % 100:02d}") for each in (year - 1, year, year + 1)
        ]
        self.fields["school_year"].initial = year


AMERICAN = {
    "America/New_York": _("Eastern"),
    "America/Chicago": _("Central"),
    "America/Denver": _("Mountain"),
    "America/Phoenix": _("Arizona"),
    "America/Los_Angeles": _("Pacific"),
    "America/Anchorage": _("Alaska"),
    "Pacific/Honolulu": _("Hawaii"),
    "America/Puerto_Rico": _("Atlantic, Puerto Rico"),
    "Pacific/Guam": _("Guam"),
}


def _zones() -> Iterator[tuple[str, object]]:
    """The zones of the United States by their common names, then all others."""
    yield from AMERICAN.items()
    for name in sorted(zoneinfo.available_timezones() - set(AMERICAN)):
        if "/" in name and not name.startswith(("Etc/", "SystemV/")):
            yield name, name.replace("_", " ")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """Make the first administrator; only with the link that the terminal printed."""
    token = token_of_first_run()
    if token is None:
        raise Http404
    given = request.GET.get("token") or request.session.get(TOKEN) or ""
    if not hmac.compare_digest(given.encode(), token.encode()):
        return render(request, "first_run/no_token.html", status=403)
    request.session[TOKEN] = given
    if request.GET.get("token"):
        return redirect("setup")
    form = AdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = district.make_first_administrator(**form.cleaned_data)
        token_of_first_run()
        login(request, user, backend=BACKEND)
        return redirect("welcome")
    return render(request, "first_run/administrator.html", {"form": form})


@page("configure")
@require_http_methods(["GET", "POST"])
def welcome(request: UserRequest) -> HttpResponse:
    """Name the district, then choose: look around the sample district, or start with one's own files."""
    here = District.here()
    if here.began_at is not None:
        return redirect("shell:today")
    form = DistrictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        district.begin(
            by=request.user,
            name=form.cleaned_data["name"],
            time_zone=form.cleaned_data["time_zone"],
            school_year=form.cleaned_data["school_year"],
            with_sample=request.POST.get("start") == "sample",
        )
        return redirect("shell:today" if request.POST.get("start") == "sample" else "data:deliveries")
    return render(request, "first_run/welcome.html", {"form": form})


@page("configure")
@require_POST
def sample(request: UserRequest) -> HttpResponse:
    """Build the sample district where no record is yet."""
    district.build_sample(by=request.user)
    return redirect("shell:today")


@page("configure")
@require_POST
def wipe(request: UserRequest) -> HttpResponse:
    """Wipe the sample district, to start with one's own files."""
    district.wipe_sample(by=request.user)
    messages.success(request, gettext("The sample is gone. Drop in your own files when you like."))
    return redirect("data:deliveries")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a password."""
    found = people.invited(token)
    if found is None:
        return not_allowed(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            validate_password(form.cleaned_data["password"], found.user)
        except ValidationError as error:
            form.add_error("password", error)
        else:
            user = people.take_up(found, form.cleaned_data["password"])
            login(request, user, backend=BACKEND)
            return redirect("shell:today")
    return render(request, "first_run/invitation.html", {"form": form, "invited": found.user})
