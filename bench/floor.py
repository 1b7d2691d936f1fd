"""The floors: the least that a Flask page and a durable insert can cost on this machine, right now.

`python -m bench.floor PORT DATABASE PAGE` serves, under the product's own gunicorn settings, a
page of the given bytes, and a POST that makes one durable SQLite insert of what it was sent.
"""

from __future__ import annotations

import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

from flask import Flask, request
from gunicorn.app.base import BaseApplication

from survey.serving import options
from survey.settings import Settings


def application(database: str, page: bytes) -> Flask:
    app = Flask(__name__)
    here = threading.local()

    def connection() -> sqlite3.Connection:
        if not hasattr(here, "db"):
            here.db = sqlite3.connect(database, timeout=5, isolation_level=None)
            here.db.execute("PRAGMA journal_mode=WAL")
            here.db.execute("PRAGMA synchronous=FULL")
        db: sqlite3.Connection = here.db
        return db

    @app.get("/page")
    def show() -> bytes:
        return page

    @app.post("/keep")
    def keep() -> tuple[str, int]:
        connection().execute("INSERT INTO kept (body) VALUES (?)", (request.get_data(),))
        return "", 303

    return app


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, app: Flask, port: int) -> None:
        self._app, self._port = app, port
        super().__init__()

    def load_config(self) -> None:
        settings = Settings.from_env({})
        chosen = options(settings, bind=f"127.0.0.1:{self._port}", workers=settings.workers)
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self._app


if __name__ == "__main__":
    port, database, page = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]).read_bytes()
    with sqlite3.connect(database) as made:
        made.execute("CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, body BLOB)")
    _Server(application(database, page), port).run()
