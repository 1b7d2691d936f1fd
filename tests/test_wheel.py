"""The wheel carries everything that it needs and works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
CARRIED = (
    "survey/templates/",
    "survey/translations/en/LC_MESSAGES/messages.po",
    "survey/questionnaire/files/sipas-2023-service.toml",
    "survey/questionnaire/files/sipas-2023.toml",
    "survey/store/migrations/versions/",
    "survey/press/fonts/BeVietnamPro-Regular-tnum.ttf",
    "survey/press/fonts/Tinos-BoldItalic.ttf",
    "survey/press/fonts/OFL-Tinos.txt",
    "survey/booklet/report/",
    "survey/booklet/hall/",
    "survey/static/",
    "survey/scoring/METHOD.md",
    "survey/demo/data/communes.csv",
)
OPEN_A_PAGE = """
import survey, sys
from survey import store, web
from survey.settings import Settings
assert not survey.__file__.startswith(sys.argv[1]), survey.__file__
settings = Settings.from_env({
    "SURVEY_DATABASE_URL": "sqlite:///" + sys.argv[2],
    "SURVEY_SECRET_KEY": "a secret of more than sixteen signs",
})
store.migrate.upgrade(settings.database_url)
browser = web.create_app(settings).test_client()
for path, status in (("/", 200), ("/kiem-tra", 200), ("/dang-nhap", 200), ("/p/0", 404)):
    page = browser.get(path)
    assert page.status_code == status, (path, page.status)
    assert "<title>" in page.text, path
print("opened")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (found,) = out.glob("*.whl")
    return found


@pytest.mark.parametrize("path", CARRIED)
def test_the_wheel_carries(wheel: Path, path: str) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith(path) for name in names)


def test_every_template_is_carried(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    templates = {f"survey/{path.relative_to(TOP)}" for path in (TOP / "templates").rglob("*.html")}
    assert templates
    assert templates <= names


def test_the_wheel_opens_pages_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(bare)], check=True)
    packages = next((bare / "lib").glob("python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(packages)
    # The libraries come from this environment, the product from the wheel alone: an editable
    # install's own path file is not read, since only the folder is on the path.
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SURVEY_")},
        "PYTHONPATH": os.pathsep.join([str(packages), sysconfig.get_path("purelib")]),
    }
    done = subprocess.run(
        [str(bare / "bin" / "python"), "-c", OPEN_A_PAGE, str(TOP), str(tmp_path / "db.sqlite")],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "opened\n", done.stderr
