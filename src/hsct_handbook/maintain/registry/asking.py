"""Asking a register politely: one question at a time, not too fast, again after a passing fault, and never for long."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx2
from hishel import SqliteStorage
from hishel.httpx2 import CacheTransport
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from ... import __version__
from .records import Trouble

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that may be another one a little later."""


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds, and how often to ask."""

    attempts: int = 4
    between: float = 1.0
    """Between two questions to one register."""
    first_pause: float = 2.0
    """Before the second attempt; each later pause is twice as long."""
    longest_pause: float = 60.0
    """A register that asks to be left alone for longer is left alone."""
    silence: float = 20.0
    """How long a register may send nothing at all."""
    whole: float = 60.0
    """How long one answer may take from start to end."""
    largest: int = 30_000_000
    """How many bytes one answer may have."""
    keep: float = 6 * 3600
    """How long an answer is kept, so that a second run asks nothing."""


@dataclass
class Clock:
    """Time, as the tests can replace it."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class _Passing(Trouble):
    """A fault that may pass."""

    def __init__(self, message: str, *, down: bool, after: float | None = None) -> None:
        super().__init__(message, down=down)
        self.after = after


@dataclass
class Asker:
    """Asks registers, and keeps their answers for a while in the file `cache`. Close it, or use it in `with`."""

    cache: Path
    patience: Patience = field(default_factory=Patience)
    clock: Clock = field(default_factory=Clock)
    _last: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cache.parent.mkdir(parents=True, exist_ok=True)
        self._storage = SqliteStorage(database_path=self.cache, default_ttl=self.patience.keep)
        transport = CacheTransport(httpx2.HTTPTransport(), storage=self._storage)
        self._client = httpx2.Client(
            transport=transport,
            timeout=self.patience.silence,
            follow_redirects=True,
            headers={"User-Agent": f"hsct-handbook/{__version__} (checks trial states once a week)"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the connections."""
        self._client.close()

    def ask(self, address: str) -> str:
        """The whole answer as text. Raises Trouble, which says in words what happened."""
        for attempt in Retrying(
            retry=retry_if_exception(lambda fault: isinstance(fault, _Passing) and self._is_worth_waiting(fault)),
            stop=stop_after_attempt(self.patience.attempts),
            wait=self._pause,
            sleep=self.clock.sleep,
            reraise=True,
        ):
            with attempt:
                return self._once(address)
        raise AssertionError("tenacity raises the last fault")

    def forget(self, address: str) -> None:
        """Do not keep an answer that could not be read."""
        for entry in self._storage.get_entries(self._key(address)):
            self._storage.remove_entry(entry.id)

    @staticmethod
    def _key(address: str) -> str:
        return f"GET {address}"

    def _is_worth_waiting(self, fault: _Passing) -> bool:
        return fault.after is None or fault.after <= self.patience.longest_pause

    def _pause(self, state: RetryCallState) -> float:
        fault = state.outcome.exception() if state.outcome else None
        if isinstance(fault, _Passing) and fault.after is not None:
            return fault.after
        pause: float = self.patience.first_pause * 2 ** (state.attempt_number - 1)
        return min(pause, self.patience.longest_pause)

    def _once(self, address: str) -> str:
        host = urlsplit(address).netloc
        if not self._storage.get_entries(self._key(address)):
            self._wait_our_turn(host)
        started = self.clock.now()
        chunks, size = [], 0
        try:
            extensions = {"caching": {"key": self._key(address)}}
            with self._client.stream("GET", address, extensions=extensions) as response:
                self._refuse(response, host)
                for chunk in response.iter_bytes():
                    chunks.append(chunk)
                    size += len(chunk)
                    if self.clock.now() - started > self.patience.whole:
                        raise _Passing(f"{host} was too slow: no whole answer in {self.patience.whole:g} s", down=True)
                    if size > self.patience.largest:
                        raise Trouble(f"{host} sent more than {self.patience.largest:,} bytes")
        except httpx2.TimeoutException:
            raise _Passing(f"{host} was too slow: nothing came for {self.patience.silence:g} s", down=True) from None
        except httpx2.ConnectError:
            raise _Passing(f"{host} cannot be reached", down=True) from None
        except httpx2.RemoteProtocolError:
            raise _Passing(f"{host} broke off in the middle of its answer", down=False) from None
        except (httpx2.HTTPError, httpx2.InvalidURL) as fault:
            raise Trouble(f"{host} could not be asked ({type(fault).__name__})", down=True) from None
        return b"".join(chunks).decode("utf-8", errors="replace")

    def _wait_our_turn(self, host: str) -> None:
        last = self._last.get(host)
        now = self.clock.now()
        if last is not None and now - last < self.patience.between:
            self.clock.sleep(self.patience.between - (now - last))
        self._last[host] = self.clock.now()

    def _refuse(self, response: httpx2.Response, host: str) -> None:
        code = response.status_code
        if code in (404, 410):
            raise Trouble(f"{host} has no such study ({code})")
        if code in _PASSING:
            after = _retry_after(response.headers.get("Retry-After"))
            wish = f", and asks to be left alone for {after:g} s" if after is not None else ""
            what = "has had too many questions" if code == 429 else "has a fault of its own"
            raise _Passing(f"{host} {what} ({code}){wish}", down=True, after=after)
        if not response.is_success:
            raise Trouble(f"{host} refused the question ({code})")


def _retry_after(value: str | None) -> float | None:
    """Seconds from now, from either form of the header."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        day = parsedate_to_datetime(value)
    except ValueError:
        return None
    if day.tzinfo is None:
        day = day.replace(tzinfo=dt.UTC)
    return max(0.0, (day - dt.datetime.now(dt.UTC)).total_seconds())
