"""Addresses of surveys: the maker's pages, and the doors through which people answer."""

from __future__ import annotations

from django.urls import path

from cupola.modules.voice.views import answering, survey_import, surveys

urlpatterns = [
    path("voice/surveys/", surveys.surveys, name="surveys"),
    path("voice/surveys/new/", surveys.new, name="survey_new"),
    path("voice/surveys/import/", survey_import.bring, name="survey_import"),
    path("voice/surveys/import/<str:token>/", survey_import.looked_at, name="survey_looked_at"),
    path("voice/surveys/<int:key>/", surveys.survey, name="survey"),
    path("voice/surveys/<int:key>/edit/", surveys.settings, name="survey_settings"),
    path("voice/surveys/<int:key>/questions/new/", surveys.item, name="survey_item_new"),
    path("voice/surveys/<int:key>/questions/<int:number>/", surveys.item, name="survey_item"),
    path("voice/surveys/<int:key>/preview/", surveys.preview, name="survey_preview"),
    path("voice/surveys/<int:key>/notice/", surveys.notice, name="survey_notice"),
    path("voice/surveys/<int:key>/doors/", surveys.doors, name="survey_doors"),
    path("voice/surveys/<int:key>/slips/<int:number>/", surveys.slips, name="survey_slips"),
    path("voice/surveys/<int:key>/results/", surveys.results, name="survey_results"),
    path("voice/surveys/<int:key>/results.csv", surveys.table, name="survey_table"),
    path("s/<str:token>/", answering.answer, name="answer"),
    path("s/<str:token>/thanks/", answering.thanks, name="answer_thanks"),
]
