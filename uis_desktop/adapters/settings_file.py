"""Settings on disk: who signed in last, and what was chosen.  No secret is ever in here."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from uis_desktop.core.crm_filling import problem_of
from uis_desktop.core.enrolment import Profile
from uis_desktop.core.settings_catalogue import SETTINGS, Setting
from uis_desktop.errors import SettingsUnreadable
from uis_desktop.wire.setting_values import read_value, write_value

logger = logging.getLogger(__name__)

_PROFILE = "profile"
_PREFERENCES = "preferences"
_CRM_RULES = "crm_rules"
_SCHEMES = {
    "relay_url": {"http", "https"},
    "stream_url": {"ws", "wss"},
    "call_api_url": {"http", "https"},
}


class SettingsFile:
    """A JSON object in a file that people can read; other keys in it stay as they are."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Profile | None:
        """The profile, or None on the first start.

        Raises:
            SettingsUnreadable: ``detail`` names the file and the line or key.
        """
        kept = self._read()
        if _PROFILE not in kept:
            return None
        try:
            profile = msgspec.json.decode(kept[_PROFILE], type=Profile)
        except (ValueError, RecursionError) as error:
            raise self._unreadable(f"{_PROFILE}: {error}") from error
        for key, schemes in _SCHEMES.items():
            if key == "call_api_url" and profile.through_relay:
                continue
            if _scheme(getattr(profile, key)) not in schemes:
                raise self._unreadable(f"{_PROFILE}.{key}: not {' or '.join(sorted(schemes))}")
        return profile

    def save(self, profile: Profile) -> None:
        """Keep the profile; after a crash the file is the old or the new one, never half.

        Raises:
            SettingsUnreadable: it cannot be written, or what is there is damaged.
        """
        self._write({**self._read(), _PROFILE: msgspec.Raw(msgspec.json.encode(profile))})

    def remove(self) -> None:
        """Forget the profile (sign-out).

        Raises:
            SettingsUnreadable: as :meth:`save`.
        """
        kept = self._read()
        if kept.pop(_PROFILE, None) is not None:
            self._write(kept)

    def load_choices(self) -> Mapping[str, object]:
        """What was chosen, by the key of the setting.

        A value that is not understood is named in the log, takes no other choice away and
        stays in the file.

        Raises:
            SettingsUnreadable: the file is damaged as a whole; ``detail`` names it.
        """
        choices = _understood(self._choices(self._read()), _say_in_log)
        for number, rule in enumerate(choices.get(_CRM_RULES, ())):
            problem = problem_of(rule)
            if problem is not None:
                # Kept: it is not carried out, and the person corrects it in the settings.
                logger.warning("crm_rules[%d] is not carried out: %s", number, problem.fault)
        return choices

    def save_choices(self, choices: Mapping[str, object]) -> None:
        """Keep these; what is not understood, and keys of a newer version, stay.

        Raises:
            SettingsUnreadable: as :meth:`save`.
        """
        kept = self._read()
        written = self._choices(kept)
        before = _understood(written, _say_nothing)
        for key in before.keys() - choices.keys():
            del written[key]
        for key, chosen in choices.items():
            if key not in before or chosen != before[key]:
                written[key] = write_value(chosen)
        self._write({**kept, _PREFERENCES: write_value(written)})

    def _choices(self, kept: Mapping[str, msgspec.Raw]) -> dict[str, msgspec.Raw]:
        try:
            return msgspec.json.decode(kept.get(_PREFERENCES, b"{}"), type=dict[str, msgspec.Raw])
        except (ValueError, RecursionError) as error:
            raise self._unreadable(f"{_PREFERENCES}: {error}") from error

    def _read(self) -> dict[str, msgspec.Raw]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, msgspec.Raw])
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            raise self._unreadable(str(error)) from error

    def _write(self, kept: dict[str, msgspec.Raw]) -> None:
        text = msgspec.json.format(msgspec.json.encode(kept), indent=2) + b"\n"
        new = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new.unlink(missing_ok=True)
            with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._path)
        except OSError as error:
            raise self._unreadable(f"cannot be written: {error.strerror}") from error

    def _unreadable(self, why: str) -> SettingsUnreadable:
        return SettingsUnreadable(f"{self._path}: {why}")


def _scheme(url: str) -> str | None:
    """The scheme of an address that has a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.scheme if parts.hostname else None


def _understood(
    choices: Mapping[str, msgspec.Raw], complain: Callable[[Setting, ValueError], None]
) -> dict[str, Any]:
    """The value of each setting that was chosen, by its key."""
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        if setting.key in choices:
            try:
                values[setting.key] = read_value(setting, choices[setting.key])
            except ValueError as error:
                if setting.cautious is not None:
                    values[setting.key] = setting.cautious
                complain(setting, error)
    return values


def _say_in_log(setting: Setting, why: ValueError) -> None:
    counts = msgspec.json.encode(setting.if_not_understood).decode()
    logger.warning(
        "%s.%s is not understood, %s counts instead: %s", _PREFERENCES, setting.key, counts, why
    )


def _say_nothing(_setting: Setting, _why: ValueError) -> None:
    """It was said when the choices were read."""
