"""survey token add, list, revoke"""

from __future__ import annotations

from survey import store
from tests.cli.console import Console


def test_a_token_is_printed_once_and_revoked(province: Console) -> None:
    words = ("token", "add", "cong", "--scope", "indices", "--scope", "reports", "--agency", "S1")
    added = province.types(*words, "--last", province.days(9))
    (token,) = added.stdout.split()
    assert "cong" in added.stderr
    database = store.connect(province.environment["SURVEY_DATABASE_URL"])
    with database.reading() as db:
        found = store.tokens.find(db, token, province.today)
        acts = [(act.what, act.subject) for act in store.acts.last(db, 9)]
    assert found is not None
    assert found.agency is not None
    assert ("token.add", "cong") in acts
    listed = province.types("token", "list").stdout
    assert token not in listed
    assert listed.split("\t")[:3] == ["cong", "indices,reports", "S1"]
    province.types("token", "revoke", "cong")
    with database.reading() as db:
        assert store.tokens.find(db, token, province.today) is None
        assert store.acts.last(db, 1)[0].what == "token.revoke"
    database.dispose()
    assert "đã bị thu hồi" in province.types("token", "revoke", "cong", status=1).stderr


def test_a_token_that_will_not_do_is_refused(province: Console) -> None:
    province.types("token", "add", "cong", status=2)
    province.types("token", "add", "cong", "--scope", "all", status=2)
    province.types("token", "add", "cong", "--scope", "indices", "--agency", "S9", status=1)
    province.types("token", "add", "cong", "--scope", "indices", "--last", "2020-01-01", status=1)
    assert province.types("token", "list").stdout == ""
