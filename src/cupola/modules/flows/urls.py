"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cupola.modules.flows.views import audits, systems

app_name = "flows"
urlpatterns = [
    path("", systems.systems, name="systems"),
    path("new/", systems.write, name="system-new"),
    path("import/", systems.bring, name="systems-import"),
    path("systems.<slug:form>", systems.export, name="systems-file"),
    path("<int:key>/", systems.system, name="system"),
    path("<int:key>/edit/", systems.write, name="system-edit"),
    path("<int:key>/remove/", systems.remove, name="system-out"),
    path("audits/", audits.audits, name="audits"),
    path("audits/new/", audits.write, name="audit-new"),
    path("audits/import/", audits.bring, name="audits-import"),
    path("audits/results.<slug:form>", audits.export, name="audits-file"),
    path("audits/<int:key>/", audits.write, name="audit-edit"),
    path("audits/<int:key>/remove/", audits.remove, name="audit-out"),
]
