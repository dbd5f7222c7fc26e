"""Addresses of the room of the record."""

from __future__ import annotations

from django.urls import path

from cupola.modules.data.views import deliveries, findings, schools

app_name = "data"
urlpatterns = [
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/<int:key>/", deliveries.delivery, name="delivery"),
    path("findings/", findings.findings, name="findings"),
    path("schools/", schools.schools, name="schools"),
    path("schools/<int:key>/", schools.school, name="school"),
]
