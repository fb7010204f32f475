"""The AsyncAPI document and the codec say the same."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from tests.wire.stream_schema import NotDescribed, checked_frame, frame_types, part
from uis_desktop.core.events import EVENT_TYPES, Employee, Kind
from uis_desktop.core.parameters import ShownParameter
from uis_desktop.core.phone import Number
from uis_desktop.wire.codec import (
    encode_call,
    encode_gap,
    encode_live,
    encode_policy,
    encode_resume,
    encode_welcome,
    event_to_json,
)
from uis_desktop.wire.frames import PROTOCOL, Gap, GapReason, Policy, Resume, Welcome

AT = datetime(2024, 5, 17, 7, 15, 30, 123000, tzinfo=UTC)


def call_frame(kind: Kind) -> bytes:
    event = EVENT_TYPES[kind](call_session_id="987654321", at=AT)
    return encode_call(
        event_to_json(event),
        kind=kind,
        call_session_id="987654321",
        epoch="e",
        number=17,
        received_at=AT,
        sent_at=AT,
        source="/accounts/acme",
    )


def test_document_describes_every_frame_there_is() -> None:
    words = ("resume", "welcome", "policy", "live", "gap")
    streams = {f"uis.stream.{word}" for word in words}
    assert frame_types() == streams | {f"uis.call.{kind.value}" for kind in Kind}


@pytest.mark.parametrize("kind", Kind)
def test_call_frame_of_each_kind_is_as_the_document_says(kind: Kind) -> None:
    assert checked_frame(call_frame(kind))["sequence"] == 17


@pytest.mark.parametrize("kind", Kind)
def test_document_names_exactly_the_fields_of_the_normal_form(kind: Kind) -> None:
    name = "".join(word.title() for word in kind.value.split("_"))
    own = part("components", "schemas", f"{name}Frame")["allOf"]
    assert isinstance(own, list)
    described = {*part("components", "schemas", "Event", "properties")}
    described |= {*own[1]["properties"]["data"]["properties"]}
    assert described == {"kind"} | {field.name for field in dataclasses.fields(EVENT_TYPES[kind])}


def test_frames_around_the_calls_are_as_the_document_says() -> None:
    employee = Employee(id="123456", name="Иванова Анна", lines=(Number("+74950000001"),))
    policy = Policy(parameters=(ShownParameter(name="order_id", label="Заказ"),))
    welcome = Welcome(epoch="e", latest=42, employee=employee, policy=policy, sent_at=AT)
    for text in (
        encode_resume(Resume(protocol=PROTOCOL, epoch=None, after=0)),
        encode_welcome(welcome, source="/accounts/acme"),
        encode_policy(policy, "e", source="/accounts/acme"),
        encode_live("e", 42, source="/accounts/acme"),
        encode_gap(Gap(from_=1, to=9, reason=GapReason.TRIMMED), "e", source="/accounts/acme"),
    ):
        checked_frame(text)


def test_document_refuses_a_frame_without_its_number() -> None:
    with pytest.raises(NotDescribed):
        checked_frame(call_frame(Kind.WAITING).replace(b'"sequence"', b'"number"'))
