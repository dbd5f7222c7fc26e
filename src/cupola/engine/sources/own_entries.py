"""What people enter in Cupola itself: surveys, pains and promises, delivered like the export of another system."""

from __future__ import annotations

from cupola.engine.sources import own_systems
from cupola.engine.sources.own_form import own_form as _form

# The source system that these files come from, as deliveries name it.
OWN_SYSTEM = "own"


SURVEYS = _form(
    "surveys",
    "surveys",
    """
    surveyId*          id
    title*             text
    audience*          text {teacher|parent|student|staff|ticket}
    wave               text # surveys that ask the same again carry the same word
    openedOn           date
    closedOn           date
    """,
    marks=("surveyid", "audience", "wave"),
    key="survey_id",
)
INVITATIONS = _form(
    "survey-invitations",
    "numbers of people asked",
    """
    invitationId*      id
    surveyId*          ref -> own_surveys.survey_id
    orgId              id # key of the school in the record
    invited            number
    """,
    marks=("invitationid", "surveyid", "invited"),
    key="invitation_id",
)
QUESTIONS = _form(
    "survey-questions",
    "survey questions",
    """
    questionId*        id
    surveyId*          ref -> own_surveys.survey_id
    code*              text
    text               text
    kind*              text {scale|choice|several|number|text}
    scaleTo            number # the highest answer of a scale that begins at 1
    reversed           bool # a low answer is the good one
    """,
    marks=("questionid", "surveyid", "scaleto"),
    key="question_id",
)
RESPONSES = _form(
    "survey-responses",
    "survey responses",
    """
    responseId*        id # made by chance; it leads to nobody
    surveyId*          ref -> own_surveys.survey_id
    answeredOn         date
    orgId              id # key of the school in the record
    role               text
    language           text
    """,
    marks=("responseid", "surveyid", "answeredon"),
    key="response_id",
)
ANSWERS = _form(
    "survey-answers",
    "survey answers",
    """
    answerId*          id
    responseId*        ref -> own_survey_responses.response_id
    questionId*        ref -> own_survey_questions.question_id
    number             number
    choice             text
    """,
    marks=("answerid", "responseid", "questionid"),
    key="answer_id",
)
PAINS = _form(
    "pains",
    "workflow pains",
    """
    painId*            id
    title*             text
    orgId              id # key of the school in the record; empty for the whole district
    role               text
    minutesEach        number
    people             number
    timesAMonth = times_a_month  number
    monthsAYear = months_a_year  number
    state*             text {open|solved}
    heardOn            date
    """,
    marks=("painid", "minuteseach", "timesamonth"),
    key="pain_id",
)
PROMISES = _form(
    "promises",
    "promises",
    """
    promiseId*         id
    orgId              id # key of the school in the record; empty for the whole district
    askedBy            text # the role of the one who asked
    heardOn            date
    promisedOn         date
    dueOn              date
    state*             text {heard|promised|done|not_done}
    doneOn             date
    repliedOn          date
    """,
    marks=("promiseid", "promisedon", "repliedon"),
    key="promise_id",
)
FORMS = (SURVEYS, INVITATIONS, QUESTIONS, RESPONSES, ANSWERS, PAINS, PROMISES, *own_systems.FORMS)

_PLACE = "q.system, q.file, q.line"
FILLS: dict[str, str] = {
    "surveys": f"""
SELECT record_key(q.system, q.survey_id) AS survey_id, q.title, q.audience, q.wave, q.opened_on, q.closed_on, {_PLACE}
FROM own_surveys q""",
    "survey_invitations": f"""
SELECT record_key(q.system, q.survey_id) AS survey_id, q.org_id, CAST(q.invited AS BIGINT) AS invited, {_PLACE}
FROM own_survey_invitations q""",
    "survey_questions": f"""
SELECT record_key(q.system, q.question_id) AS survey_question_id, record_key(q.system, q.survey_id) AS survey_id,
       q.code, q."text" AS question, q.kind, CAST(q.scale_to AS BIGINT) AS scale_to, q.reversed AS is_reversed, {_PLACE}
FROM own_survey_questions q""",
    "survey_responses": f"""
SELECT record_key(q.system, q.response_id) AS survey_response_id, record_key(q.system, q.survey_id) AS survey_id,
       q.answered_on, q.org_id, q.role, q.language, {_PLACE}
FROM own_survey_responses q""",
    "survey_answers": f"""
SELECT record_key(q.system, q.response_id) AS survey_response_id,
       record_key(q.system, q.question_id) AS survey_question_id, q.number, q.choice, {_PLACE}
FROM own_survey_answers q""",
    "pains": f"""
SELECT record_key(q.system, q.pain_id) AS pain_id, q.title, q.org_id, q.role, q.minutes_each, q.people,
       q.times_a_month, q.months_a_year, q.state, q.heard_on, {_PLACE}
FROM own_pains q""",
    "promises": f"""
SELECT record_key(q.system, q.promise_id) AS promise_id, q.org_id, q.asked_by AS asked_by_role, q.heard_on,
       q.promised_on, q.due_on, q.state, q.done_on, q.replied_on, {_PLACE}
FROM own_promises q""",
    **own_systems.FILLS,
}
