"""Who is let in, and to what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from cupola.workspace.models import Finding
from cupola.workspace.policy import visible

PAGES = ("/", "/search/", "/me/", "/deliveries/", "/findings/", "/schools/", "/gallery/", "/help/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_asked_to_sign_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("address", PAGES)
def test_an_administrator_opens_every_page(cast, as_: Callable[..., Client], address: str) -> None:
    assert as_(cast.ada).get(address).status_code == 200


def test_a_board_reader_cannot_open_findings(cast, as_) -> None:
    answer = as_(cast.cleo).get("/findings/")
    assert answer.status_code == 403
    assert b"not for your role" in answer.content


def test_a_registrar_sees_findings_of_her_school_and_no_other(cast) -> None:
    seen = set(visible(Finding.objects.all(), cast.rosa).values_list("school_id", flat=True))
    assert seen == {cast.schools[0].pk}


def test_a_person_without_a_role_sees_nothing(cast) -> None:
    assert not visible(Finding.objects.all(), cast.dov).exists()


def test_the_first_account_needs_the_link_from_the_terminal(db: None, data, client: Client) -> None:
    assert client.get("/setup/").status_code == 403
    assert client.get("/setup/?token=guessed").status_code == 403
