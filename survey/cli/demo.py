"""survey demo"""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from survey import clock, serving, store
from survey import demo as province
from survey.cli.commands import Command, option
from survey.cli.progress import bar
from survey.cli.speech import _, language, say
from survey.settings import Settings
from survey.words import N_, Refusal, why

# Of the operator's own settings the demo heeds these; the others are an office's.
_HEEDED = {"SURVEY_LANGUAGE", "SURVEY_WORKERS", "SURVEY_THREADS"}


@click.command("demo", cls=Command)
@option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=N_("Cổng."))
@option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="DIR",
    default=Path("instance/demo"),
    show_default=True,
    help=N_("Thư mục giữ dữ liệu."),
)
def demo(port: int, data: Path) -> None:
    began = time.monotonic()
    bind = f"127.0.0.1:{port}"
    serving.check_free(bind)
    chosen = _settings(data, f"http://{bind}")
    database = store.connect(chosen.database_url)
    with bar(province.RESPONSES, _("Dựng tỉnh mẫu")) as progress:
        scene = province.prepare(database, data, today=clock.today(), progress=progress)
    database.dispose()

    def ready() -> None:
        _tell(scene, chosen.public_url, seconds=time.monotonic() - began)

    serving.serve(chosen, bind=bind, workers=chosen.workers, when_ready=ready)


def _settings(data: Path, address: str) -> Settings:
    """Put the demo's settings into the environment, where the pages read them too."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        environment = province.environment(data, address=address, language=language().code)
    except OSError as error:
        raise Refusal(
            N_("Không ghi được vào thư mục %(folder)s: %(reason)s."), folder=data, reason=why(error)
        ) from None
    for name in [name for name in os.environ if name.startswith("SURVEY_")]:
        if name not in _HEEDED:
            del os.environ[name]
    os.environ.update(environment)
    return Settings.from_env(os.environ)


def _tell(scene: province.Demo, address: str, *, seconds: float) -> None:
    say(
        _("Tỉnh mẫu đã chạy tại %(address)s (sau %(seconds).0f giây).")
        % {"address": address, "seconds": seconds}
    )
    say(_("Quét thử một bảng mã QR: %(link)s") % {"link": f"{address}/p/{scene.poster}"})
    for each in scene.accounts:
        say(
            _("Đăng nhập %(role)s tại %(link)s: tên %(name)s, mật khẩu %(password)s")
            % {
                "role": _(each.title),
                "link": f"{address}{each.path}",
                "name": each.name,
                "password": each.password,
            }
        )
    say(_("Dừng: bấm Ctrl+C."))
