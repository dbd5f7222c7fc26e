"""The records of Ed-Fi (Data Standard 3.3 to 5.2), one form each; columns are named as its API names them."""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns

NAME = """
firstName*         text personal
lastSurname*       text personal
middleName         text personal
generationCodeSuffix  text personal
preferredFirstName  text personal
preferredLastSurname  text personal
"""
SECTION = """
{0}.sectionIdentifier* = section_identifier  ref -> edfi_sections.section_identifier
{0}.localCourseCode* = local_course_code  text
{0}.schoolId* = school_id  ref -> edfi_schools.school_id
{0}.schoolYear* = school_year  text
{0}.sessionName* = session_name  text
"""
STUDENT = "studentReference.studentUniqueId* = student_unique_id  ref -> edfi_students.student_unique_id"
STAFF_ID = "staffReference.staffUniqueId* = staff_unique_id  ref -> edfi_staffs.staff_unique_id"
SCHOOL = "schoolReference.schoolId* = school_id  ref -> edfi_schools.school_id"
ORG = "educationOrganizationReference.educationOrganizationId* = education_organization_id  ref"
INSTITUTION = """
nameOfInstitution*  text
identificationCodes.identificationCode = codes  text
identificationCodes.educationOrganizationIdentificationSystemDescriptor = code_systems  text
addresses.city = city  text
addresses.stateAbbreviationDescriptor = state  text
addresses.postalCode = zip  text
operationalStatusDescriptor = operational_status  text
"""


def record_form(title: str, entity: str, body: str, *, marks: str, key: str = "") -> FileForm:
    """The form of one kind of record; a mark with `-` before it must not be there."""
    table = title.removeprefix("Ed-Fi ").replace(" ", "_").replace("-", "_")
    return FileForm(
        table=f"edfi_{table}",
        title=title,
        file=entity,
        columns=columns("id = resource_id  id # the id of the API, or what XML refers to\n" + body),
        marks=frozenset(mark for mark in marks.casefold().split() if not mark.startswith("-")),
        never=frozenset(mark[1:] for mark in marks.casefold().split() if mark.startswith("-")),
        key=tuple(key.split()),
        version="5.2",
    )


