"""Addresses of the room of voices."""

from __future__ import annotations

from django.urls import path

from cupola.modules.voice import urls_surveys
from cupola.modules.voice.views import coverage, home, notes, pains, promises, sessions, themes

app_name = "voice"
urlpatterns = [
    path("voice/", home.home, name="home"),
    path("voice/notes/", notes.notes, name="notes"),
    path("voice/notes/new/", notes.note, name="note"),
    path("voice/notes/offline/", notes.offline, name="note_offline"),
    path("voice/notes/worker.js", notes.worker, name="note_worker"),
    path("voice/notes/token/", notes.token, name="note_token"),
    path("voice/notes/<int:key>/", notes.one_note, name="one_note"),
    path("voice/notes/<int:key>/photo/", notes.photo, name="note_photo"),
    path("voice/sessions/", sessions.sessions, name="sessions"),
    path("voice/sessions/new/", sessions.write_session, name="new_session"),
    path("voice/sessions/<int:key>/", sessions.session, name="session"),
    path("voice/sessions/<int:key>/edit/", sessions.write_session, name="edit_session"),
    path("voice/groups/new/", sessions.write_group, name="new_group"),
    path("voice/groups/<int:key>/", sessions.write_group, name="group"),
    path("voice/pains/", pains.pains, name="pains"),
    path("voice/pains/new/", pains.write_pain, name="new_pain"),
    path("voice/pains/<int:key>/", pains.pain, name="pain"),
    path("voice/pains/<int:key>/edit/", pains.write_pain, name="edit_pain"),
    path("voice/heard/", coverage.heard, name="coverage"),
    path("voice/heard/visits.ics", coverage.visits, name="visits"),
    path("voice/themes/", themes.themes, name="themes"),
    path("voice/themes/new/", themes.write_theme, name="new_theme"),
    path("voice/themes/<int:key>/", themes.theme, name="theme"),
    path("voice/themes/<int:key>/edit/", themes.write_theme, name="edit_theme"),
    path("voice/voices/<int:key>/", themes.voice, name="voice"),
    path("promises/", promises.promises, name="promises"),
    path("promises/new/", promises.write_promise, name="new_promise"),
    path("promises/<int:key>/", promises.promise, name="promise"),
    path("promises/<int:key>/edit/", promises.write_promise, name="edit_promise"),
    path("promises/<int:key>/answer/", promises.answer, name="answer_asker"),
    path("promises/<int:key>/slips/<int:number>/", promises.slip, name="slip"),
    path("promises/<int:key>/forget/", promises.forget_asker, name="forget_asker"),
    path("public/promises/", promises.public, name="public_promises"),
    *urls_surveys.urlpatterns,
]
