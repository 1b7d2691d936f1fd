"""survey doctor: faults end with exit status 1, what may be meant so is only noted."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from survey.store.connection import connect
from survey.store.tables import edition_part
from tests.cli.console import Console
from tests.recorded import record

WHOLE = {
    "SURVEY_OFFICE": "Sở Nội vụ",
    "SURVEY_PROVINCE": "tỉnh Lai Châu",
    "SURVEY_FEEDBACK_URL": "https://pakn.example.vn",
    "SURVEY_SUPERVISOR_PHONE": "1022",
}


def faults(console: Console, **changed: str | None) -> list[str]:
    """What the doctor finds once settings are changed (None: taken away)."""
    for name, text in changed.items():
        if text is None:
            console.environment.pop(name, None)
        else:
            console.environment[name] = text
    done = console.types("doctor", status=1)
    assert "Cài đặt ổn" not in done.stdout
    return done.stderr.splitlines()


def test_a_whole_installation_has_neither_faults_nor_notes(console: Console) -> None:
    console.environment |= WHOLE
    done = console.types("doctor")
    assert done.stdout == "Cài đặt ổn.\n"
    assert done.stderr == ""


def test_what_texts_go_without_is_only_noted(console: Console) -> None:
    done = console.types("doctor")
    for name in WHOLE:
        assert f"Lưu ý: chưa đặt {name}" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost"])
def test_an_address_of_this_machine_alone_is_only_noted(console: Console, host: str) -> None:
    console.environment |= WHOLE | {"SURVEY_PUBLIC_URL": f"http://{host}"}
    assert "Lưu ý: SURVEY_PUBLIC_URL" in console.types("doctor").stdout


def test_a_setting_that_there_is_not_is_noted(console: Console) -> None:
    console.environment |= WHOLE | {"SURVEY_OFICE": "x"}
    assert "SURVEY_OFICE" in console.types("doctor").stdout


def test_a_missing_secret_is_a_fault(console: Console) -> None:
    (fault,) = faults(console, SURVEY_SECRET_KEY=None)
    assert "SURVEY_SECRET_KEY" in fault


@pytest.mark.parametrize("secret", ["short", "fifteen letters"])
def test_a_short_secret_is_a_fault_and_is_not_told(console: Console, secret: str) -> None:
    (fault,) = faults(console, SURVEY_SECRET_KEY=secret)
    assert "quá ngắn" in fault
    assert secret not in fault


def test_a_secret_may_stand_in_a_file(console: Console) -> None:
    file = console.writes("secret", "a secret in a file of its own\n")
    del console.environment["SURVEY_SECRET_KEY"]
    console.environment["SURVEY_SECRET_KEY_FILE"] = str(file)
    console.types("doctor")
    (fault,) = faults(console, SURVEY_SECRET_KEY_FILE=str(console.folder / "none"))
    assert "SURVEY_SECRET_KEY_FILE" in fault


def test_no_public_address_is_a_fault(console: Console) -> None:
    (fault,) = faults(console, SURVEY_PUBLIC_URL=None)
    assert "SURVEY_PUBLIC_URL" in fault


def test_plain_http_beyond_this_machine_is_a_fault(console: Console) -> None:
    (fault,) = faults(console, SURVEY_PUBLIC_URL="http://khaosat.example.vn")
    assert "https://" in fault


def test_a_database_that_was_never_upgraded_is_a_fault(empty_url: str, tmp_path: Path) -> None:
    console = Console(tmp_path, {"SURVEY_SECRET_KEY": "a secret long enough"})
    console.environment |= {"SURVEY_PUBLIC_URL": "https://k.vn", "SURVEY_DATABASE_URL": empty_url}
    (fault,) = faults(console)
    assert "survey upgrade" in fault
    console.types("upgrade")
    console.types("doctor")


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:1/none", "sqlite:////proc/none/survey.sqlite"]
)
def test_a_database_that_cannot_be_reached_is_a_fault(here: Console, url: str) -> None:
    here.environment |= {"SURVEY_SECRET_KEY": "a secret long enough", "SURVEY_DATABASE_URL": url}
    (fault,) = faults(here, SURVEY_PUBLIC_URL="https://khaosat.example.vn")
    assert "Không dùng được cơ sở dữ liệu" in fault


def test_a_file_that_is_no_database_is_a_fault(here: Console) -> None:
    file = here.writes("survey.sqlite", "not a database at all, only words " * 100)
    here.environment |= {"SURVEY_SECRET_KEY": "a secret long enough"}
    found = faults(here, SURVEY_PUBLIC_URL="https://k.vn", SURVEY_DATABASE_URL=f"sqlite:///{file}")
    assert len(found) == 1


def test_clips_that_nobody_will_hear_are_faults_by_name(console: Console) -> None:
    record(console.folder / "nghe", "vi", "q24")
    console.environment["SURVEY_CLIPS"] = str(console.folder / "nghe")
    console.types("doctor")
    (console.folder / "nghe" / "vi" / "q25.m4a").write_bytes(bytes(30_001))
    (console.folder / "nghe" / "vi" / "Q26.m4a").write_bytes(b"x")
    (console.folder / "nghe" / "vi" / "q27.m4a").symlink_to("/etc/hostname")
    found = faults(console)
    assert [name for name in ("q25", "Q26", "q27") for one in found if f"vi/{name}.m4a" in one] == [
        "q25",
        "Q26",
        "q27",
    ]
    assert len(found) == 3


def test_a_folder_of_clips_that_is_not_there_is_a_fault(console: Console) -> None:
    (fault,) = faults(console, SURVEY_CLIPS=str(console.folder / "none"))
    assert "SURVEY_CLIPS" in fault


def test_one_fault_does_not_hide_another(here: Console) -> None:
    found = faults(
        here,
        SURVEY_DATABASE_URL="mysql://root@host/db",
        SURVEY_SECRET_KEY="short",
        SURVEY_PUBLIC_URL="http://khaosat.example.vn",
        SURVEY_WORKERS="many",
    )
    assert [line.split()[0] for line in found] == [
        "SURVEY_DATABASE_URL",
        "SURVEY_SECRET_KEY",
        "SURVEY_WORKERS",
        "SURVEY_PUBLIC_URL",
    ]


def test_published_figures_that_somebody_changed_are_a_fault(province: Console) -> None:
    province.environment |= WHOLE
    province.opens_round("D1")
    province.types("round", "close", "D1")
    decree = ("--decision", "7/QĐ-UBND", "--day", province.days(0), "--signatory", "Lê Văn B")
    province.types("round", "publish", "D1", *decree)
    assert province.types("doctor").stderr == ""
    database = connect(province.environment["SURVEY_DATABASE_URL"])
    with database.writing() as db:
        db.execute(update(edition_part).values(overall="x").where(edition_part.c.place == 1))
    database.dispose()
    (fault,) = faults(province)
    assert fault.startswith("Số liệu đã công bố của đợt D1, lần thứ 1, không còn khớp")
