"""Addresses of the room of the record."""

from __future__ import annotations

from django.urls import path, re_path

from cupola.modules.data.views import checks, deciding, deliveries, digest, findings, mappings, schools

app_name = "data"
urlpatterns = [
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/<int:key>/", deliveries.delivery, name="delivery"),
    path("deliveries/<int:key>/decide/", deliveries.decide, name="decide_delivery"),
    path("deliveries/<int:key>/kept/<int:number>/", deliveries.kept, name="kept_file"),
    path("deliveries/<int:key>/files/<int:file>/", mappings.mapping, name="mapping"),
    path("findings/", findings.findings, name="findings"),
    path("findings/priority/", findings.priority, name="priority"),
    path("findings/decide/", deciding.decide, name="decide"),
    path("findings/views/", findings.save_view, name="save_view"),
    path("findings/views/<int:key>/remove/", findings.remove_view, name="remove_view"),
    re_path(r"^findings/(?P<what>queue|rows)\.(?P<form>csv|xlsx)$", findings.export, name="export"),
    re_path(r"^findings/(?P<fingerprint>[0-9a-f]{16})/$", findings.finding, name="finding"),
    path("findings/checks/<slug:key>/", checks.check, name="check"),
    path("findings/checks/<slug:key>/switch/", checks.switch, name="switch"),
    path("mail/stop/<str:token>/", digest.stop, name="digest_stop"),
    path("schools/", schools.schools, name="schools"),
    path("schools/<int:key>/", schools.school, name="school"),
]
