"""What is done with a call that goes on, against the real simulator process."""

from __future__ import annotations

import pytest

from tests.adapters.office import Office, both_ways
from uis_desktop.core.phone import Phone
from uis_desktop.errors import CallRefused
from uis_desktop.uis_api.call_listing import Direction
from uis_desktop.uis_api.call_messages import Recording, Speech
from uis_desktop.uis_api.call_starts import (
    InformerCall,
    SimpleCall,
    StartCall,
    VirtualNumberCall,
)
from uis_desktop.uis_api.leg_states import LegState

pytestmark = pytest.mark.timeout(40)

MUSIC = Recording("301")
COLLEAGUE, COLLEAGUE_SIP = 123457, Phone("0412346", internal=True)


@both_ways
async def test_a_contact_waits_and_is_taken_back(office: Office) -> None:
    call, control = await office.talk(), office.api.control
    await control.hold(call, MUSIC)
    assert await office.state_of(call) == "held"
    await control.unhold(call)
    assert await office.state_of(call) == "talking"
    await control.hold(call, Speech("Одну минуту"))
    assert await office.state_of(call) == "held"


@both_ways
async def test_a_contact_is_handed_over_after_a_consultation(office: Office) -> None:
    call, control = await office.talk(), office.api.control
    await control.hold(call, MUSIC)
    await control.consult(call, COLLEAGUE_SIP)
    await office.pick_up(call, COLLEAGUE)
    assert await office.state_of(call) == "operators_talk"
    await control.transfer(call)
    assert await office.state_of(call) == "talking"
    (listed,) = await office.api.listing.calls()
    assert listed.concerns(str(COLLEAGUE))


@both_ways
async def test_a_consultation_is_given_up(office: Office) -> None:
    call, control = await office.talk(), office.api.control
    await control.hold(call, MUSIC)
    await control.consult(call, Phone("102", internal=True))
    await control.restore(call)
    assert await office.state_of(call) == "talking"


@both_ways
async def test_a_call_is_tagged_recorded_and_shown_in_the_list(office: Office) -> None:
    call, control = await office.talk(), office.api.control
    await control.tag(call, "2")
    with pytest.raises(CallRefused) as refused:
        await control.tag(call, "2")
    assert refused.value.mnemonic == "duplicate_tag"
    with pytest.raises(CallRefused) as refused:
        await control.record(call, on=True)
    assert refused.value.mnemonic == "record_already_started"
    (listed,) = await office.api.listing.calls()
    assert [tag.name for tag in listed.tags] == ["Перезвонить"]
    assert any(leg.is_recorded for leg in listed.legs)
    with pytest.raises(CallRefused) as refused:
        await control.record(call, on=False)
    assert refused.value.mnemonic == "forbidden"


@both_ways
async def test_digits_a_coach_and_the_blacklist(office: Office) -> None:
    call, control = await office.talk(), office.api.control
    await control.send_dtmf(call, "7")
    await control.send_dtmf(call, "#")
    assert (await office.one(call))["dtmf"] == "7#"
    await control.add_coach(call)
    await control.block_contact(call)
    with pytest.raises(CallRefused) as refused:
        await control.block_contact(call)
    assert refused.value.mnemonic == "duplicate_contact"
    assert await office.state_of(call) == "talking"


@both_ways
async def test_buttons_of_the_phone_are_listed_and_used(office: Office) -> None:
    call = await office.talk()
    options = {one.mnemonic: one for one in await office.api.listing.talk_options()}
    assert options["tag_call"].value_id == "1"
    await office.api.control.use_talk_option(call, options["tag_call"].button)
    assert (await office.one(call))["tags"] == ["Целевой"]
    with pytest.raises(CallRefused) as refused:
        await office.api.control.use_talk_option(call, "8")
    assert refused.value.mnemonic == "talk_option_not_found"


@both_ways
async def test_one_leg_is_taken_out_and_with_the_contact_the_call_ends(office: Office) -> None:
    call = await office.talk()
    (listed,) = await office.api.listing.calls()
    (contact,) = [leg for leg in listed.legs if not leg.is_operator]
    await office.api.control.disconnect_leg(call, contact.id)
    assert await office.api.listing.calls() == []
    with pytest.raises(CallRefused) as refused:
        await office.api.control.release(call)
    assert refused.value.mnemonic == "call_session_not_found"


@both_ways
async def test_a_step_at_the_wrong_moment_is_refused_and_changes_nothing(office: Office) -> None:
    call, control = await office.talk(), office.api.control
    for step in (control.unhold(call), control.transfer(call), control.restore(call)):
        with pytest.raises(CallRefused) as refused:
            await step
        assert (refused.value.mnemonic, refused.value.code) == ("invalid_state", -32004)
    assert await office.state_of(call) == "talking"


@both_ways
@pytest.mark.parametrize("states", ["ru", "en"])
async def test_where_every_phone_is_in_both_languages(office: Office, states: str) -> None:
    await office.order("quirks", {"leg_states": states, "one_call": "object"})
    call = await office.dial()
    await office.ring(call)
    (listed,) = await office.api.listing.calls(direction=Direction.OUT)
    assert (listed.call_session_id, listed.external_id) == (call, "tray-1")
    assert {leg.state for leg in listed.legs} == {LegState.DIALLING}
    await office.pick_up(call, office.ready.employee_id)
    await office.pick_up(call)
    (listed,) = await office.api.listing.calls()
    assert {leg.state for leg in listed.legs} == {LegState.TALKING}
    found = await office.api.listing.call_of("tray-1")
    assert found is not None


@pytest.mark.parametrize(
    "call",
    [
        SimpleCall(
            contact=Phone("79001234567"),
            virtual_phone_number="74950000001",
            operator=Phone("79007654321"),
        ),
        VirtualNumberCall(contact=Phone("79001234567"), virtual_phone_number="74950000001"),
        InformerCall(
            contact=Phone("79001234567"),
            virtual_phone_number="74950000001",
            contact_message=Speech("Заказ готов"),
        ),
    ],
    ids=lambda call: call.method,
)
async def test_every_other_start_places_one_call(office: Office, call: StartCall) -> None:
    session = await office.api.start(call)
    (placed,) = await office.calls()
    assert (str(placed["call_session_id"]), placed["direction"]) == (session, "out")
    assert await office.asked(call.method) == ["ok"]
