"""Settings from file, environment and options: which one wins, what a refusal says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from uis_desktop.relay.config import SETTINGS, ConfigRefused, read_config


def _file(folder: Path, text: str) -> str:
    file = folder / "relay.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_option_beats_environment_beats_file_beats_default(tmp_path: Path) -> None:
    file = _file(tmp_path, 'data = "/from/file"\nlisten = "127.0.0.1:1"\nkeep_days = 3\n')
    config = read_config(
        {"config": file, "data": "/from/option"},
        environment={"UIS_RELAY_DATA": "/from/environment", "UIS_RELAY_LISTEN": "127.0.0.1:2"},
    )
    assert config.data == Path("/from/option")
    assert config.port == 2
    assert config.keep_days == 3
    assert config.log_format == "text"


def test_the_environment_can_name_the_file(tmp_path: Path) -> None:
    file = _file(tmp_path, 'data = "/d"\ntrusted_proxies = ["10.0.0.0/8", "::1"]\n')
    config = read_config(environment={"UIS_RELAY_CONFIG": file})
    assert [str(network) for network in config.trusted_proxies] == ["10.0.0.0/8", "::1/128"]


#: What is wrong for a setting, and a word of what is said about it.
WRONG = {
    "data": {"a\0b": "not a path", "~no-such-user-here/data": "no such user"},
    "listen": {
        "8080": "HOST:PORT",
        ":8080": "HOST:PORT",
        "127.0.0.1:70000": "HOST:PORT",
        "127.0.0.1:" + "9" * 5000: "HOST:PORT",
        "127.0.0.1:http": "HOST:PORT",
    },
    "public_url": {
        "relay.example": "http or https",
        "ftp://relay.example": "http or https",
        "https://user:secret@relay.example": "http or https",
        "https://relay.example?a=b": "http or https",
        "https://relay example": "http or https",
        "https://relay.example:port": "not an address",
    },
    "keep_days": {"ten": "a number", "-1": "a number", "1.5": "a number", "1000000": "a number"},
    "log": {"redis://127.0.0.1": "nats://", "nats://": "nats://", "nats://h:port": "nats://"},
    "nats_credentials": {"~no-such-user-here/nats.creds": "no such user"},
    "tls_certificate": {"/c.pem": "belong together"},
    "tls_key": {"/k.pem": "belong together"},
    "trusted_proxies": {"10.0.0.0/8,proxy": "networks", "10.0.0.1/8": "host bits"},
    "log_format": {"xml": "json", "JSON": "json"},
    "metrics_token": {"ключ": "ASCII", "two words": "no spaces"},
}


def test_every_setting_is_tried_with_something_wrong() -> None:
    assert WRONG.keys() == {setting.name for setting in SETTINGS}


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        pytest.param(setting, value, says, id=f"{setting}={value[:20]!r}")
        for setting, wrong in WRONG.items()
        for value, says in wrong.items()
    ],
)
def test_a_refusal_names_the_setting_and_its_place(
    tmp_path: Path, setting: str, value: str, says: str
) -> None:
    described = next(known for known in SETTINGS if known.name == setting)
    with pytest.raises(ConfigRefused) as by_option:
        read_config({"data": "/d", **{setting: value}}, environment={})
    assert described.option in by_option.value.detail
    assert says in by_option.value.detail
    with pytest.raises(ConfigRefused) as by_environment:
        read_config(environment={"UIS_RELAY_DATA": "/d", described.variable: value})
    assert described.variable in by_environment.value.detail
    lines = {"data": "/d", setting: value}.items()
    file = _file(tmp_path, "".join(f"{name} = {json.dumps(text)}\n" for name, text in lines))
    with pytest.raises(ConfigRefused) as by_file:
        read_config({"config": file}, environment={})
    assert f"{file}: {setting}" in by_file.value.detail


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("publicurl = 'https://r.example'", "did you mean public_url?"),
        ("keep_days = true", "keep_days"),
        ("keep_days = ", "not TOML"),
        ("[keep_days]\nn = 1", "keep_days"),
    ],
)
def test_a_bad_file_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigRefused) as refused:
        read_config({"config": _file(tmp_path, text), "data": "/d"}, environment={})
    assert says in refused.value.detail


def test_an_empty_text_in_the_file_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    file = _file(tmp_path, 'data = ""\npublic_url = ""\ntrusted_proxies = []\n')
    config = read_config({"config": file}, environment={"UIS_RELAY_DATA": "/d"})
    assert (config.data, config.public_url, config.trusted_proxies) == (Path("/d"), None, ())
    with pytest.raises(ConfigRefused, match="--data"):
        read_config({"config": file}, environment={})


def test_a_missing_file_and_missing_data_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigRefused, match="No such file"):
        read_config({"config": str(tmp_path / "none.toml")}, environment={})
    with pytest.raises(ConfigRefused, match="--data"):
        read_config(environment={})


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        ("public_url", "https://me:canary@relay.example"),
        ("public_url", "https://me:canary@relay.example:port"),
        ("log", "nats://me:canary@n1,redis://me:canary@n2"),
        ("log", "nats://me:canary@n1"),
        ("log", "tls://n1,tls://canary@n2"),
    ],
)
def test_a_refused_address_is_told_without_its_password(setting: str, address: str) -> None:
    with pytest.raises(ConfigRefused) as refused:
        read_config({"data": "/d", setting: address}, environment={})
    assert setting.split("_")[0] in refused.value.detail
    assert "canary" not in refused.value.detail


def test_secrets_have_no_option_and_no_place_in_a_repr() -> None:
    config = read_config({"data": "/d"}, environment={"UIS_RELAY_METRICS_TOKEN": "canary"})
    assert config.metrics_token == "canary"
    shared = read_config({"data": "/d"}, environment={"UIS_RELAY_LOG": "nats://me:canary@n1"})
    assert shared.log == "nats://me:canary@n1"
    assert "canary" not in f"{config!r} {shared!r}"
    assert read_config({"data": "/d", "metrics_token": "x"}, environment={}).metrics_token == "x"
