"""A load on a loopback server: a few connections kept open, requests prepared as bytes."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

CONNECTIONS = 16


@dataclass
class _Line:
    """One connection: what of the answer has come, and whether an answer is due."""

    socket: socket.socket
    got: bytes = b""


def get(port: int, path: str, headers: str = "") -> bytes:
    """Return the bytes of a GET."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}\r\n".encode()


def post(port: int, path: str, body: bytes) -> bytes:
    """Return the bytes of a POST of a form."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def rate(port: int, requests: Iterator[bytes], *, seconds: float, status: int) -> float:
    """Return answers a second over `seconds`.

    :raises RuntimeError: if an answer has another status than `status`: a benchmark of refusals
        would be worth nothing. Stops early when the requests run out.
    """
    watch = selectors.DefaultSelector()
    lines = [_Line(socket.create_connection(("127.0.0.1", port))) for _ in range(CONNECTIONS)]
    for line in lines:
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        watch.register(line.socket, selectors.EVENT_READ, line)
        line.socket.sendall(next(requests))
    began, done, end = time.perf_counter(), 0, False
    while not end:
        for key, _events in watch.select(timeout=10):
            line = key.data
            more = line.socket.recv(262144)
            if not more:
                raise RuntimeError("the server closed a connection")
            line.got += more
            if not _is_whole(line.got):
                continue
            if not line.got.startswith(b"HTTP/1.1 %d" % status):
                raise RuntimeError(line.got[:400].decode("latin-1"))
            line.got = b""
            done += 1
            request = next(requests, None)
            if request is None or time.perf_counter() - began > seconds:
                end = True
                break
            line.socket.sendall(request)
    took = time.perf_counter() - began
    for line in lines:
        line.socket.close()
    return done / took


def again(request: bytes) -> Iterator[bytes]:
    """Yield the same request for ever."""
    return cycle([request])


def _is_whole(answer: bytes) -> bool:
    head, found, body = answer.partition(b"\r\n\r\n")
    if not found:
        return False
    for field in head.split(b"\r\n")[1:]:
        name, _, value = field.partition(b":")
        if name.lower() == b"content-length":
            return len(body) >= int(value)
    return True
