"""What the administrator of this computer says of the settings: files and the environment."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from uis_desktop.core.policy import Policy, PolicyProblem, Ruling, Source
from uis_desktop.wire.policy_rules import ReadRules, read_toml, read_variables

logger = logging.getLogger(__name__)

PREFIX = "UIS_DESKTOP_"
#: Variables with the prefix that are no settings (:mod:`uis_desktop.command_line`).
OTHERS = frozenset({"CONFIG_DIR", "DATA_DIR", "INVITE", "LANGUAGE", "LOG_LEVEL", "PICTURES"})
#: A file for people; of a longer one the beginning is read.
_LONGEST = 1_000_000


def local_policy(files: Sequence[Path], environment: Mapping[str, str]) -> Policy:
    """The rules of this computer; the first of the files that names a setting counts.

    What is not understood is named in the log and hinders nothing.
    """
    rules: dict[str, Ruling] = {}
    for path in files:
        read = _of_file(path)
        _complain(str(path), read.problems)
        rules = {**read.rules, **rules}
    variables = read_variables(_variables(environment))
    _complain("environment", [_full_name(one) for one in variables.problems])
    return Policy({Source.FILE: rules, Source.ENVIRONMENT: variables.rules})


def _of_file(path: Path) -> ReadRules:
    try:
        with path.open("rb") as file:
            body = file.read(_LONGEST)
        read = read_toml(body.decode(), Source.FILE)
    except (FileNotFoundError, NotADirectoryError):
        return ReadRules({})
    except (OSError, ValueError) as error:
        return ReadRules({}, [PolicyProblem("nothing in it counts", str(error))])
    logger.info("policy: %s decides about %d settings", path, len(read.rules))
    return read


def _variables(environment: Mapping[str, str]) -> dict[str, str]:
    """What follows the prefix; Windows has all names in capitals, so it is folded."""
    named = {name.upper(): text for name, text in environment.items()}
    return {
        name.removeprefix(PREFIX): text
        for name, text in named.items()
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in OTHERS
    }


def _full_name(problem: PolicyProblem) -> PolicyProblem:
    return PolicyProblem(PREFIX + problem.key, problem.why)


def _complain(where: str, problems: Sequence[PolicyProblem]) -> None:
    for problem in problems:
        logger.warning("policy: %s: %s; this entry does not count", where, problem)
