"""A driver that reads as another system: what a program does with a token."""

from __future__ import annotations

from datetime import date

from flask import Flask
from werkzeug.test import TestResponse

from survey import store
from survey.store.tokens import SCOPES
from survey.web import here


class System:
    """A program that holds a token."""

    def __init__(
        self,
        app: Flask,
        *,
        name: str = "cong-thong-tin",
        scopes: tuple[str, ...] = SCOPES,
        agency: str | None = None,
        last: date | None = None,
    ) -> None:
        self.app, self.name = app, name
        place = here.place(app)
        today = place.now().date()
        with place.database.writing() as db:
            body = store.agencies.need(db, agency, today).id if agency else None
            self.token, self.words = store.tokens.add(
                db, name=name, scopes=scopes, agency_id=body, last=last, today=today
            )

    def asks(self, path: str, status: int = 200, **headers: str) -> TestResponse:
        """Ask for an address under /api, with the token."""
        sent = {"Authorization": f"Bearer {self.words}", **headers}
        answer = self.app.test_client().get(f"/api{path}", headers=sent)
        assert answer.status_code == status, f"{answer.status}\n{answer.text}"
        assert "Set-Cookie" not in answer.headers
        assert "Access-Control-Allow-Origin" not in answer.headers
        if status >= 400:
            assert answer.mimetype == "application/problem+json"
            assert answer.json is not None
            assert answer.json["status"] == status
        return answer
