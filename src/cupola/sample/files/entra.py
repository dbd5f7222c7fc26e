"""Accounts of staff in Microsoft Entra, as the admin center's download of all users has them.

The download tells neither administrators nor two-step sign-in nor when anybody signed in, and has no staff number.
"""

from itertools import repeat

import numpy as np

from cupola.sample.arrays import columns, lookup
from cupola.sample.days import NEVER, day, slashed
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import District

PATH = "other-systems/lists/entra-users.csv"
HEADER = columns(
    "userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled,usageLocation,"
    "streetAddress,state,country,officeLocation,city,postalCode,telephoneNumber,mobilePhone,alternateEmailAddress,"
    "ageGroup,consentProvidedForMinor,legalAgeGroupClassification,companyName,creationType,directorySynced,"
    "invitationState,identityIssuer,createdDateTime"
)
BOOLEANS = ("False", "True")


def write_entra_users(district: District, desk: Desk) -> None:
    """Write an account for each member of staff; those of who left are switched off."""
    staff = district.staff
    rows = np.arange(len(staff))
    addresses = texts.staff_emails(district, rows)
    given, family = lookup(district.given, staff.given), lookup(district.family, staff.family)
    cells = {
        "userPrincipalName": addresses,
        "displayName": [f"{first} {last}" for first, last in zip(given, family, strict=True)],
        "surname": family,
        "mail": addresses,
        "givenName": given,
        "id": [account_id(row) for row in rows.tolist()],
        "userType": repeat("Member"),
        "department": texts.school_names(district, staff.school),
        "accountEnabled": lookup(BOOLEANS, (staff.left == NEVER).astype(int)),
        "usageLocation": repeat("US"),
        "directorySynced": repeat("False"),
        "createdDateTime": [f"{date} 4:12:45 PM" for date in slashed(day("2024-08-01") - rows % 1_500)],
    }
    with desk.sheet(PATH, HEADER) as sheet:
        sheet.write([cells.get(name, repeat("")) for name in HEADER])


def account_id(row: int) -> str:
    """Entra's own key of the account of a member of staff."""
    return f"{row * 2_654_435_761 % (1 << 32):08x}-7e11-4a0c-8d52-{row:012x}"
