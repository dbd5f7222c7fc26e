"""Microsoft Entra users: the admin center's download of all users, and pages of `users` as Graph gives them."""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns

# The download writes American times with AM and PM; Graph writes ISO, with the year 1 for never.
TIME = (
    "coalesce(try_cast(nullif(replace({0}, 'Z', ''), '') AS TIMESTAMP), "
    "try_strptime({0}, ['%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y']))"
)
USERS = FileForm(
    table="entra_users",
    title="Entra users",
    file="users.csv",
    columns=columns(
        """
        userPrincipalName*  email personal
        id                 id # Entra's own key of the account; objectId in older downloads
        givenName          text personal
        surname            text personal
        mail               email personal
        userType           text # Member or Guest
        accountEnabled     bool
        department         text # often the school
        onPremisesDistinguishedName  text personal # the unit it comes from, where a local directory is synchronized
        employeeId         id # usually the student or staff number
        createdDateTime    time
        signInActivity.lastSignInDateTime = last_sign_in  time
        signInActivity.lastNonInteractiveSignInDateTime = last_quiet_sign_in  time # by an app in the person's name
        signInActivity.lastSuccessfulSignInDateTime = last_good_sign_in  time
        """
    ),
    marks=frozenset({"userprincipalname", "accountenabled"}),
    never=frozenset({"deviceid", "operatingsystem", "serial number", "primaryemail"}),
    key=("user_principal_name",),
    reads=(("time", TIME),),
    # What else there is are telephones, homes and other addresses of people.
    only_these=True,
)
ALIASES = {
    "objectid": "id",
    "lastsignindatetime": "signinactivity.lastsignindatetime",
    "lastnoninteractivesignindatetime": "signinactivity.lastnoninteractivesignindatetime",
    "lastsuccessfulsignindatetime": "signinactivity.lastsuccessfulsignindatetime",
}
FORMS = (USERS,)
_SEEN = "CASE WHEN e.{0} > TIMESTAMP '1971-01-01 00:00:00' THEN e.{0} END"
_LAST = ", ".join(_SEEN.format(column) for column in ("last_sign_in", "last_quiet_sign_in", "last_good_sign_in"))
# The unit is all of the distinguished name but the first part, which names the person.
FILLS: dict[str, str] = {
    "accounts": rf"""
SELECT record_key(e.system, coalesce(e.id, substr(sha256(lower(e.user_principal_name)), 1, 16))) AS account_id,
       lower(e.user_principal_name) AS username, lower(coalesce(e.mail, e.user_principal_name)) AS email,
       coalesce(e.account_enabled, true) AS enabled, CAST(NULL AS BOOLEAN) AS is_administrator,
       coalesce(nullif(regexp_replace(e.on_premises_distinguished_name, '^(\\.|[^,\\])*,?', ''), ''), e.department)
         AS org_unit,
       e.employee_id AS external_id, e.created_date_time AS created_at, greatest({_LAST}) AS last_sign_in_at,
       e.system, e.file, e.line
FROM entra_users e"""
}
