"""Addresses of the room of the record."""

from __future__ import annotations

from django.urls import path

from cupola.modules.data import views

app_name = "data"
urlpatterns = [
    path("deliveries/", views.deliveries, name="deliveries"),
    path("deliveries/<int:key>/", views.delivery, name="delivery"),
    path("findings/", views.findings, name="findings"),
    path("schools/", views.schools, name="schools"),
    path("schools/<int:key>/", views.school, name="school"),
]
