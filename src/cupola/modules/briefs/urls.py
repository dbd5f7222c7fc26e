"""Addresses of the room of briefs."""

from __future__ import annotations

from django.urls import path

from cupola.modules.briefs.views import onepager

app_name = "briefs"
urlpatterns = [
    path("", onepager.frozen, name="frozen"),
    path("onepager/", onepager.onepager, name="onepager"),
    path("onepager/freeze/", onepager.freeze_onepager, name="freeze_onepager"),
    path("<int:key>/onepager.pdf", onepager.file, name="file"),
]
