"""Columns that are never read: passwords, social security numbers, network addresses, places on the map."""

from __future__ import annotations

import re
from itertools import pairwise

SECRETS = (
    "passwd",
    "passphrase",
    "pwd",
    "passwordhash",
    "passwordhashfunction",
    "passwordhashfunctionuploadonly",
    "passwordrequired",
    "newpasswordrequired",
    "airplaypasswordtvosonly",
)
ADDRESSES = (
    *("ip", "ips", "ipv4", "ipv6", "ipaddr", "lastip", "lastipbeat", "lastlanip", "lastwanip", "lanip", "wanip"),
    *("publicip", "privateip", "externalip", "internalip", "remoteip", "clientip", "loginip", "userip"),
    *("subnet", "subnetid", "subnetmask", "wifisubnetid"),
)
PLACES = ("lat", "lng", "latlong", "latlng", "geolocation", "gps", "coordinates", "geopoint")
SURVEY = ("recipientemail", "recipientfirstname", "recipientlastname")
SOCIAL_SECURITY = ("ssn", "socialsecurity", "socialsecuritynumber", "socialsecurityno", "studentssn", "staffssn")
FOLDED = frozenset((*SECRETS, *SOCIAL_SECURITY, *ADDRESSES, *PLACES, *SURVEY))
WORDS = re.compile(r"IPv[46]|WiFi|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
NO_SECRET = ("change", "must", "force", "reset", "expire", "last", "require", "needs")


def is_forbidden(name: str) -> bool:
    """Whether the cells of a column with this header are dropped at the door.

    Covers OneRoster and Clever `password`, Intune `WiFiIPv4Address`, GAM
    `lastKnownNetwork.0.wanIpAddress`, Mosyle `last_ip_beat`, Qualtrics `LocationLatitude` and their like.
    """
    folded = re.sub(r"[^a-z0-9]", "", name.casefold())
    if folded in FOLDED or folded.endswith(("latitude", "longitude")):
        return True
    if folded.endswith("password"):
        return not folded.startswith(NO_SECRET)
    return _names_an_address(name)


def _names_an_address(name: str) -> bool:
    words = [word.casefold() for word in WORDS.findall(name)]
    return any(first in ("ip", "ipv4", "ipv6") and second in ("address", "addr") for first, second in pairwise(words))
