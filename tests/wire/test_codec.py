"""Frames: what one side writes the other reads, and nothing else is taken for a frame."""

from __future__ import annotations

import json

import pytest

from tests.builders import ME, at, call_ended, incoming, waiting
from uis_desktop.core.events import CallEvent, Kind, kind_of
from uis_desktop.core.parameters import ShownParameter
from uis_desktop.errors import ReplyNotUnderstood
from uis_desktop.wire.codec import (
    decode_frame,
    decode_resume,
    encode_call,
    encode_gap,
    encode_live,
    encode_policy,
    encode_resume,
    encode_welcome,
    event_from_json,
    event_to_json,
)
from uis_desktop.wire.frames import (
    PROTOCOL,
    Call,
    Gap,
    GapReason,
    Live,
    Policy,
    Resume,
    Welcome,
)

SOURCE = "/accounts/acme"
POLICY = Policy(parameters=(ShownParameter(name="a.b", label="Город"),), settings="3")
WELCOME = Welcome(epoch="e1", latest=7, employee=ME, policy=POLICY, sent_at=at(1))
HUGE = "[" * 100_000


def frame_of(event: CallEvent, number: int = 7) -> bytes:
    return encode_call(
        event_to_json(event),
        kind=kind_of(event),
        call_session_id=event.call_session_id,
        epoch="e1",
        number=number,
        received_at=at(2),
        sent_at=at(3),
        source=SOURCE,
    )


def changed(frame: str | bytes, **attributes: object) -> str:
    """The frame with other attributes; None takes one away."""
    told = {**json.loads(frame), **attributes}
    return json.dumps({name: value for name, value in told.items() if value is not None})


@pytest.mark.parametrize("event", [incoming(), waiting(), call_ended()])
def test_event_is_read_as_it_was_written(event: CallEvent) -> None:
    assert event_from_json(event_to_json(event)) == event
    read = decode_frame(frame_of(event))
    assert read == Call(epoch="e1", number=7, received_at=at(2), event=event, sent_at=at(3))


def test_relays_other_frames_are_read_as_they_were_written() -> None:
    gap = Gap(from_=3, to=5, reason=GapReason.TRIMMED)
    assert decode_frame(encode_welcome(WELCOME, source=SOURCE)) == WELCOME
    assert decode_frame(encode_policy(POLICY, "e1", source=SOURCE)) == POLICY
    assert decode_frame(encode_live("e1", 7, source=SOURCE)) == Live()
    assert decode_frame(encode_gap(gap, "e1", source=SOURCE)) == gap


@pytest.mark.parametrize("epoch", ["e1", None])
def test_resume_is_read_as_it_was_written(epoch: str | None) -> None:
    resume = Resume(protocol=PROTOCOL, epoch=epoch, after=7)
    assert decode_resume(encode_resume(resume)) == resume


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        HUGE,
        changed(encode_resume(Resume(protocol=PROTOCOL, epoch=None, after=0)), specversion="0.3"),
        changed(encode_resume(Resume(protocol=PROTOCOL, epoch=None, after=0)), data={}),
        changed(
            encode_resume(Resume(protocol=PROTOCOL, epoch=None, after=0)),
            data={"protocol": PROTOCOL + 1, "epoch": None, "after": 0},
        ),
        encode_resume(Resume(protocol=PROTOCOL, epoch=None, after=-1)),
        encode_live("e1", 7, source=SOURCE),
    ],
)
def test_first_frame_of_another_kind_or_protocol_is_refused(text: str | bytes) -> None:
    with pytest.raises(ReplyNotUnderstood):
        decode_resume(text)


@pytest.mark.parametrize(
    "text",
    [
        HUGE,
        changed(encode_welcome(WELCOME, source=SOURCE), time=None),
        changed(encode_welcome(WELCOME, source=SOURCE), data={"epoch": "e1"}),
        changed(frame_of(waiting()), time=None),
        changed(frame_of(waiting()), id=":7"),
        changed(frame_of(waiting()), id="e1"),
        changed(frame_of(waiting()), id="e1:x"),
        changed(frame_of(waiting()), data={"kind": "waiting"}),
        changed(frame_of(waiting()), data={}),
        changed(frame_of(waiting()), data={"kind": "weather"}),
    ],
)
def test_frame_of_a_wrong_shape_is_refused(text: str | bytes) -> None:
    with pytest.raises(ReplyNotUnderstood):
        decode_frame(text)


def test_frame_or_kind_only_a_newer_relay_knows_is_none() -> None:
    assert decode_frame(changed(frame_of(waiting()), type="uis.call.hologram")) is None
    assert decode_frame(changed(frame_of(waiting()), type="uis.stream.weather")) is None


def test_older_relay_does_not_tell_when_it_sent() -> None:
    read = decode_frame(changed(frame_of(waiting()), recordedtime=None))
    assert isinstance(read, Call)
    assert read.sent_at is None


def test_epoch_may_have_colons_of_its_own() -> None:
    read = decode_frame(changed(frame_of(waiting()), id="a:b:7"))
    assert isinstance(read, Call)
    assert (read.epoch, read.number) == ("a:b", 7)


def test_every_kind_is_its_word_on_the_wire() -> None:
    assert json.loads(event_to_json(incoming()))["kind"] == Kind.INCOMING.value


def test_event_nested_without_end_is_refused() -> None:
    with pytest.raises(ReplyNotUnderstood):
        event_from_json(b'{"kind":' + HUGE.encode())
