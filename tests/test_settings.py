from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from survey.settings import BadSettings, Settings, described

SECRET = "a secret of some length"


def test_nothing_set_gives_an_embedded_database_and_a_loopback_address() -> None:
    settings = Settings.from_env({"HOME": "/", "SURVEY_UNHEARD_OF": "1"})
    assert settings == Settings()
    assert settings.database_url == "sqlite:///instance/survey.sqlite"
    assert settings.public_url == "http://127.0.0.1:8000"
    assert (settings.workers, settings.threads) == (2, 8)


def test_every_field_is_read_from_its_variable() -> None:
    env = {
        "SURVEY_DATABASE_URL": "postgresql://survey@db/survey",
        "SURVEY_SECRET_KEY": SECRET,
        "SURVEY_SECRET_KEY_OLD": SECRET + " of last year",
        "SURVEY_PUBLIC_URL": "https://khaosat.example.vn",
        "SURVEY_LANGUAGE": "en",
        "SURVEY_OFFICE": "Sở Nội vụ tỉnh Lai Châu",
        "SURVEY_PROVINCE": "tỉnh Lai Châu",
        "SURVEY_FEEDBACK_URL": "https://pakn.example.vn/gui?a=1",
        "SURVEY_SUPERVISOR_PHONE": "0213 3876 543",
        "SURVEY_CLIPS": "/var/lib/survey/nghe",
        "SURVEY_SYNTHETIC": "1",
        "SURVEY_OPEN_DATA": "1",
        "SURVEY_BIND": "0.0.0.0:80",
        "SURVEY_WORKERS": "4",
        "SURVEY_THREADS": "16",
    }
    settings = Settings.from_env(env)
    assert {f"SURVEY_{known.name.upper()}" for known in fields(Settings)} == set(env)
    for known in fields(Settings):
        value = getattr(settings, known.name)
        assert value != known.default
        assert (
            str(int(value) if isinstance(value, bool) else value)
            == env[f"SURVEY_{known.name.upper()}"]
        )


def test_a_variable_set_to_nothing_is_as_good_as_unset() -> None:
    assert Settings.from_env({"SURVEY_WORKERS": "", "SURVEY_OFFICE": "  "}) == Settings()


def test_a_slash_after_the_public_url_is_dropped() -> None:
    assert Settings.from_env({"SURVEY_PUBLIC_URL": "https://a.vn//"}).public_url == "https://a.vn"


@pytest.mark.parametrize("name", ["SECRET_KEY", "SECRET_KEY_OLD", "DATABASE_URL"])
def test_a_secret_may_stand_in_a_file(tmp_path: Path, name: str) -> None:
    text = "postgresql://survey:ab@db/survey" if name == "DATABASE_URL" else SECRET
    path = tmp_path / "secret"
    path.write_text(text + "\n", encoding="utf-8")
    settings = Settings.from_env({f"SURVEY_{name}_FILE": str(path)})
    assert getattr(settings, name.lower()) == text


