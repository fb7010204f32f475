"""``check-config``: what keeps the relay from starting, what is unwise, and what is fine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.relay import running
from tests.relay.in_process import command, told
from tests.relay.operations.certificates import make_certificate

#: As behind a proxy on the same machine: nothing to find.
GOOD = {
    "listen": "127.0.0.1:8080",
    "public_url": "https://relay.example",
    "trusted_proxies": ["127.0.0.1", "::1"],
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    told(tmp_path / "data", "account", "add", "acme")
    return tmp_path / "data"


def _checked(data: Path, **settings: object) -> tuple[int, list[tuple[str, str]]]:
    file = data.with_name("relay.toml")
    lines = {**GOOD, **settings}.items()
    file.write_text("".join(f"{name} = {json.dumps(value)}\n" for name, value in lines), "utf-8")
    done = command(data, "check-config", "--config", str(file), "--json")
    found = json.loads(done.stdout)
    assert found["ok"] == (done.returncode == 0)
    return done.returncode, [(one["level"], one["message"]) for one in found["findings"]]


def test_nothing_is_found_where_nothing_is_wrong(data: Path) -> None:
    assert _checked(data) == (0, [])


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"public_url": ""}, "no public_url"),
        ({"public_url": "http://relay.example"}, "public_url is not https"),
        ({"listen": "0.0.0.0:8080"}, "listen is 0.0.0.0, without tls_certificate"),
        ({"listen": "[::]:8080"}, "listen is ::, without tls_certificate"),
        ({"trusted_proxies": []}, "trusted_proxies is empty"),
        ({"trusted_proxies": ["0.0.0.0/0"]}, "trusted_proxies holds every address"),
        ({"keep_days": 0}, "keep_days is 0"),
        ({"metrics_token": "secret"}, "metrics_token is short"),
    ],
)
def test_what_is_unwise_is_told_by_its_setting(
    data: Path, settings: dict[str, object], says: str
) -> None:
    code, findings = _checked(data, **settings)
    assert code == 0
    assert [level for level, _ in findings] == ["warning"]
    assert findings[0][1].startswith(says)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"listen": "no-such-host.invalid:8080"}, "listen: no-such-host.invalid"),
        ({"nats_credentials": "/no/such.creds"}, "nats_credentials: /no/such.creds: No such file"),
        ({"tls_certificate": "/no/c.pem", "tls_key": "/no/k.pem"}, "tls_certificate, tls_key: "),
        ({"keep_days": "for ever"}, "keep_days: "),
        ({"keepdays": 5}, "there is no setting keepdays; did you mean keep_days?"),
    ],
)
def test_what_keeps_the_relay_from_starting_is_an_error(
    data: Path, settings: dict[str, object], says: str
) -> None:
    code, findings = _checked(data, **settings)
    assert code == 1
    assert [level for level, _ in findings] == ["error"]
    assert says in findings[0][1]


def test_a_certificate_that_belongs_to_its_key_is_fine(data: Path) -> None:
    certificate, key = make_certificate(data.parent, "relay")
    tls = {"tls_certificate": str(certificate), "tls_key": str(key), "listen": "0.0.0.0:443"}
    assert _checked(data, **tls, trusted_proxies=[]) == (0, [])
    _, another_key = make_certificate(data.parent, "another")
    code, findings = _checked(data, **{**tls, "tls_key": str(another_key)})
    assert (code, findings[0][0]) == (1, "error")
    assert "belong together" in findings[0][1]


def test_a_folder_others_can_read_is_an_error(data: Path) -> None:
    data.chmod(0o755)
    code, findings = _checked(data)
    assert (code, findings[0][0]) == (1, "error")
    assert f"chmod 700 {data}" in findings[0][1]


@pytest.mark.parametrize(
    ("listen", "says"),
    [("no-such-host.invalid:0", "listen: "), ("203.0.113.1:1", "listen: ")],
)
def test_serve_names_the_setting_it_cannot_use(data: Path, listen: str, says: str) -> None:
    done = running.command(data, "serve", "--listen", listen)
    assert done.returncode == 1
    assert done.stderr.rpartition("uis-relay: ")[2].startswith(says)
    assert "Traceback" not in done.stderr


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_text("")
    done = command(file, "account", "add", "acme")
    assert done.returncode == 1
    assert f"data: {file}: File exists" in done.stderr