DISTRICTS = record_form(
    "Ed-Fi local education agencies",
    "LocalEducationAgency",
    "localEducationAgencyId* = local_education_agency_id  id\n" + INSTITUTION,
    marks="localEducationAgencyId nameOfInstitution",
    key="local_education_agency_id",
)
SCHOOLS = record_form(
    "Ed-Fi schools",
    "School",
    f"""
    schoolId*          id
    {INSTITUTION}
    localEducationAgencyReference.localEducationAgencyId = local_education_agency_id  ref
    localEducationAgencyReference.ref = district_ref  ref # in XML
    gradeLevels.gradeLevelDescriptor = grade_levels  text
    schoolTypeDescriptor = school_type  text
    """,
    marks="schoolId nameOfInstitution",
    key="school_id",
)
DEPARTMENTS = record_form(
    "Ed-Fi organization departments",
    "OrganizationDepartment",
    """
    organizationDepartmentId*  id
    nameOfInstitution*  text
    parentEducationOrganizationReference.educationOrganizationId = parent_id  ref
    """,
    marks="organizationDepartmentId nameOfInstitution",
    key="organization_department_id",
)
STUDENTS = record_form(
    "Ed-Fi students",
    "Student",
    f"""
    studentUniqueId*   id
    {NAME}
    birthDate*         date personal
    birthSexDescriptor = birth_sex  text personal
    """,
    marks="studentUniqueId lastSurname birthDate",
    key="student_unique_id",
)
SCHOOL_ASSOCIATIONS = record_form(
    "Ed-Fi student school associations",
    "StudentSchoolAssociation",
    f"""
    {STUDENT}
    {SCHOOL}
    entryDate*         date
    entryGradeLevelDescriptor* = entry_grade_level  text
    entryTypeDescriptor = entry_type  text
    exitWithdrawDate   date
    exitWithdrawTypeDescriptor = exit_withdraw_type  text
    primarySchool      text
    schoolYear         text
    """,
    marks="studentReference.studentUniqueId schoolReference.schoolId entryDate",
    key="student_unique_id school_id entry_date",
)
ORG_ASSOCIATIONS = record_form(
    "Ed-Fi student education organization associations",
    "StudentEducationOrganizationAssociation",
    f"""
    {STUDENT}
    {ORG}
    sexDescriptor = sex  text personal
    hispanicLatinoEthnicity  text personal
    races.raceDescriptor = races  text personal
    languages.languageDescriptor = languages  text personal
    limitedEnglishProficiencyDescriptor = limited_english_proficiency  text personal
    studentCharacteristics.studentCharacteristicDescriptor = characteristics  text personal
    electronicMails.electronicMailAddress = electronic_mails  text personal
    loginId            text personal
    studentIdentificationCodes.identificationCode = codes  text
    studentIdentificationCodes.studentIdentificationSystemDescriptor = code_systems  text
    internetAccessInResidence  text
    internetAccessTypeInResidenceDescriptor = internet_access_type  text
    internetPerformanceInResidenceDescriptor = internet_performance  text
    primaryLearningDeviceAwayFromSchoolDescriptor = learning_device  text
    primaryLearningDeviceProviderDescriptor = learning_device_provider  text
    primaryLearningDeviceAccessDescriptor = learning_device_access  text
    studentIndicators.indicatorGroup = indicator_groups  text
    studentIndicators.indicatorName = indicator_names  text
    studentIndicators.indicator = indicators  text
    """,
    marks="studentReference.studentUniqueId educationOrganizationReference.educationOrganizationId "
    "-programReference.programName -beginDate",
    key="student_unique_id education_organization_id",
)
STAFFS = record_form(
    "Ed-Fi staffs",
    "Staff",
    f"""
    staffUniqueId*     id
    {NAME}
    birthDate          date personal
    sexDescriptor = sex  text personal
    electronicMails.electronicMailAddress = electronic_mails  text personal
    loginId            text personal
    """,
    marks="staffUniqueId lastSurname",
    key="staff_unique_id",
)
ASSIGNMENTS = record_form(
    "Ed-Fi staff assignments",
    "StaffEducationOrganizationAssignmentAssociation",
    f"""
    {STAFF_ID}
    {ORG}
    staffClassificationDescriptor* = staff_classification  text
    beginDate*         date
    endDate            date
    positionTitle      text
    """,
    marks="staffReference.staffUniqueId staffClassification beginDate",
    key="staff_unique_id education_organization_id staff_classification begin_date",
)
EMPLOYMENTS = record_form(
    "Ed-Fi staff employments",
    "StaffEducationOrganizationEmploymentAssociation",
    f"""
    {STAFF_ID}
    {ORG}
    employmentStatusDescriptor* = employment_status  text
    hireDate*          date
    endDate            date
    department         text
    """,
    marks="staffReference.staffUniqueId employmentStatus hireDate",
    key="staff_unique_id education_organization_id employment_status hire_date",
)
STAFF_SCHOOLS = record_form(
    "Ed-Fi staff school associations",
    "StaffSchoolAssociation",
    f"""
    {STAFF_ID}
    {SCHOOL}
    programAssignmentDescriptor* = program_assignment  text
    """,
    marks="staffReference.staffUniqueId schoolReference.schoolId programAssignment",
    key="staff_unique_id school_id program_assignment",
)
CONTACTS = record_form(
    "Ed-Fi contacts",
    "Contact",
    f"""
    contactUniqueId*   id
    {NAME}
    electronicMails.electronicMailAddress = electronic_mails  text personal
    telephones.telephoneNumber = telephones  text personal
    """,
    marks="contactUniqueId lastSurname",
    key="contact_unique_id",
)
CONTACT_ASSOCIATIONS = record_form(
    "Ed-Fi student contact associations",
    "StudentContactAssociation",
    f"""
    {STUDENT}
    contactReference.contactUniqueId = contact_unique_id  ref -> edfi_contacts.contact_unique_id
    contactReference.ref = contact_ref  ref # in XML
    relationDescriptor = relation  text
    primaryContactStatus  text
    livesWith          text
    """,
    marks="studentReference.studentUniqueId contactReference.contactUniqueId",
)
COURSES = record_form(
    "Ed-Fi courses",
    "Course",
    f"""
    courseCode*        text
    {ORG}
    courseTitle*       text
    academicSubjectDescriptor = academic_subject  text
    identificationCodes.identificationCode = codes  text
    identificationCodes.courseIdentificationSystemDescriptor = code_systems  text
    """,
    marks="courseCode courseTitle educationOrganizationReference.educationOrganizationId",
    key="course_code education_organization_id",
)
OFFERINGS = record_form(
    "Ed-Fi course offerings",
    "CourseOffering",
    f"""
    localCourseCode*   text
    {SCHOOL}
    sessionReference.sessionName* = session_name  text
    sessionReference.schoolYear* = school_year  text
    courseReference.courseCode* = course_code  text
    courseReference.educationOrganizationId* = course_organization_id  ref
    localCourseTitle   text
    """,
    marks="localCourseCode sessionReference.sessionName courseReference.courseCode",
    key="local_course_code school_id school_year session_name",
)
SECTIONS = record_form(
    "Ed-Fi sections",
    "Section",
    f"""
    sectionIdentifier*  text
    {SECTION.format("courseOfferingReference").split(chr(10), 2)[2]}
    sectionName        text
    locationReference.classroomIdentificationCode = classroom  text
    classPeriodReference.classPeriodName = class_periods  text
    """,
    marks="sectionIdentifier courseOfferingReference.localCourseCode",
    key="section_identifier local_course_code school_id school_year session_name",
)
STUDENT_SECTIONS = record_form(
    "Ed-Fi student section associations",
    "StudentSectionAssociation",
    f"""
    {STUDENT}
    {SECTION.format("sectionReference")}
    beginDate*         date
    endDate            date
    homeroomIndicator  text
    """,
    marks="studentReference.studentUniqueId sectionReference.sectionIdentifier beginDate",
    key="student_unique_id section_identifier local_course_code school_id school_year session_name begin_date",
)
STAFF_SECTIONS = record_form(
    "Ed-Fi staff section associations",
    "StaffSectionAssociation",
    f"""
    {STAFF_ID}
    {SECTION.format("sectionReference")}
    classroomPositionDescriptor* = classroom_position  text
    beginDate          date
    endDate            date
    """,
    marks="staffReference.staffUniqueId sectionReference.sectionIdentifier",
)
SESSIONS = record_form(
    "Ed-Fi sessions",
    "Session",
    f"""
    sessionName*       text
    {SCHOOL}
    schoolYear*        text
    beginDate*         date
    endDate*           date
    termDescriptor* = term  text
    gradingPeriodReference.ref = grading_period_refs  refs # in XML
    """,
    marks="sessionName schoolReference.schoolId term",
    key="session_name school_id school_year",
)
GRADING_PERIODS = record_form(
    "Ed-Fi grading periods",
    "GradingPeriod",
    f"""
    gradingPeriodName  text
    gradingPeriodDescriptor* = grading_period  text
    {SCHOOL}
    schoolYear         text
    beginDate*         date
    endDate*           date
    periodSequence     text
    """,
    marks="gradingPeriod schoolReference.schoolId beginDate endDate",
)
CALENDAR_DATES = record_form(
    "Ed-Fi calendar dates",
    "CalendarDate",
    """
    date*              date
    calendarEvents.calendarEventDescriptor = calendar_event  text
    calendarReference.calendarCode* = calendar_code  text
    calendarReference.schoolId* = school_id  ref -> edfi_schools.school_id
    calendarReference.schoolYear = school_year  text
    """,
    marks="date calendarReference.calendarCode",
)
