"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cupola.modules.network.views import calendar, circuits, targets

app_name = "network"
urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/days/", calendar.days, name="days"),
    path("calendar/periods/new/", calendar.period, name="period-new"),
    path("calendar/periods/<int:key>/", calendar.period, name="period"),
    path("calendar/periods/<int:key>/remove/", calendar.period_out, name="period-out"),
    path("calendar/<slug:name>/import/", calendar.bring, name="import"),
    path("calendar/<slug:name>.<slug:form>", calendar.export, name="file"),
    path("circuits/", circuits.circuits, name="circuits"),
    path("circuits/new/", circuits.write, name="circuit-new"),
    path("circuits/import/", circuits.bring, name="circuits-import"),
    path("circuits/lines.<slug:form>", circuits.export, name="circuits-file"),
    path("circuits/<int:key>/", circuits.write, name="circuit"),
    path("circuits/<int:key>/remove/", circuits.remove, name="circuit-out"),
    path("watched/", targets.targets, name="targets"),
    path("watched/new/", targets.write, name="target-new"),
    path("watched/switch/", targets.switch, name="switch"),
    path("watched/<int:key>/", targets.write, name="target"),
    path("watched/<int:key>/remove/", targets.remove, name="target-out"),
]
