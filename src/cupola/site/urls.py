"""All addresses: the shell, the doors, and each module below its own word."""

from __future__ import annotations

from django.urls import include, path

from cupola.site import accounts, first_run, health

urlpatterns = [
    path("healthz", health.health, name="health"),
    path("setup/", first_run.setup, name="setup"),
    path("invitation/<str:token>/", first_run.invitation, name="invitation"),
    path("welcome/", first_run.welcome, name="welcome"),
    path("welcome/sample/", first_run.sample, name="sample"),
    path("welcome/wipe/", first_run.wipe, name="wipe"),
    path("accounts/signup/", accounts.closed, name="account_signup"),
    path("accounts/email/", accounts.closed, name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("", include("cupola.shell.urls")),
    path("", include("cupola.modules.data.urls")),
    path("measures/", include("cupola.modules.indicators.urls")),
    path("same/", include("cupola.modules.same.urls")),
    path("", include("cupola.modules.devices.urls")),
    path("", include("cupola.modules.strategy.urls")),
    path("", include("cupola.modules.voice.urls")),
    path("practice/", include("cupola.modules.leadership.urls")),
    path("systems/", include("cupola.modules.flows.urls")),
    path("network/", include("cupola.modules.network.urls")),
    path("briefs/", include("cupola.modules.briefs.urls")),
    path("settings/", include("cupola.modules.doors.urls")),
]

handler403 = "cupola.shell.refusals.not_allowed"
handler404 = "cupola.shell.refusals.not_found"
handler500 = "cupola.shell.refusals.fault"
