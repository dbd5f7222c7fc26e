"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cupola.modules.indicators.views import keeping, measures, schools

app_name = "indicators"
urlpatterns = [
    path("", measures.measures, name="measures"),
    path("six/", measures.six, name="six"),
    path("count/", keeping.count_now, name="count"),
    path("compare/", measures.compare, name="compare"),
    path("schools/", schools.schools, name="schools"),
    path("schools/<int:key>/", schools.school, name="school"),
    path("achievement/", schools.achievement, name="achievement"),
    path("satisfaction/", schools.waves, name="waves"),
    path("targets/", keeping.targets, name="targets"),
    path("targets/<int:key>/end/", keeping.end_target, name="target-end"),
    path("events/new/", keeping.write_event, name="event-new"),
    path("events/import/", keeping.bring_events, name="events-import"),
    path("events/<int:key>/", keeping.write_event, name="event"),
    path("events/<int:key>/remove/", keeping.remove_event, name="event-out"),
    path("events/list.<slug:form>", keeping.export_events, name="events-file"),
    path("of/<slug:measure>/", measures.measure, name="measure"),
    path("of/<slug:measure>/rows/", measures.rows, name="rows"),
    path("of/<slug:measure>/target/", keeping.set_target, name="target-new"),
    path("of/<slug:measure>/figures.<slug:form>", measures.file, name="file"),
]
