"""The AsyncAPI document of the stream, as something frames can be held against."""

from __future__ import annotations

import functools
import importlib.resources
import json
from typing import cast

import jsonschema
import yaml

JsonObject = dict[str, object]


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
def _validators() -> dict[str, jsonschema.Draft7Validator]:
    """A validator for each type of frame."""
    found = {}
    for message in part("components", "messages").values():
        assert isinstance(message, dict)
        schema = {"allOf": [message["payload"]], "components": part("components")}
        jsonschema.Draft7Validator.check_schema(schema)
        found[str(message["name"])] = jsonschema.Draft7Validator(schema)
    return found


def frame_types() -> set[str]:
    """The type of every frame the document knows."""
    return set(_validators())


def checked_frame(text: str | bytes) -> JsonObject:
    """The frame, after holding it against the document.

    Raises:
        jsonschema.ValidationError: it is not what the document says.
    """
    frame = json.loads(text)
    validator = _validators().get(frame["type"])
    if validator is None:
        raise jsonschema.ValidationError(f"the document does not know {frame['type']}")
    validator.validate(frame)
    return cast(JsonObject, frame)
