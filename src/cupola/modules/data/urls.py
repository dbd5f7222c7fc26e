"""Addresses of the room of the record."""

from __future__ import annotations

from django.urls import path

from cupola.modules.data.views import deliveries, findings, mappings, schools

app_name = "data"
urlpatterns = [
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/<int:key>/", deliveries.delivery, name="delivery"),
    path("deliveries/<int:key>/decide/", deliveries.decide, name="decide_delivery"),
    path("deliveries/<int:key>/kept/<int:number>/", deliveries.kept, name="kept_file"),
    path("deliveries/<int:key>/files/<int:file>/", mappings.mapping, name="mapping"),
    path("findings/", findings.findings, name="findings"),
    path("schools/", schools.schools, name="schools"),
    path("schools/<int:key>/", schools.school, name="school"),
]
