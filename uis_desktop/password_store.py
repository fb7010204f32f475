"""The password store of the system; the only place that knows keyring.

The desktop keeps its password and token there, the relay the keys of UIS.  Only
stores that keep secrets safe are used.  keyring itself would fall back to files in
plain text, or to nothing, without a word.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Generic, TypeVar

import keyring.core
from keyring.backend import KeyringBackend, get_all_keyring
from keyring.backends.chainer import ChainerBackend

from uis_desktop.errors import SecretsLocked, SecretsUnavailable

_T = TypeVar("_T")

_SERVICE = "uis_desktop"

#: The back ends that encrypt, by class: a plug-in of the same family may not.
_SAFE = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
    }
)


class SystemPasswords:
    """Secrets in the system's store; a prompt of the store may take a while."""

    def __init__(self, *, scope: str = "", deadline_s: float = 10.0) -> None:
        """``scope`` keeps several installations of one user apart."""
        self._service = f"{_SERVICE}:{scope}" if scope else _SERVICE
        self._deadline_s = deadline_s
        self._one_at_a_time = asyncio.Lock()
        self._running: Future[None] | None = None

    async def check(self) -> None:
        """Find out whether the store can be used, without touching a secret.

        Raises:
            SecretsLocked, SecretsUnavailable
        """
        await self.read("is the store open?")

    async def read(self, name: str) -> str | None:
        """The secret, or None if there is none.

        Raises:
            SecretsLocked, SecretsUnavailable
        """
        return await self._do(lambda store: store.get_password(self._service, name))

    async def write(self, name: str, secret: str) -> None:
        """Keep the secret.

        Raises:
            SecretsLocked, SecretsUnavailable
        """
        await self._do(lambda store: store.set_password(self._service, name, secret))

    async def delete(self, name: str) -> None:
        """Forget the secret; no error if there is none.

        Raises:
            SecretsLocked, SecretsUnavailable
        """

        def forget(store: KeyringBackend) -> None:
            if store.get_password(self._service, name) is not None:
                store.delete_password(self._service, name)

        await self._do(forget)

    async def _do(self, work: Callable[[KeyringBackend], _T]) -> _T:
        """Work with the store on a thread, as long as the deadline allows.

        A locked store may block for ever.  Its thread is then left behind: it
        holds nothing, and the program can end without it.  Until it is done
        nothing else is asked, so that there is one prompt on the screen, not ten.
        """
        errand = _Errand(lambda: work(_safe_store()))
        try:
            async with asyncio.timeout(self._deadline_s), self._one_at_a_time:
                if self._running is not None:
                    await asyncio.wrap_future(self._running)
                self._running = errand.over
                threading.Thread(target=errand.run, name="password store", daemon=True).start()
                await asyncio.wrap_future(errand.over)
        except TimeoutError as error:
            raise SecretsLocked(
                f"the password store has not answered for {self._deadline_s:.0f} s"
            ) from error
        return errand.outcome()


class _Errand(Generic[_T]):
    """Work for another thread; what it raises is kept for the one who waits.

    Attributes:
        over: done when the work is, however it went.
    """

    def __init__(self, work: Callable[[], _T]) -> None:
        self._work = work
        self._result: list[_T] = []
        self._failure: BaseException | None = None
        self.over: Future[None] = Future()
        # So that nobody who gives up waiting can cancel what runs.
        self.over.set_running_or_notify_cancel()

    def run(self) -> None:
        """Do the work; never raises."""
        with self:
            self._result.append(self._work())

    def __enter__(self) -> None:
        """Begin to work."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        """Keep the failure instead of raising it on a thread where nobody listens."""
        self._failure = failure
        self.over.set_result(None)
        return True

    def outcome(self) -> _T:
        """The result of work that is over.

        Raises:
            SecretsLocked, SecretsUnavailable: every failure of a store is one
                of them.  Stores are plug-ins over D-Bus and system libraries:
                the types of their errors are an open set.
        """
        failure = self._failure
        if failure is None:
            return self._result[0]
        if isinstance(failure, SecretsUnavailable):
            raise failure
        raise SecretsLocked(f"password store: {type(failure).__name__}") from failure


def _safe_store() -> KeyringBackend:
    """The store to use; looked for anew each time, since it may start after us.

    Raises:
        SecretsUnavailable: there is none, or the one configured is not safe.
    """
    get_all_keyring()  # Loads the plug-ins; what it returns is remembered from the first time.
    configured = _configured()
    if configured is not None and not isinstance(configured, ChainerBackend):
        if _name(type(configured)) not in _SAFE:
            raise SecretsUnavailable(f"password store {_name(type(configured))} is not safe")
        return configured
    safe = [kind for kind in KeyringBackend.get_viable_backends() if _name(kind) in _SAFE]
    if not safe:
        raise SecretsUnavailable("no password store that keeps secrets safe")
    return max(safe, key=_priority)()


def _configured() -> KeyringBackend | None:
    """The store a person chose for keyring, in the environment or its settings file."""
    try:
        return keyring.core.load_env() or keyring.core.load_config()
    except (RuntimeError, ImportError, AttributeError, ValueError) as error:
        raise SecretsUnavailable(f"configured password store: {error}") from error


def _priority(kind: type[KeyringBackend]) -> float:
    return float(kind.priority)


def _name(kind: type[KeyringBackend]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
