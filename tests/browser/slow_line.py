"""A bad line between a browser and a server: narrow, long, and losing what is sent.

All connections share the line. What is sent is cut into segments of at most 1 460 bytes, each with
40 bytes of headers before it. A segment waits until those before it are through (`rate` bits a
second, each way), then travels for half of `delay`, which is a round trip. To open a connection
costs a round trip more before the first byte; TLS, where it is asked for, costs another one and
the bytes of a certificate chain.

A segment is lost with the chance `loss`. TCP sends it again after a time-out, so a loss is felt as
a wait: a round trip and 200 ms, twice as long each time the same segment is lost again, and
nothing that was sent later on that connection arrives earlier. While a connection is opened the
time-out is one second (RFC 6298). Not in the model: acknowledgements, of which a later one stands
in for a lost one, and slow start, whose first window of ten segments is wider than this line.
"""

from __future__ import annotations

import asyncio
import random
import socket
import struct
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

SEGMENT, HEADERS = 1460, 40  # bytes
TLS_UP, TLS_DOWN = 700, 3500  # bytes of a handshake with a chain of two certificates
OPENING_TIME_OUT = 1.0  # seconds
LEAST_TIME_OUT = 0.2  # seconds above the round trip
PORTAL = b"""<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><title>Wi-Fi</title>
<h1>Wi-Fi mi\xe1\xbb\x85n ph\xc3\xad</h1><form><button>OK</button></form></html>"""

_Parcel = tuple[float, bytes]


@contextmanager
def slow_line(
    target_port: int,
    *,
    rate: int = 64_000,
    delay: float = 0.6,
    loss: float = 0.02,
    seed: int = 1,
    tls: bool = False,
) -> Iterator[Line]:
    """Lay a line to a port of this machine.

    :param rate: bits a second, each way.
    :param delay: seconds of a round trip.
    :param loss: the chance of a segment to be lost, 0 to 1.
    :param seed: the same seed loses the same segments of each connection.
    :param tls: True to pay for TLS as well; what is carried stays as it is.
    """
    line = Line(target_port, Quality(rate, delay, loss, seed, tls))
    line.mend()
    try:
        yield line
    finally:
        line.end()


@dataclass(frozen=True, slots=True)
class Quality:
    """What `slow_line` was asked for."""

    rate: int
    delay: float
    loss: float
    seed: int
    tls: bool


