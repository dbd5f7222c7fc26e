"""The shell's own addresses."""

from __future__ import annotations

from django.urls import path

from cupola.shell import views

app_name = "shell"
urlpatterns = [
    path("", views.today, name="today"),
    path("search/", views.search, name="search"),
    path("me/", views.me, name="me"),
    path("gallery/", views.gallery, name="gallery"),
    path("help/", views.help_index, name="help"),
    path("help/<slug:topic>/", views.help_page, name="help-topic"),
]
