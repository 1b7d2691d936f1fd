"""Forms that are not what we handed out, or come too late, or come again."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from survey.settings import Settings
from survey.web import here
from survey.web.citizen import token
from tests.attack.ground import Ground, everything
from tests.citizens import Citizen
from tests.people import Clock
from tests.web.conftest import SECRET

ON_ONE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
EXPIRED = "Trang mở đã lâu. Các câu đã chọn vẫn còn nguyên. Xin bấm Gửi phiếu lần nữa."
TICKS = {"q24": ["4"], "q29": [""], "visit": ["2"], "comment": ["Tốt"]}


def forged(ground: Ground, id: str, **changed: object) -> str:
    """A token made with our own key, for something else."""
    place = here.place(ground.app)
    hour = int(place.now().timestamp() // 3600)
    said: dict[str, object] = {
        "round": ground.round.id,
        "desk": ground.desks[0].id,
        "channel": "poster",
        "questionnaire": ground.round.questionnaire,
        "hour": hour,
        "shown": ground.round.id,
        "key": place.settings.key(token.PURPOSE),
    } | changed
    form = token.form_key(
        round=int(str(said["round"])),
        desk=int(str(said["desk"])),
        channel=str(said["channel"]),
        questionnaire=str(said["questionnaire"]),
    )
    key = said["key"]
    assert isinstance(key, bytes)
    return token.issue(key, form, round=int(str(said["shown"])), hour=int(str(said["hour"])), id=id)


def test_our_own_token_is_taken(ground: Ground) -> None:
    # So that the refusals below are for what they say, not for how the token was made.
    citizen, id = ground.citizen(), secrets.token_hex(16)
    citizen.posts(citizen.action, TICKS | {"_id": [id], "_token": [forged(ground, id)]})


def test_a_token_for_anything_else_gives_a_new_id_and_keeps_the_ticks(ground: Ground) -> None:
    id = secrets.token_hex(16)
    true = forged(ground, id)
    claim, hour, mark = true.split(".")
    wrong_ids = ("", "x", id[:-1], id + "0", id.upper(), f" {id}", f"{id}\n", "0" * 32, "g" * 32)
    wrong = [(one, true) for one in wrong_ids] + [
        (id, one)
        for one in (
            forged(ground, id, desk=ground.desks[1].id),
            forged(ground, id, desk=ground.desks[2].id),
            forged(ground, id, round=ground.round.id + 1),
            forged(ground, id, round=ground.round.id + 1, shown=ground.round.id + 1),
            forged(ground, id, channel="screen"),
            forged(ground, id, channel="paper"),
            forged(ground, id, questionnaire="0" * 64),
            forged(ground, secrets.token_hex(16)),
            forged(ground, id, key=b"another key"),
            forged(ground, id, key=Settings(secret_key=SECRET).key("staff form")),
            "",
            true[:-1],
            true + "A",
            true.upper(),
            f"{true}\n",
            f" {true}",
            f"{claim}.{int(hour, 16) + 1:x}.{mark}",
            f"{claim}.{int(hour, 16) - 1:x}.{mark}",
            f"2.{hour}.{mark}",
            f"fffffff.{hour}.{mark}",
            f"ffffffff.{hour}.{mark}",
            f"{claim}.ffffffff.{mark}",
            f"-1.{hour}.{mark}",
            f"{claim}.{hour}.",
            f"{claim}.{hour}.{'A' * 22}",
            f"{claim}..{mark}",
            "1.1.…",
            "x" * 30_000,
        )
    ]
    citizen = ground.citizen()
    with ground.unharmed():
        for sent_id, sent_token in wrong:
            citizen.posts(citizen.action, TICKS | {"_id": [sent_id], "_token": [sent_token]}, 422)
            citizen.reads(EXPIRED)
            assert citizen.fields["_id"][0] not in {sent_id, id, "0" * 32}
            assert citizen.ticked() == {name: v for name, v in TICKS.items() if any(v)}
            assert citizen.fields["q29"] == [""]
    citizen.sends()


def test_each_kind_of_check_gives_way_to_the_one_before(ground: Ground, watch: Clock) -> None:
    """Read, then genuine, then kept before, then expired, then answers."""
    citizen = ground.citizen()
    old, path = citizen.fields | TICKS, citizen.action
    citizen.posts(path, old)
    first = citizen.follows() and citizen.receipt
    nothing = {"_id": old["_id"], "_token": old["_token"]}
    watch.moves(hours=26)
    with ground.unharmed():
        # unreadable beats a token that is none
        citizen.posts(path, old | {"_token": ["x"], "q99": ["1"]}, 400)
        # a token that is none beats kept before
        citizen.posts(path, old | {"_token": ["x"]}, 422)
        citizen.reads(EXPIRED)
        assert citizen.fields["_id"] != old["_id"]
        # kept before beats expired, and answers that are wrong
        citizen.posts(path, old)
        citizen.follows()
        assert citizen.receipt == first
        citizen.posts(path, old | {"comment": ["x" * 2000]})
        citizen.posts(path, old | {"q24": ["9"]}, 409)
        citizen.posts(path, nothing, 409)
        # expired beats wrong answers: the ticks are kept, under the same id
        other = ground.citizen()
        late = other.fields | TICKS | {"q24": ["9"]}
        watch.moves(hours=26)
        other.posts(path, late, 422)
        other.reads(EXPIRED)
        assert other.fields["_id"] == late["_id"]
        assert other.fields["_token"] != late["_token"]
        other.sends(status=422)
        other.reads("Ông/Bà chưa chọn câu nào.")
    other.ticks(q24=1).sends()


def test_the_first_answers_stand_and_the_comment_is_kept_once(ground: Ground) -> None:
    citizen = ground.citizen()
    fields, path = citizen.fields | TICKS, citizen.action
    citizen.posts(path, fields)
    location = citizen.page and citizen.page.location
    with ground.unharmed():
        for change in ({"q24": ["5"]}, {"q24": [""]}, {"visit": ["1"]}, {"age": ["2"]}):
            citizen.posts(path, fields | change, 409)
            citizen.reads("Chúng tôi giữ câu trả lời lần đầu")
            citizen.reads_nothing_of("Tốt")
        for comment in ("", "Khác", "Tốt", "a" * 3000):
            citizen.posts(path, fields | {"comment": [comment]})
            assert citizen.page is not None
            assert citizen.page.location == location


def at_once(count: int, act: Callable[[int], TestResponse]) -> list[TestResponse]:
    """Let so many threads do something at the same moment."""
    answers: list[TestResponse] = []
    barrier = threading.Barrier(count)

    def one(number: int) -> None:
        barrier.wait()
        answers.append(act(number))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == count
    return answers


def test_a_hundred_at_once_with_one_form_are_one_sheet(ground: Ground) -> None:
    citizen = ground.citizen()
    fields, path, before = citizen.fields | TICKS, citizen.action, everything(ground.database)

    def again(_: int) -> TestResponse:
        return ground.app.test_client(use_cookies=False).post(path, data=fields)

    answers = at_once(100, again)
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    after = everything(ground.database)
    assert len(after["response"]) == len(before["response"]) + 1
    assert len(after["comment"]) == len(before["comment"]) + 1
    ground.counts_fit()


def test_of_forty_at_once_with_one_id_and_other_answers_one_stands(ground: Ground) -> None:
    citizen = ground.citizen()
    fields, path, before = citizen.fields | TICKS, citizen.action, ground.kept()

    def another(number: int) -> TestResponse:
        sent = fields | {"q24": [str(number % 5 + 1)]}
        return ground.app.test_client(use_cookies=False).post(path, data=sent)

    answers = at_once(40, another)
    assert sorted(answer.status_code for answer in answers) == [303] * 8 + [409] * 32
    assert len({answer.location for answer in answers if answer.status_code == 303}) == 1
    assert ground.kept() == before + 1
    ground.counts_fit()


@ON_ONE
def test_an_id_kept_at_one_desk_says_nothing_at_another(ground: Ground) -> None:
    citizen = ground.citizen()
    fields = citizen.fields | TICKS
    citizen.posts(citizen.action, fields)
    there = forged(ground, fields["_id"][0], desk=ground.desks[1].id)
    other = Citizen(ground.app)
    other.posts(f"/p/{ground.desks[1].poster_code}?gui", fields | {"_token": [there]}, 409)
    ground.counts_fit()
