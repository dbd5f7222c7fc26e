"""Makes readers of every kind in a data folder and prints their session cookies as JSON."""

from __future__ import annotations

import json
import os
import sys

ROLES = ("technology_leader", "data_steward", "cabinet_member", "registrar", "registrar", "school_leader")


def main(data: str, readers: int) -> None:
    """Make them, each with a session of their own."""
    os.environ |= {"CUPOLA_DATA": data, "DJANGO_SETTINGS_MODULE": "cupola.site.settings"}
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from cupola.workspace import people, publishing
    from cupola.workspace.models import School, User
    from cupola.workspace.people import Wanted
    from cupola.workspace.policy import can

    publishing.publish()
    schools = list(School.objects.filter(kind="school", students__gt=0))
    cookies = []
    for number in range(readers):
        email = f"reader{number}@harbor.example"
        user = User.objects.filter(email=email).first() or User.objects.create_user(email, f"Reader {number}")
        role = ROLES[number % len(ROLES)]
        near = (schools[number % len(schools)],) if role in ("registrar", "school_leader") else ()
        people.give_role(user, Wanted(role, schools=near), by=None)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
        cookies.append({"cookie": cookie, "sees_deliveries": can(user, "see deliveries")})
    print(json.dumps(cookies))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
