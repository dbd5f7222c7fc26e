"""Settings of a source: what is refused, and where a secret may stand."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from cupola.engine.errors import PullStopped
from cupola.engine.pull.example import write_example
from cupola.engine.pull.settings import Secret, read_source
from tests.engine.pull.conftest import Settle


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"kind": '"sftp"'}, "kind is 'sftp'"),
        ({"kind": "5"}, "kind is no text"),
        ({"base_url": '"http://sis.example.org/v1p2"'}, "does not begin with https"),
        ({"base_url": '"ftp://127.0.0.1/v1p2"'}, "does not begin with https"),
        ({"base_url": '"https://ann.example:word@sis.example.org"'}, "more than host and path"),
        ({"base_url": '"https://sis.example.org/?a=1"'}, "more than host and path"),
        ({"base_url": '"https://[sis"'}, "no address"),
        ({"base_url": ""}, "base_url is missing"),
        ({"token_url": ""}, "token_url is missing"),
        ({"client_id": '""'}, "client_id is missing"),
        ({"client_secret": '"word"'}, "a secret never stands in this file"),
        ({"pagesize": "5"}, "'pagesize' is no setting"),
        ({"page_size": "0"}, "page_size is out of bounds"),
        ({"page_size": "true"}, "page_size is out of bounds"),
        ({"collections": '["../orgs"]'}, "collections is no list of names"),
        ({"collections": "[]"}, "collections is no list of names"),
        ({"secret_file": '"x"'}, "must say secret_env or secret_file"),
        ({"secret_env": ""}, "must say secret_env or secret_file"),
        ({"title": "five"}, "cannot be read as TOML"),
    ],
)
def test_wrong_settings_are_refused_in_plain_words(settle: Settle, data: Path, said: dict[str, str], says: str) -> None:
    settle(**said)
    with pytest.raises(PullStopped, match=r"sis\.toml") as refused:
        read_source(data, "sis")
    assert says in str(refused.value)
    assert "word" not in str(refused.value).replace("password", "")


@pytest.mark.parametrize("name", ["", "../sis", "SIS", "a/b", "-x", "a" * 41])
def test_a_name_is_a_plain_name(data: Path, name: str) -> None:
    with pytest.raises(PullStopped, match="no name of a source"):
        read_source(data, name)


def test_missing_settings_say_how_to_begin(data: Path) -> None:
    with pytest.raises(PullStopped, match="cupola pull --new sis"):
        read_source(data, "sis")


def test_the_example_can_be_read_and_is_never_written_over(data: Path) -> None:
    path = write_example(data, "sis-west")
    source = read_source(data, "sis-west")
    assert (source.kind, source.secret) == ("oneroster-1.2", Secret("CUPOLA_SECRET_SIS_WEST"))
    assert len(source.scope.split()) == 3
    assert tomllib.loads(path.read_text("utf-8"))["collections"] == list(source.collections)
    with pytest.raises(PullStopped, match="is there already"):
        write_example(data, "sis-west")


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights in another way")
def test_a_secret_file_must_be_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "sis.secret"
    path.write_text("s3\n", encoding="utf-8")
    path.chmod(0o640)
    with pytest.raises(PullStopped, match="chmod 600"):
        Secret(file=path).read()
    path.chmod(0o600)
    assert Secret(file=path).read() == "s3"


def test_a_secret_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CUPOLA_NOWHERE", raising=False)
    with pytest.raises(PullStopped, match="holds no secret"):
        Secret(variable="CUPOLA_NOWHERE").read()
    with pytest.raises(PullStopped, match="cannot be read"):
        Secret(file=tmp_path / "nowhere").read()


def test_a_secret_file_lies_beside_the_settings(settle: Settle, data: Path) -> None:
    settle(secret_env="", secret_file='"sis.secret"')
    assert read_source(data, "sis").secret == Secret(file=data / "sources" / "sis.secret")
