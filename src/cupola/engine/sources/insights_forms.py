"""Microsoft Education Insights: the tables of its export and the order of their columns, as published.

The files have no header. `id` is any key, `ref` a GUID; both tell the tables apart (see insights.py).
"""

from __future__ import annotations

import re

from cupola.engine.sources.forms import FileForm, columns, snake

SEEN = "FirstSeenDateTime  time\nLastSeenDateTime  time\n"
FIRST = "FirstSeenDateTime  time\n"
PERSON = "PersonId  ref -> insights_person.id\n"
ORGANIZATION = "OrganizationId  ref -> insights_organization.id\n"
SECTION = "SectionId  ref -> insights_section.id\n"
COURSE = "CourseId  ref -> insights_course.id\n"
SESSION = "SessionId  ref -> insights_session.id\n"
SOURCE = "SourceSystemId  ref -> insights_source_system.id\n"
ID = "Id*  id\n"

BODIES: dict[str, str] = {
    "AadGroup": "ObjectId*  ref\nDisplayName  text\n"
    + SEEN
    + "Mail  email\nMailNickname  text\nAnchorId  id\nSectionId  ref -> insights_section.id\n",
    "AadGroupMembership": "GroupObjectId*  ref -> insights_aad_group.object_id\n"
    + SEEN
    + "Role  text\nUserObjectId*  ref -> insights_aad_user.object_id\nMembershipId  id\n",
    "AadUser": "ObjectId*  ref\nAnchorId  id\nDisplayName  text personal\nFirstSeenDateTime  time\n"
    "GivenName  text personal\nLastSeenDateTime  time\nMail  email personal\nMailNickname  text personal\n"
    "Role  text\nSurname  text personal\nUserPrincipalName  text personal\nStudentId  id\nTeacherId  id\n",
    "AadUserPersonMapping": "ObjectId*  ref -> insights_aad_user.object_id\n"
    + SEEN
    + "PersonId*  ref -> insights_person.id\n",
    "Course": ID
    + "AcademicYearSessionId  ref -> insights_session.id\nExternalId  id\nFirstSeenDateTime  time\n"
    + "IsActiveInSession  bool\nLastSeenDateTime  time\nName  text\n"
    + ORGANIZATION
    + SOURCE
    + "Code  text\n",
    "CourseGradeLevel": ID + COURSE + FIRST + "RefGradeLevelId  ref\n",
    "CourseSubject": ID + COURSE + FIRST + "RefAcademicSubjectId  ref\n",
    "Enrollment": ID
    + "ExternalId  text\nFirstSeenDateTime  time\nIsActiveInSession  bool\nLastSeenDateTime  time\n"
    + PERSON
    + "RefSectionRoleId  id\n"
    + SECTION
    + SOURCE
    + "EntryDate  date\nExitDate  date\nIsPrimaryStaffForSection  bool\n",
    "Organization": ID
    + "ExternalId  id\n"
    + SEEN
    + "Name*  text\nRefOrganizationTypeId  ref\n"
    + SOURCE
    + "Identifier  id\nParentOrganizationId  ref -> insights_organization.id\n",
    "Person": "Id*  ref\n"
    + SEEN
    + "GivenName  text personal\nMiddleName  text personal\nPreferredGivenName  text personal\n"
    + "PreferredMiddleName  text personal\nPreferredSurname  text personal\nSurname  text personal\n",
    "PersonDemographic": "PersonId*  ref -> insights_person.id\n"
    + SEEN
    + "BirthCity  text personal\nBirthCountryCode  text personal\nBirthDate  date personal\n"
    + "BirthState  text personal\nRefSexId  ref personal\n",
    "PersonDemographicEthnicity": ID + SEEN + PERSON + "RefEthnicityId  ref personal\n",
    "PersonDemographicPersonFlag": ID + SEEN + PERSON + "RefPersonFlagId  ref personal\n",
    "PersonDemographicRace": ID + SEEN + PERSON + "RefRaceId  ref personal\n",
    "PersonEmailAddress": ID
    + "EmailAddress  email personal\nFirstSeenDateTime  time\n"
    + PERSON
    + "PriorityOrder  number\nRefEmailAddressTypeId  ref\n",
    "PersonIdentifier": ID
    + "FirstSeenDateTime  time\nIdentifier  text\nIsPresentInSource  bool\n"
    + PERSON
    + "RefIdentifierTypeId  ref\n"
    + SOURCE,
    "PersonOrganizationRole": ID
    + "ExternalId  id\nFirstSeenDateTime  time\nIsActiveInSession  bool\nLastSeenDateTime  time\n"
    + ORGANIZATION
    + PERSON
    + "RefRoleId  id\n"
    + SESSION
    + SOURCE
    + "IsPrimary  bool\nRefGradeLevelId  id\nRoleStartDate  date\nRoleEndDate  date\n",
    "PersonPhoneNumber": ID
    + FIRST
    + PERSON
    + "PhoneNumber  phone personal\nPriorityOrder  number\nRefPhoneNumberTypeId  ref\n",
    "PersonRelationship": ID
    + FIRST
    + PERSON
    + "RefPersonRelationshipId  ref\nRelatedPersonId  ref -> insights_person.id\n",
    "RefDefinition": "Id*  ref\nCode  text\nFirstSeenDateTime  time\nLastSeenDateTime  time\nNamespace  text\n"
    "RefType*  text\nSortOrder  number\n",
    "RefTranslation": "Id*  ref\n" + SEEN + "Language*  text\nLocalizedName*  text\n",
    "Section": ID
    + "ExternalId  id\n"
    + SEEN
    + "Name  text\n"
    + ORGANIZATION
    + SOURCE
    + "Code  text\n"
    + COURSE
    + "Location  text\n",
    "SectionGradeLevel": ID + "RefGradeLevelId  ref\n" + FIRST + SECTION,
    "SectionSession": ID
    + "FirstSeenDateTime  time\nIsActiveInSession  bool\nLastSeenDateTime  time\n"
    + SECTION
    + SESSION,
    "SectionSubject": ID + FIRST + "RefAcademicSubjectId  ref\n" + SECTION,
    "Session": ID
    + "EndDate  date\nExternalId  id\n"
    + SEEN
    + "Name  text\nRefAcademicYearId  ref\nRefSessionTypeId  ref\n"
    + SOURCE
    + "StartDate  date\nParentSessionId  ref -> insights_session.id\n",
    "SourceSystem": ID + SEEN + "Name  text\n",
    "activity": "SignalType*  text\nStartTime*  time\nUserAgent  text\nSignalId  id\nSisClassId  id\nClassId  id\n"
    "ChannelId  text\nAppName  text\nActorId  id -> insights_aad_user.object_id\nActorRole  text\n"
    "SchemaVersion  text\nAssignmentId  id\nSubmissionId  id\nSubmissionCreatedTime  time\nAction  text\n"
    "DueDate  time\nClassCreationDate  time\nGrade  number personal\nSourceFileExtension  text\n"
    "MeetingDuration  text\nMeetingSessionId  text\nMeetingType  text\nReadingSubmissionWordsPerMinute  number\n"
    "ReadingSubmissionAccuracyScore  text\nReadingSubmissionMispronunciationCount  number\n"
    "ReadingSubmissionRepetitionsCount  number\nReadingSubmissionInsertionsCount  number\n"
    "ReadingSubmissionObmissionCount  number\nReadingSubmissionAttemptNumber  number\n"
    "ReadingAssignmentWordCount  number\nReadingAssignmentFleschKincaidGradeLevel  text\n"
    "ReadingAssignmentLanguage  text\n",
}
# One row for each of these; the other tables repeat their ids in the published samples.
KEYED = {
    "AadGroup": "object_id",
    "AadUser": "object_id",
    "Course": "id",
    "Organization": "id",
    "Person": "id",
    "RefDefinition": "id",
    "Section": "id",
    "Session": "id",
}


def _form(entity: str) -> FileForm:
    return FileForm(
        table="insights_" + re.sub(r"[^a-z_]", "", snake(entity)),
        title=f"Education Insights {entity}",
        file=f"{entity}.csv",
        columns=columns(BODIES[entity]),
        marks=frozenset({f"no header: {entity}"}),
        key=(KEYED[entity],) if entity in KEYED else (),
        share=entity,
    )


BY_ENTITY: dict[str, FileForm] = {entity.casefold(): _form(entity) for entity in BODIES}
FORMS = tuple(BY_ENTITY.values())
