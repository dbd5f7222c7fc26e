"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cupola.modules.leadership.views import practice, seat

app_name = "leadership"
urlpatterns = [
    path("", practice.practice, name="practice"),
    path("seat/", seat.seat, name="seat"),
    path("seat/new/", seat.seat_new, name="seat_new"),
    path("seat/file/", seat.seat_csv, name="seat_csv"),
    path("seat/<int:key>/", seat.seat_edit, name="seat_edit"),
    path("seat/<int:key>/delete/", seat.seat_delete, name="seat_delete"),
]
