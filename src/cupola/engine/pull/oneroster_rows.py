"""OneRoster objects as rows of the CSV binding: references become ids, lists become cells, roles become rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from cupola.engine.intake.forbidden import is_forbidden

OTHER_NAMES = {
    "preferredgivenname": "preferredfirstname",
    "preferredfamilyname": "preferredlastname",
    "preferredmiddlename": "preferredmiddlename",
}
ROLE_HEADERS = (
    *("sourcedId", "status", "dateLastModified", "userSourcedId", "roleType", "role"),
    *("beginDate", "endDate", "orgSourcedId", "userProfileSourcedId"),
)
Row = dict[str, str]


@dataclass(slots=True)
class Flattening:
    """Turns objects of one collection into rows with these headers. `left_out` counts fields that fit no cell.

    `metadata` gives the heading for each name under `metadata`, in small letters.

    In bulk a row has neither status nor dateLastModified, as the CSV binding asks; a status that the standard
    does not know stays, so that a check finds it.
    """

    headers: tuple[str, ...]
    mode: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)

    def row(self, obj: Mapping[str, Any]) -> Row | None:
        """The cells of one object; None for a row that is marked as deleted in a bulk export."""
        fields = {key.casefold(): value for key, value in obj.items()}
        row = {header: self._cell(header, fields) for header in self.headers}
        if "role" in row and not row["role"] and isinstance(fields.get("roles"), list):
            self._take_role_of_12(row, fields["roles"])
        row |= {self.metadata[key]: value for key, value in metadata_of(obj) if key in self.metadata}
        return self._as_mode_wants(row)

    def roles(self, obj: Mapping[str, Any]) -> Iterator[Row]:
        """The rows of roles.csv of a 1.2 user. They have no id of their own in REST: one is made from what they say.

        A role that stands twice gets two ids, as it would have two rows in an export.
        """
        user = text_of(obj.get("sourcedId"))
        stamps = {"status": text_of(obj.get("status")), "dateLastModified": text_of(obj.get("dateLastModified"))}
        twins: Counter[str] = Counter()
        roles = obj.get("roles")
        for role in roles if isinstance(roles, list) else ():
            if not isinstance(role, dict):
                self.left_out["roles"] += 1
                continue
            row = {
                "userSourcedId": user,
                "roleType": text_of(role.get("roleType")),
                "role": text_of(role.get("role")),
                "beginDate": text_of(role.get("beginDate")),
                "endDate": text_of(role.get("endDate")),
                "orgSourcedId": _reference(role.get("org")),
                "userProfileSourcedId": _reference(role.get("userProfile")) or text_of(role.get("userProfile")),
            }
            made = blake2b("\0".join(row.values()).encode("utf-8", "replace"), digest_size=12).hexdigest()
            twins[made] += 1
            name = f"role-{made}" + (f"-{twins[made]}" if twins[made] > 1 else "")
            whole = self._as_mode_wants({"sourcedId": name, **stamps, **row})
            if whole is not None:
                yield whole

    def _as_mode_wants(self, row: Row) -> Row | None:
        if self.mode == "delta":
            return row
        status = row["status"].strip().casefold()
        if status == "tobedeleted":
            return None
        row["dateLastModified"] = ""
        if status == "active":
            row["status"] = ""
        return row

    def _cell(self, header: str, fields: Mapping[str, Any]) -> str:
        if is_forbidden(header):
            return ""
        name = header.casefold()
        for field_name in (name, OTHER_NAMES.get(name, name), *_reference_names(name)):
            if field_name in fields:
                return self._written(header, fields[field_name])
        return ""

    def _written(self, header: str, value: Any) -> str:
        if isinstance(value, dict):
            found = _reference(value)
            if not found and value:
                self.left_out[header] += 1
            return found
        if not isinstance(value, list):
            return text_of(value)
        cells = [self._entry(header, entry) for entry in value]
        return ",".join(cell for cell in cells if cell)

    def _entry(self, header: str, entry: Any) -> str:
        if isinstance(entry, dict) and "identifier" in entry:
            return f"{{{text_of(entry.get('type'))}:{text_of(entry['identifier'])}}}"
        return self._written(header, entry)

    def _take_role_of_12(self, row: Row, roles: list[Any]) -> None:
        """A 1.1 address that answers with users of 1.2: the primary role is the role, all orgs are the orgs."""
        known = [role for role in roles if isinstance(role, dict)]
        known.sort(key=lambda role: text_of(role.get("roleType")).casefold() != "primary")
        if known:
            row["role"] = text_of(known[0].get("role"))
            orgs = dict.fromkeys(filter(None, (_reference(role.get("org")) for role in known)))
            row["orgSourcedIds"] = row.get("orgSourcedIds") or ",".join(orgs)


def metadata_of(obj: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The plain values under `metadata`, by name in small letters; what is nested or empty there has no cell."""
    metadata = obj.get("metadata")
    for key, value in metadata.items() if isinstance(metadata, dict) else ():
        if isinstance(value, str | int | float) and (text := text_of(value)):
            yield key.strip().casefold(), text


def text_of(value: Any) -> str:
    """A JSON value as a cell: yes and no in small letters, nothing for null and for what is nested."""
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # Halves of characters cannot be written as UTF-8.
    return str(value).replace("\0", "").encode("utf-8", "replace").decode()


def _reference(value: Any) -> str:
    """The id in `{href, sourcedId, type}`."""
    return text_of(value.get("sourcedId")) if isinstance(value, dict) else ""


def _reference_names(name: str) -> tuple[str, ...]:
    """Under which names a reference stands in REST: `org` for `orgsourcedid`, `terms` for `termsourcedids`."""
    if name.endswith("sourcedids"):
        return (name.removesuffix("sourcedids") + "s",)
    return (name.removesuffix("sourcedid"),) if name.endswith("sourcedid") and name != "sourcedid" else ()
