"""Pictures of the first run: the form, all that can go wrong with it, and the test ring."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from tests.ui import samples
from uis_desktop import errors
from uis_desktop.core.events import Employee
from uis_desktop.core.fates import Fate
from uis_desktop.core.lines import Line
from uis_desktop.core.link import LinkState, LinkView
from uis_desktop.core.phone import Number
from uis_desktop.core.ring_test import RingProblem, RingReport, RingStep
from uis_desktop.session.sign_in import SignInForm
from uis_desktop.session.which_number import WhichNumber
from uis_desktop.ui.check.first_ring import FirstRing
from uis_desktop.ui.signing.other_invite import OtherInvite
from uis_desktop.ui.signing.sign_in_dialog import SignInDialog
from uis_desktop.ui.theme import Theme

INVITE = "uis-desktop://enrol?relay=https%3A%2F%2Frelay.example&code=abc"
FORM = SignInForm(
    invite=INVITE,
    login="maria",
    password="wrong",
    call_api_url="https://calls.example/v4.0",
    virtual_phone_number="",
)
_REFUSED_AT = "Access from 203.0.113.77 is not allowed"
PROBLEMS: tuple[errors.UisError, ...] = (
    errors.SignInRefused("x"),
    errors.InviteRefused("x"),
    errors.NotAnInvite("x"),
    errors.ServiceRefused("ip_not_whitelisted", message=_REFUSED_AT),
    errors.ServiceRefused("component_disabled"),
    errors.ServiceUnreachable("x"),
    errors.OutcomeUnknown("x"),
    errors.WebPageInstead("x", "relay.example"),
    errors.CertificateRefused("x", "relay.example"),
    errors.ReplyNotUnderstood("x"),
)


def forms() -> Iterable[QWidget]:
    """The empty form, and as it looks at a second start."""
    empty = SignInDialog(enrolled=False, secrets_kept=True)
    bare = SignInDialog(enrolled=False, secrets_kept=False)
    bare.show_invite(INVITE)
    again = SignInDialog(enrolled=True, secrets_kept=False)
    again.show_problem(errors.SecretsLocked("x"))
    for dialog in (empty, bare, again):
        dialog.show()
        yield dialog


def numbers() -> Iterable[QWidget]:
    """The last question: offered, another one, and not known."""
    lines = tuple(
        Line(phone_number=Number(f"+7495000000{at}"), name=name)
        for at, name in enumerate(("Приёмная", samples.LONG_NAME, None))
    )
    employee = Employee(id="1", name="Иванова Анна")
    named = Employee(id="1", name=samples.LONG_NAME)
    off = errors.ServiceRefused("method_component_disabled")
    for which in (
        WhichNumber(employee=employee, lines=lines),
        WhichNumber(employee=named, lines=()),
        WhichNumber(employee=employee, lines=(), why=off),
    ):
        dialog = SignInDialog(enrolled=False, secrets_kept=True)
        dialog.show_invite(INVITE)
        dialog.ask_number(which)
        dialog.show()
        yield dialog


def problems() -> Iterable[QWidget]:
    """The form with each thing that goes wrong."""
    for problem in PROBLEMS:
        dialog = SignInDialog(enrolled=False, secrets_kept=True)
        dialog.fill(FORM)
        dialog.show_problem(problem)
        dialog.show()
        yield dialog


def first_rings(theme: Theme) -> Iterable[QWidget]:
    """Before, well, and badly; and the question to who is signed in already."""
    now = samples.NOW
    live = LinkView(state=LinkState.LIVE, employee_name=samples.LONG_NAME, last_event_at=now)
    for reached in (0, len(RingStep), 2):
        window = FirstRing(theme)
        if reached:
            window.show_link(live)
            report = RingReport(
                call_session_id="t",
                steps={step: now + timedelta(milliseconds=9) for step in list(RingStep)[:reached]},
                problem=None if reached == len(RingStep) else RingProblem.NOT_CONNECTED,
            )
            window.ring.show_report(report, (Fate.PAINTED, now) if report.problem is None else None)
        window.show()
        yield window
    # That of the picture before.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    OtherInvite(print, print).ask(INVITE)
    yield from (box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox))