class Line:
    """What a test holds of the line: where it begins, and switches.

    A switch works at once and until the next. `sent` and `lost` count segments, those sent
    again too.
    """

    def __init__(self, target: int, quality: Quality) -> None:
        self.sent = self.lost = 0
        self._target, self._quality = target, quality
        self._state = "cut"
        self._up, self._down = _Way(quality.rate), _Way(quality.rate)
        self._calls: set[asyncio.Task[None]] = set()
        self._opened = 0
        # Bound and never listening: while the line is cut, the port stays ours and refuses.
        self._held = socket.socket()
        self._held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._held.bind(("127.0.0.1", 0))
        self._port = int(self._held.getsockname()[1])
        self.url = f"http://127.0.0.1:{self._port}"
        self._door: asyncio.Task[None] | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Reset every connection and refuse new ones."""
        self._run(self._turn("cut"))

    def mend(self) -> None:
        """Carry again. A connection that lost an answer stays silent."""
        self._run(self._turn("open"))

    def swallow_answers(self) -> None:
        """Let requests through and nothing back: the browser waits, until `cut`."""
        self._run(self._turn("swallowing"))

    def portal(self) -> None:
        """Reset every connection; answer each request with a page of a captive portal."""
        self._run(self._turn("portal"))

    def end(self) -> None:
        """Take the line down."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._held.close()

    def _run(self, switch: Coroutine[None, None, None]) -> None:
        asyncio.run_coroutine_threadsafe(switch, self._loop).result(timeout=30)

    async def _turn(self, state: str) -> None:
        self._state = state
        if state == "cut" and self._door:
            # Before the calls: it would go on taking new ones.
            await _stopped({self._door})
            self._door = None
        if state in ("cut", "portal"):
            await _stopped(self._calls)
        if state != "cut" and not self._door:
            door = socket.create_server(("127.0.0.1", self._port))
            door.setblocking(False)
            self._door = asyncio.create_task(self._answer(door))

    async def _answer(self, door: socket.socket) -> None:
        with door:
            while True:
                near = await self._knocked(door)
                self._opened += 1
                call = asyncio.create_task(self._call(near, self._opened))
                self._calls.add(call)
                call.add_done_callback(self._calls.discard)
                # A call that is stopped before it began would leave its socket open.
                call.add_done_callback(partial(_close, near))

    async def _knocked(self, door: socket.socket) -> socket.socket:
        """Return the next connection. Taken in one step: one that is taken while this is stopped
        would be nobody's, and stay open."""
        while True:
            knock = asyncio.Event()
            self._loop.add_reader(door, knock.set)
            try:
                await knock.wait()
                near, _ = door.accept()
            except BlockingIOError:
                continue
            finally:
                self._loop.remove_reader(door)
            near.setblocking(False)
            return near

    async def _call(self, near: socket.socket, number: int) -> None:
        """Carry one connection to its end; reset it if it does not come to one."""
        chance = [random.Random(f"{self._quality.seed} {number} {way}") for way in ("up", "down")]
        with near:
            _closing_resets(near, True)
            try:
                await self._open(*chance)
                with await self._reach() as far:
                    async with asyncio.TaskGroup() as both:
                        self._carry(both, near, far, self._up, chance[0])
                        self._carry(both, far, near, self._down, chance[1])
                _closing_resets(near, False)
            except* OSError:
                pass

    async def _open(self, up: random.Random, down: random.Random) -> None:
        """Wait as long as a browser would before it may send its request."""
        await asyncio.sleep(
            self._quality.delay
            + self._lost_time(up, OPENING_TIME_OUT)
            + self._lost_time(down, OPENING_TIME_OUT)
        )
        if self._quality.tls:
            for way, size in ((self._up, TLS_UP), (self._down, TLS_DOWN)):
                end = way.through(self._loop.time(), size)
                await asyncio.sleep(end - self._loop.time() + self._quality.delay / 2)

    async def _reach(self) -> socket.socket:
        if self._state == "portal":
            far, portal = socket.socketpair()
            portal.setblocking(False)
            self._calls.add(call := asyncio.create_task(_be_portal(portal)))
            call.add_done_callback(self._calls.discard)
            call.add_done_callback(partial(_close, portal))
        else:
            far = socket.socket()
        far.setblocking(False)
        if self._state != "portal":
            try:
                await self._loop.sock_connect(far, ("127.0.0.1", self._target))
            except BaseException:
                far.close()
                raise
        return far

    def _carry(
        self,
        both: asyncio.TaskGroup,
        source: socket.socket,
        sink: socket.socket,
        way: _Way,
        chance: random.Random,
    ) -> None:
        on_the_way: asyncio.Queue[_Parcel] = asyncio.Queue()
        both.create_task(self._take(source, on_the_way, way, chance))
        both.create_task(self._hand_over(sink, on_the_way, answers=way is self._down))

    async def _take(
        self,
        source: socket.socket,
        on_the_way: asyncio.Queue[_Parcel],
        way: _Way,
        chance: random.Random,
    ) -> None:
        time_out = self._quality.delay + LEAST_TIME_OUT
        while segment := await self._loop.sock_recv(source, SEGMENT):
            left = way.through(self._loop.time(), len(segment) + HEADERS)
            late = self._lost_time(chance, time_out)
            on_the_way.put_nowait((left + self._quality.delay / 2 + late, segment))
        on_the_way.put_nowait((0.0, b""))  # the end follows whatever is on the way

    async def _hand_over(
        self, sink: socket.socket, on_the_way: asyncio.Queue[_Parcel], *, answers: bool
    ) -> None:
        silent = False
        while True:
            arrival, segment = await on_the_way.get()
            await asyncio.sleep(arrival - self._loop.time())
            silent = silent or (answers and self._state == "swallowing")
            if segment and not silent:
                await self._loop.sock_sendall(sink, segment)
            if not segment:
                if not silent:
                    sink.shutdown(socket.SHUT_WR)
                return

    def _lost_time(self, chance: random.Random, time_out: float) -> float:
        """How much later a segment arrives because it was lost, once or several times."""
        late = 0.0
        self.sent += 1
        while chance.random() < self._quality.loss:
            self.lost += 1
            self.sent += 1
            late += time_out
            time_out *= 2
        return late


class _Way:
    """One direction of the line."""

    def __init__(self, rate: int) -> None:
        self._rate, self._free = rate, 0.0

    def through(self, now: float, size: int) -> float:
        """Return when the last bit of `size` bytes has left, after all that waits before."""
        self._free = max(self._free, now) + 8 * size / self._rate
        return self._free


async def _be_portal(near: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    with near:
        asked = b""
        while b"\r\n\r\n" not in asked and (more := await loop.sock_recv(near, SEGMENT)):
            asked += more
        head, _, body = asked.partition(b"\r\n\r\n")
        (length,) = [
            int(line.split(b":")[1])
            for line in head.splitlines()
            if line.lower().startswith(b"content-length:")
        ] or [0]
        while len(body) < length and (more := await loop.sock_recv(near, SEGMENT)):
            body += more
        said = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
        said += b"Content-Length: %d\r\n\r\n" % len(PORTAL)
        await loop.sock_sendall(near, said + PORTAL)


async def _stopped(tasks: set[asyncio.Task[None]]) -> None:
    """Cancel tasks and wait until they are gone."""
    ending = list(tasks)
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)


def _close(near: socket.socket, _ended: object) -> None:
    near.close()


def _closing_resets(near: socket.socket, resets: bool) -> None:
    near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", resets, 0))
