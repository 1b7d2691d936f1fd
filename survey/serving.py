"""gunicorn as it is shipped: threads for slow phones, no log of what citizens open."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from survey.settings import Settings
from survey.words import N_, Refusal, why

# Named, not imported: the pages and the command line never import each other.
APPLICATION = "survey.web:create_app_from_environment()"

# New objects before the cycle collector looks at them. A ranking of 3 355 bodies makes tens of
# thousands that all live to its end; at Python's 700 it took a fifth of the page to look.
COLLECT_AFTER = 20_000


class CannotListen(Refusal):
    """The address cannot be listened on: another program does, or it is not this machine's."""


def check_free(bind: str) -> None:
    """Refuse an address that cannot be listened on; gunicorn would try for a while, in English.

    :raises CannotListen: then.
    """
    host, _, port = bind.rpartition(":")
    host = host.strip("[]")
    try:
        family = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, int(port)))
    except OSError as error:
        raise CannotListen(
            N_("Không mở được cổng tại %(bind)s: %(reason)s."), bind=bind, reason=why(error)
        ) from None


def options(settings: Settings, *, bind: str, workers: int) -> dict[str, object]:
    """Return gunicorn's settings.

    Threads, because eight half-sent requests of slow phones would stop as many single-threaded
    workers. No access log: it would hold the addresses and moments of citizens, and so would the
    warnings about requests that cannot be read. The application
    is loaded once, before the workers part, so that they share its memory and a fault in the
    settings is told once.
    """
    memory = Path("/dev/shm")
    return {
        "bind": bind,
        "workers": workers,
        "threads": settings.threads,
        "worker_class": "gthread",
        "preload_app": True,
        "accesslog": None,
        "errorlog": "-",
        "loglevel": "error",
        "timeout": 60,
        "graceful_timeout": 10,
        "keepalive": 5,
        "limit_request_line": 2048,
        "limit_request_fields": 60,
        "post_fork": settle,
        "worker_tmp_dir": str(memory) if memory.is_dir() else None,
        "proc_name": "survey",
        # Nobody steers the server but the one who started it.
        "control_socket_disable": True,
    }


def settle(_arbiter: object, _worker: object) -> None:
    """Let a worker's collector leave alone what was loaded before it, and look more rarely."""
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)


def serve(
    settings: Settings,
    *,
    bind: str,
    workers: int,
    when_ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve the pages until the process is told to stop.

    `settings` must be what the environment says: the application reads it from there.

    :raises CannotListen: if `bind` cannot be listened on.
    """
    check_free(bind)
    chosen = options(settings, bind=bind, workers=workers)
    chosen["when_ready"] = lambda _arbiter: when_ready()
    _Server(chosen).run()


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, chosen: dict[str, object]) -> None:
        self._chosen = chosen
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._chosen.items():
            if name in self.cfg.settings:  # gunicorn 23 has no control socket
                self.cfg.set(name, value)

    def load(self) -> Any:
        return import_app(APPLICATION)
