"""Addresses of the room of people and doors."""

from __future__ import annotations

from django.urls import path

from cupola.modules.doors.views import audit, importing, people, who

app_name = "doors"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/import/", importing.spreadsheet, name="import_people"),
    path("people/directory/", importing.directory, name="directory"),
    path("people/<int:key>/", people.person, name="person"),
    path("audit/", audit.audit, name="audit"),
    path("audit/lines.csv", audit.lines, name="audit_lines"),
    path("who/", who.who, name="who"),
]
