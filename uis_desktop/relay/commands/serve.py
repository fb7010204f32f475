"""``serve``: run the relay until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from argparse import Namespace

from uis_desktop.relay.commands.output import print_json
from uis_desktop.relay.config import Config
from uis_desktop.relay.logs import start_logging
from uis_desktop.relay.resources import raise_file_limit
from uis_desktop.relay.server import Relay

if sys.platform == "win32":
    new_event_loop = asyncio.new_event_loop
else:
    from uvloop import new_event_loop

#: The log's writer takes the interpreter's lock a few times a commit; with Python's own
#: 5 ms a busy loop would make it wait longer than the disk does.
_SWITCH_S = 0.0005
#: A notification makes some dozens of objects that are looked at for rings of references;
#: with Python's own 700 that is done all the time, and hardly ever finds one.
_GARBAGE = 20_000

_log = logging.getLogger(__name__)


def serve(config: Config, options: Namespace) -> int:
    """Serve; 0 after a wish to stop, 1 if the relay could not go on."""
    start_logging(as_json=config.log_format == "json", verbose=options.verbose)
    limit = raise_file_limit()
    sys.setswitchinterval(_SWITCH_S)
    gc.set_threshold(_GARBAGE)
    _log.info("open files: %s", "no limit of its own" if limit is None else limit)
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        return runner.run(_serve(config))


async def _serve(config: Config) -> int:
    relay = Relay(config)
    await relay.start()
    stopping = _wish_to_stop()
    try:
        print_json({"event": "ready", "url": relay.listening_url})
        sys.stdout.flush()
        _log.info("accepting at %s", relay.listening_url)
        await asyncio.wait({stopping, relay.failed}, return_when=asyncio.FIRST_COMPLETED)
        why = relay.failed.result() if relay.failed.done() else None
    finally:
        await relay.stop()
    if why is not None:
        _log.critical("stopped: %s", why)
        return 1
    _log.info("stopped")
    return 0


def _wish_to_stop() -> asyncio.Future[str]:
    """Done at SIGTERM or SIGINT."""
    loop = asyncio.get_running_loop()
    stopping: asyncio.Future[str] = loop.create_future()

    def stop() -> None:
        if not stopping.done():
            stopping.set_result("asked to stop")

    if sys.platform != "win32":
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop)
    return stopping
