"""The AsyncAPI document of the stream, as something frames can be held against.

Every frame that any test hears is, tens of thousands of them: by jsonschema_rs, as
jsonschema takes longer for a frame than relay and desktop together.
"""

from __future__ import annotations

import functools
import importlib.resources
import json
from typing import cast

import jsonschema_rs
import yaml

JsonObject = dict[str, object]

#: What AsyncAPI's schemas are a superset of.
_DRAFT_7 = "http://json-schema.org/draft-07/schema#"


class NotDescribed(ValueError):
    """A frame that is not what the document says."""


@functools.cache
def document() -> JsonObject:
    """The whole document."""
    text = importlib.resources.files("uis_desktop.wire").joinpath("stream.asyncapi.yaml")
    return cast(JsonObject, yaml.safe_load(text.read_text("utf-8")))


def part(*path: str) -> JsonObject:
    """An object inside of it."""
    found: object = document()
    for name in path:
        assert isinstance(found, dict)
        found = found[name]
    return cast(JsonObject, found)


@functools.cache
def _validators() -> dict[str, jsonschema_rs.Draft7Validator]:
    """A validator for each type of frame."""
    found = {}
    for message in part("components", "messages").values():
        assert isinstance(message, dict)
        schema = {
            "$schema": _DRAFT_7,
            "allOf": [message["payload"]],
            "components": part("components"),
        }
        jsonschema_rs.meta.validate(schema)
        found[str(message["name"])] = jsonschema_rs.Draft7Validator(schema)
    return found


def frame_types() -> set[str]:
    """The type of every frame the document knows."""
    return set(_validators())


def checked_frame(text: str | bytes) -> JsonObject:
    """The frame, after holding it against the document.

    Raises:
        NotDescribed
    """
    frame = json.loads(text)
    validator = _validators().get(frame["type"])
    if validator is None:
        raise NotDescribed(f"the document does not know {frame['type']}")
    try:
        validator.validate(frame)
    except jsonschema_rs.ValidationError as error:
        raise NotDescribed(str(error)) from error
    return cast(JsonObject, frame)
