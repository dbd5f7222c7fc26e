"""Settings by command line, environment or one file: the first that says something counts, and a slip is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from cupola.site.database import database
from cupola.site.options import FILE, Options, OptionsError, read_options


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "CUPOLA_DATABASE_URL", "CUPOLA_PORT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / FILE


def test_the_command_line_goes_before_the_environment_and_that_before_the_file(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_options(tmp_path).port == 8765
    file.write_text("port = 9001\nthreads = 3\n", encoding="utf-8")
    assert (read_options(tmp_path).port, read_options(tmp_path).threads) == (9001, 3)
    monkeypatch.setenv("CUPOLA_PORT", "9002")
    assert read_options(tmp_path).port == 9002
    assert read_options(tmp_path, {"port": 9003, "host": None}).port == 9003


def test_a_typo_in_the_environment_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPOLA_PROT", "9000")
    with pytest.raises(OptionsError, match=r"no setting CUPOLA_PROT\. Did you mean CUPOLA_PORT\?"):
        read_options(tmp_path)


def test_a_typo_in_the_file_is_named(tmp_path: Path, file: Path) -> None:
    file.write_text('publik_url = "https://cupola.example.org"\n', encoding="utf-8")
    with pytest.raises(OptionsError, match=r"no setting publik_url\. Did you mean public_url\?"):
        read_options(tmp_path)


def test_a_file_that_is_no_toml_is_named_with_its_line(tmp_path: Path, file: Path) -> None:
    file.write_text("port = \n", encoding="utf-8")
    with pytest.raises(OptionsError, match=r"cupola\.toml: is no well-formed TOML.*line 1"):
        read_options(tmp_path)


@pytest.mark.parametrize(("name", "value"), [("port", 70000), ("threads", 0), ("keep_days", "soon")])
def test_a_value_that_cannot_be_is_named(tmp_path: Path, name: str, value: object) -> None:
    with pytest.raises(OptionsError, match=f"setting {name}"):
        read_options(tmp_path, {name: value})


def test_a_secret_is_not_told_when_it_is_wrong(tmp_path: Path, file: Path) -> None:
    file.write_text('port = "hunter2"\n', encoding="utf-8")
    with pytest.raises(OptionsError) as refused:
        read_options(tmp_path)
    assert "hunter2" not in str(refused.value)
    with pytest.raises(OptionsError) as refused:
        database(tmp_path, "mysql://cupola:hunter2@db/cupola")
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
def test_the_network_needs_https(tmp_path: Path, host: str) -> None:
    with pytest.raises(OptionsError, match="without HTTPS"):
        read_options(tmp_path, {"host": host})
    with pytest.raises(OptionsError, match="without HTTPS"):
        read_options(tmp_path, {"host": host, "behind_proxy": True})
    with pytest.raises(OptionsError, match="without HTTPS"):
        read_options(tmp_path, {"host": host, "public_url": "https://cupola.example.org"})
    behind = {"host": host, "behind_proxy": True, "public_url": "https://cupola.example.org"}
    assert read_options(tmp_path, behind).is_https


def test_a_certificate_needs_its_key_and_both_must_be_there(tmp_path: Path) -> None:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    certificate.write_text("", encoding="ascii")
    with pytest.raises(OptionsError, match="one is missing"):
        read_options(tmp_path, {"tls_certificate": certificate})
    with pytest.raises(OptionsError, match=r"setting tls_key: .*key\.pem cannot be read"):
        read_options(tmp_path, {"tls_certificate": certificate, "tls_key": key})


def test_a_public_address_is_an_address(tmp_path: Path) -> None:
    with pytest.raises(OptionsError, match="public_url"):
        read_options(tmp_path, {"public_url": "cupola.example.org"})


def test_the_custom_name_of_the_databases_address_is_read_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://one@db/cupola")
    assert read_options(tmp_path).database_url == "postgresql://one@db/cupola"
    monkeypatch.setenv("CUPOLA_DATABASE_URL", "postgresql://two@db/cupola")
    assert read_options(tmp_path).database_url == "postgresql://two@db/cupola"


def test_the_address_of_a_database_is_taken_apart(tmp_path: Path) -> None:
    made = database(tmp_path, "postgresql://cu%40pola:p%2Fw@db.example.org:5433/dis%20trict?sslmode=require")
    assert (made["USER"], made["PASSWORD"], made["NAME"]) == ("cu@pola", "p/w", "dis trict")
    assert (made["HOST"], made["PORT"], made["OPTIONS"]["sslmode"]) == ("db.example.org", "5433", "require")


def test_every_setting_says_what_it_is() -> None:
    assert [name for name, field in Options.model_fields.items() if not field.description] == []
