"""Settings from file, environment and options: which one wins, what a refusal says."""

from __future__ import annotations

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


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("listen", "8080", "HOST:PORT"),
        ("listen", "127.0.0.1:70000", "HOST:PORT"),
        ("public_url", "relay.example", "http or https"),
        ("public_url", "https://user:secret@relay.example", "http or https"),
        ("keep_days", "ten", "a number"),
        ("log", "redis://127.0.0.1", "nats://"),
        ("trusted_proxies", "10.0.0.0/8,proxy", "networks"),
        ("log_format", "xml", "json"),
        ("tls_certificate", "/c.pem", "belong together"),
        ("tls_key", "/k.pem", "belong together"),
    ],
)
def test_a_refusal_names_the_setting_and_its_place(
    tmp_path: Path, setting: str, value: str, says: str
) -> None:
    described = next(known for known in SETTINGS if known.name == setting)
    with pytest.raises(ConfigRefused) as by_option:
        read_config({"data": "/d", setting: value}, environment={})
    assert described.option in by_option.value.detail
    assert says in by_option.value.detail
    with pytest.raises(ConfigRefused) as by_environment:
        read_config({"data": "/d"}, environment={described.variable: value})
    assert described.variable in by_environment.value.detail
    file = _file(tmp_path, f'data = "/d"\n{setting} = "{value}"\n')
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


def test_a_missing_file_and_missing_data_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigRefused, match="No such file"):
        read_config({"config": str(tmp_path / "none.toml")}, environment={})
    with pytest.raises(ConfigRefused, match="--data"):
        read_config(environment={})


def test_secrets_have_no_option_and_no_place_in_a_repr() -> None:
    config = read_config({"data": "/d"}, environment={"UIS_RELAY_METRICS_TOKEN": "canary"})
    assert config.metrics_token == "canary"
    assert "canary" not in repr(config)
    assert read_config({"data": "/d", "metrics_token": "x"}, environment={}).metrics_token == "x"
