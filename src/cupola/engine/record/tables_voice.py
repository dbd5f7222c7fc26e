"""The record tables of what people said and were promised: surveys, pains, promises."""

from __future__ import annotations

from cupola.engine.record.table_form import RecordTable
from cupola.engine.record.table_form import described as _table

VOICE_TABLES: tuple[RecordTable, ...] = (
    _table(
        "surveys",
        "Surveys of teachers, parents, students and staff.",
        """
        survey_id text
        title text
        audience text # teacher, parent, student, staff or ticket
        wave text # surveys that ask the same again carry the same word
        opened_on date
        closed_on date
        """,
        key="survey_id",
    ),
    _table(
        "survey_invitations",
        "How many people a survey asked, at each school.",
        """
        survey_id text -> surveys.survey_id
        org_id text -> orgs.org_id
        invited integer
        """,
        key="survey_id org_id",
        school="org_id",
    ),
    _table(
        "survey_questions",
        "What a survey asks.",
        """
        survey_question_id text
        survey_id text -> surveys.survey_id
        code text
        question text
        kind text # scale, choice, several, number or text
        scale_to integer # the highest answer of a scale that begins at 1
        is_reversed boolean # a low answer is the good one
        """,
        key="survey_question_id",
    ),
    _table(
        "survey_responses",
        "Answered surveys; nothing in them leads to a person.",
        """
        survey_response_id text
        survey_id text -> surveys.survey_id
        answered_on date
        org_id text -> orgs.org_id
        role text
        language text
        """,
        key="survey_response_id",
        school="org_id",
    ),
    _table(
        "survey_answers",
        "One answer to one question. Words that people wrote are not in the record.",
        """
        survey_response_id text -> survey_responses.survey_response_id
        survey_question_id text -> survey_questions.survey_question_id
        number number
        choice text
        """,
        key="survey_response_id survey_question_id",
    ),
    _table(
        "pains",
        "Work that costs time: what is done by hand, twice or in waiting.",
        """
        pain_id text
        title text
        org_id text -> orgs.org_id
        role text
        minutes_each number [minutes]
        people number
        times_a_month number
        months_a_year number
        state text # open or solved
        heard_on date
        """,
        key="pain_id",
        school="org_id",
    ),
    _table(
        "promises",
        "What was promised to people, and whether it was kept; without names and words.",
        """
        promise_id text
        org_id text -> orgs.org_id
        asked_by_role text
        heard_on date
        promised_on date
        due_on date
        state text # heard, promised, done or not_done
        done_on date
        replied_on date
        """,
        key="promise_id",
        school="org_id",
    ),
)