def test_only_a_secret_is_read_from_a_file(tmp_path: Path) -> None:
    assert Settings.from_env({"SURVEY_OFFICE_FILE": str(tmp_path / "no")}) == Settings()


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"SURVEY_DATABASE_URL": "mysql://u:hunter2hunter2@db/x"}, "SURVEY_DATABASE_URL phải"),
        ({"SURVEY_SECRET_KEY": "dev"}, "SURVEY_SECRET_KEY quá ngắn: cần ít nhất 16 ký tự"),
        ({"SURVEY_SECRET_KEY_OLD": "x" * 15}, "SURVEY_SECRET_KEY_OLD quá ngắn"),
        ({"SURVEY_PUBLIC_URL": "khaosat.vn"}, "SURVEY_PUBLIC_URL phải có dạng https://"),
        ({"SURVEY_PUBLIC_URL": "ftp://khaosat.vn"}, "“ftp://khaosat.vn”"),
        ({"SURVEY_PUBLIC_URL": "https://khaosat.vn/sipas"}, "không kèm đường dẫn"),
        ({"SURVEY_PUBLIC_URL": "https://khảosát.vn"}, "SURVEY_PUBLIC_URL"),
        ({"SURVEY_PUBLIC_URL": "https://a.vn:99999"}, "SURVEY_PUBLIC_URL"),
        ({"SURVEY_PUBLIC_URL": "https://u:p@a.vn"}, "SURVEY_PUBLIC_URL"),
        ({"SURVEY_LANGUAGE": "fr"}, "SURVEY_LANGUAGE phải là vi hoặc en: “fr”"),
        ({"SURVEY_FEEDBACK_URL": "pakn.vn"}, "SURVEY_FEEDBACK_URL phải là địa chỉ http"),
        ({"SURVEY_FEEDBACK_URL": "https://[broken"}, "SURVEY_FEEDBACK_URL"),
        ({"SURVEY_SUPERVISOR_PHONE": "gọi anh Nam"}, "SURVEY_SUPERVISOR_PHONE phải là số"),
        ({"SURVEY_SYNTHETIC": "yes"}, "SURVEY_SYNTHETIC phải là 1 hoặc 0: “yes”"),
        ({"SURVEY_BIND": "8000"}, "SURVEY_BIND phải có dạng máy:cổng"),
        ({"SURVEY_BIND": "127.0.0.1:70000"}, "SURVEY_BIND"),
        ({"SURVEY_WORKERS": "two"}, "SURVEY_WORKERS phải là số nguyên từ 1 trở lên: “two”"),
        ({"SURVEY_THREADS": "0"}, "SURVEY_THREADS phải là số nguyên"),
    ],
)
def test_a_bad_setting_is_refused_by_name_and_in_words(env: dict[str, str], words: str) -> None:
    with pytest.raises(BadSettings) as refused:
        Settings.from_env(env)
    assert words in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_a_secret_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"\xff\xfe" * 20)
    for path in (tmp_path / "none", tmp_path, tmp_path / "latin"):
        with pytest.raises(BadSettings, match="SURVEY_SECRET_KEY_FILE: không đọc được tệp"):
            Settings.from_env({"SURVEY_SECRET_KEY_FILE": str(path)})


def test_an_empty_secret_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    with pytest.raises(BadSettings, match="trống"):
        Settings.from_env({"SURVEY_SECRET_KEY_FILE": str(tmp_path / "empty")})


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    env = {"SURVEY_SECRET_KEY": SECRET, "SURVEY_SECRET_KEY_FILE": str(tmp_path / "secret")}
    with pytest.raises(BadSettings, match="chỉ đặt một"):
        Settings.from_env(env)


def test_a_command_that_needs_the_secret_refuses_without_it() -> None:
    with pytest.raises(BadSettings, match="Chưa đặt SURVEY_SECRET_KEY"):
        Settings().need_secret()
    with pytest.raises(BadSettings, match="Chưa đặt"):
        Settings().key("form")


def test_each_purpose_has_a_key_of_its_own_and_each_secret_too() -> None:
    settings = Settings(secret_key=SECRET, secret_key_old="another secret, of last year")
    keys = {settings.key("form"), settings.key("session"), settings.old_key("form")}
    assert len(keys) == 3
    assert all(key is not None and len(key) == 32 for key in keys)
    assert settings.key("form") == Settings(secret_key=SECRET).key("form")
    assert Settings(secret_key=SECRET).old_key("form") is None


def test_settings_are_frozen_and_their_secrets_are_not_printed() -> None:
    settings = Settings(secret_key=SECRET, database_url="postgresql://u:hunter2@db/x")
    assert SECRET not in repr(settings)
    assert "hunter2" not in repr(settings)
    with pytest.raises(FrozenInstanceError):
        settings.workers = 9  # type: ignore[misc]


def test_every_setting_is_described_with_its_default_and_meaning() -> None:
    rows = described()
    assert len(rows) == len(fields(Settings))
    assert all(len(row.meaning) > 10 for row in rows)
    table = {row.name: row.default for row in rows}
    assert table["SURVEY_SECRET_KEY[_FILE]"] == ""
    assert table["SURVEY_DATABASE_URL[_FILE]"] == "sqlite:///instance/survey.sqlite"
    assert table["SURVEY_SYNTHETIC"] == "0"
