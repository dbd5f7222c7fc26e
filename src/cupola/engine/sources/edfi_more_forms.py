"""More records of Ed-Fi: programs, attendance, results, accounts, surveys, what was deleted, and all others."""

from __future__ import annotations

from cupola.engine.sources import edfi_forms
from cupola.engine.sources.edfi_forms import ORG, SCHOOL, SECTION, STUDENT, record_form
from cupola.engine.sources.forms import FileForm

PROGRAMS = record_form(
    "Ed-Fi programs",
    "Program",
    f"""
    {ORG}
    programName*       text
    programTypeDescriptor* = program_type  text
    programId          text
    """,
    marks="programName programType educationOrganizationReference.educationOrganizationId",
)
PROGRAM_ASSOCIATIONS = record_form(
    "Ed-Fi student program associations",
    "StudentProgramAssociation",
    f"""
    {STUDENT}
    {ORG}
    entity             text # the kind of association, as XML names it
    programReference.programName* = program_name  text personal
    programReference.programTypeDescriptor* = program_type  text personal
    beginDate*         date
    endDate            date
    reasonExitedDescriptor = reason_exited  text personal
    disabilities.disabilityDescriptor = disabilities  text personal
    """,
    marks="studentReference.studentUniqueId programReference.programName beginDate",
)
SCHOOL_ATTENDANCE = record_form(
    "Ed-Fi student school attendance events",
    "StudentSchoolAttendanceEvent",
    f"""
    {STUDENT}
    {SCHOOL}
    sessionReference.sessionName = session_name  text
    sessionReference.schoolYear = school_year  text
    eventDate*         date
    attendanceEventCategoryDescriptor* = attendance_event_category  text
    attendanceEventReason  text personal
    schoolAttendanceDuration  number # minutes
    """,
    marks="studentReference.studentUniqueId schoolReference.schoolId eventDate attendanceEventCategory",
)
SECTION_ATTENDANCE = record_form(
    "Ed-Fi student section attendance events",
    "StudentSectionAttendanceEvent",
    f"""
    {STUDENT}
    {SECTION.format("sectionReference")}
    eventDate*         date
    attendanceEventCategoryDescriptor* = attendance_event_category  text
    attendanceEventReason  text personal
    sectionAttendanceDuration  number # minutes
    """,
    marks="studentReference.studentUniqueId sectionReference.sectionIdentifier eventDate attendanceEventCategory",
)
ASSESSMENTS = record_form(
    "Ed-Fi student assessments",
    "StudentAssessment",
    f"""
    studentAssessmentIdentifier*  id
    {STUDENT}
    assessmentReference.assessmentIdentifier* = assessment  text
    assessmentReference.namespace* = namespace  text
    administrationDate  time
    whenAssessedGradeLevelDescriptor = grade_level  text
    scoreResults.result = results  text personal
    performanceLevels.performanceLevelDescriptor = performance_levels  text personal
    """,
    marks="studentAssessmentIdentifier studentReference.studentUniqueId assessmentReference.assessmentIdentifier",
)
LOCAL_ACCOUNTS = record_form(
    "Ed-Fi local accounts",
    "LocalAccount",
    f"""
    accountIdentifier*  id
    {ORG}
    fiscalYear*        year
    accountName        text
    chartOfAccountReference.accountIdentifier = chart_of_account  ref
    """,
    marks="accountIdentifier fiscalYear chartOfAccountReference.accountIdentifier",
    key="account_identifier education_organization_id fiscal_year",
)
SURVEYS = record_form(
    "Ed-Fi surveys",
    "Survey",
    """
    surveyIdentifier*  id
    namespace*         text
    surveyTitle*       text
    """,
    marks="surveyIdentifier surveyTitle",
    key="survey_identifier namespace",
)
SURVEY_QUESTIONS = record_form(
    "Ed-Fi survey questions",
    "SurveyQuestion",
    """
    questionCode*      id
    surveyReference.surveyIdentifier* = survey_identifier  ref -> edfi_surveys.survey_identifier
    surveyReference.namespace = namespace  text
    questionText*      text
    questionFormDescriptor = question_form  text
    """,
    marks="questionCode questionText surveyReference.surveyIdentifier",
    key="question_code survey_identifier namespace",
)
SURVEY_RESPONSES = record_form(
    "Ed-Fi survey responses",
    "SurveyResponse",
    """
    surveyResponseIdentifier*  id
    surveyReference.surveyIdentifier* = survey_identifier  ref -> edfi_surveys.survey_identifier
    surveyReference.namespace = namespace  text
    responseDate*      date
    electronicMailAddress  text personal
    fullName           text personal
    """,
    marks="surveyResponseIdentifier surveyReference.surveyIdentifier responseDate",
    key="survey_response_identifier survey_identifier namespace",
)
SURVEY_ANSWERS = record_form(
    "Ed-Fi survey question responses",
    "SurveyQuestionResponse",
    """
    surveyQuestionReference.questionCode* = question_code  ref
    surveyResponseReference.surveyResponseIdentifier* = survey_response_identifier  ref
    surveyQuestionResponseValues.numericResponse = numeric_response  text personal
    surveyQuestionResponseValues.textResponse = text_response  text personal
    """,
    marks="surveyQuestionReference.questionCode surveyResponseReference.surveyResponseIdentifier",
)
DESCRIPTORS = record_form(
    "Ed-Fi descriptors",
    "Descriptor",
    """
    codeValue*         text
    namespace*         text
    shortDescription   text
    """,
    marks="codeValue namespace shortDescription",
)
DELETES = record_form(
    "Ed-Fi deletes",
    "deletes",
    """
    changeVersion*     text
    """,
    marks="id changeVersion -_etag",
)
KEY_CHANGES = record_form(
    "Ed-Fi key changes",
    "keyChanges",
    """
    changeVersion*     text
    old_key            text personal # the key before, as JSON by column
    new_key            text personal # the key since
    """,
    marks="id changeVersion",
)
OTHERS = record_form(
    "Ed-Fi other records",
    "every other record",
    """
    entity             text # the kind of record, as XML names it
    studentReference.studentUniqueId = student_unique_id  ref -> edfi_students.student_unique_id
    staffReference.staffUniqueId = staff_unique_id  ref -> edfi_staffs.staff_unique_id
    schoolReference.schoolId = school_id  ref -> edfi_schools.school_id
    """,
    marks="id _etag",
)

FORMS = (
    *(value for value in vars(edfi_forms).values() if isinstance(value, FileForm)),
    PROGRAMS,
    PROGRAM_ASSOCIATIONS,
    SCHOOL_ATTENDANCE,
    SECTION_ATTENDANCE,
    ASSESSMENTS,
    LOCAL_ACCOUNTS,
    SURVEYS,
    SURVEY_QUESTIONS,
    SURVEY_RESPONSES,
    SURVEY_ANSWERS,
    DESCRIPTORS,
    DELETES,
    KEY_CHANGES,
    OTHERS,
)
