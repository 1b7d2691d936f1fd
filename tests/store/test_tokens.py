"""Tokens as the database keeps them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from survey.store import tokens
from survey.store.connection import Connection, Database
from survey.store.tables import token
from survey.store.tokens import BadToken, Token

TODAY = date(2026, 11, 23)


def made(db: Connection, name: str = "cổng", **more: object) -> tuple[Token, str]:
    given: dict[str, object] = {
        "scopes": ["indices"],
        "agency_id": None,
        "last": None,
        "today": TODAY,
    }
    return tokens.add(db, name=name, **(given | more))  # type: ignore[arg-type]


def test_of_a_token_only_the_hash_is_kept(database: Database) -> None:
    with database.writing() as db:
        kept, words = made(db, scopes=["reports", "indices"])
        other, other_words = made(db, "khác")
        assert words != other_words
        assert len(words) >= 43, "256 bits"
        assert tokens.find(db, words, TODAY) == kept
        assert tokens.find(db, other_words, TODAY) == other
        assert tokens.find(db, words + "x", TODAY) is None
        assert kept.scopes == ("indices", "reports")
        assert words not in repr(db.execute(select(token)).all())


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "hai chữ"}, "name"),
        ({"name": "x" * 65}, "name"),
        ({"name": "cô\u0309ng"}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["indices", "all"]}, "scopes"),
        ({"last": date(2026, 11, 22)}, "last"),
    ],
)
def test_what_no_token_can_be_is_refused(
    database: Database, asked: dict[str, object], field: str
) -> None:
    with database.writing() as db:
        made(db)
        with pytest.raises(BadToken) as refused:
            made(db, **{"name": "khác", **asked})  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_revoked_token_stays_for_the_record_and_keeps_its_name(database: Database) -> None:
    with database.writing() as db:
        _, words = made(db)
        tokens.revoke(db, "cổng", day=TODAY, person="hoa")
        assert tokens.find(db, words, TODAY) is None
        (kept,) = tokens.all_tokens(db)
        assert (kept.revoked, kept.revoked_by) == (TODAY, "hoa")
        for again in ("cổng", "không có"):
            with pytest.raises(BadToken):
                tokens.revoke(db, again, day=TODAY, person="hoa")
        with pytest.raises(BadToken):
            made(db)
