"""Addresses of the room of pairs: numbers of rows, never keys of people."""

from __future__ import annotations

from django.urls import path

from cupola.modules.same.views import differing, pairs, people, things

app_name = "same"
urlpatterns = [
    path("", pairs.review, name="review"),
    path("names/", pairs.names, name="names"),
    path("pairs/<int:key>/", pairs.pair, name="pair"),
    path("pairs/<int:key>/say/", pairs.say, name="say"),
    path("pairs/<int:key>/back/", pairs.take_back, name="take_back"),
    path("pairs/<int:key>/person/", people.of_pair, name="person_of_pair"),
    path("pairs/<int:key>/person/change/", people.change_of_pair, name="change_of_pair"),
    path("findings/<str:fingerprint>/person/", people.of_finding, name="person_of_finding"),
    path("findings/<str:fingerprint>/person/change/", people.change_of_finding, name="change_of_finding"),
    path("disagree/<int:key>/person/", people.of_differing, name="person_of_differing"),
    path("disagree/<int:key>/person/change/", people.change_of_differing, name="change_of_differing"),
    path("disagree/", differing.differing, name="differing"),
    path("vendors/", things.vendors, name="vendors"),
    path("vendors/out/", things.take_out, name="vendor_out"),
    path("schools/", things.schools, name="schools"),
    path("disagree/list.csv", differing.export, name="export"),
]
