"""Addresses of the room of devices and accounts."""

from __future__ import annotations

from django.urls import path

from cupola.modules.devices.views import accounts, devices, rehearsals

app_name = "devices"
urlpatterns = [
    path("devices/", devices.devices, name="devices"),
    path("devices/list.csv", devices.export, name="export"),
    path("devices/<int:key>/", devices.device, name="device"),
    path("devices/holders/", devices.holders, name="holders"),
    path("devices/support/", devices.support, name="support"),
    path("devices/rehearsal/", rehearsals.rehearsals, name="rehearsals"),
    path("devices/rehearsal/new/", rehearsals.new, name="new_rehearsal"),
    path("devices/rehearsal/<int:key>/", rehearsals.rehearsal, name="rehearsal"),
    path("devices/rehearsal/<int:key>/sheet/", rehearsals.sheet, name="rehearsal_sheet"),
    path("devices/rehearsal/<int:key>/results.csv", rehearsals.export, name="rehearsal_export"),
    path("devices/rehearsal/<int:key>/upload/", rehearsals.upload, name="rehearsal_upload"),
    path("devices/rehearsal/<int:key>/photos/", rehearsals.photos, name="rehearsal_photos"),
    path("devices/rehearsal/<int:key>/<int:number>/", rehearsals.item, name="rehearsal_item"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/changes/", accounts.changes, name="account_changes"),
]
