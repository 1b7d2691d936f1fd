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
from survey.words import N_


@click.command("demo", cls=Command, help=N_("Dựng một tỉnh mẫu với số liệu giả định và chạy thử."))
@option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=N_("Cổng."))
@option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("instance/demo"),
    show_default=True,
    help=N_("Thư mục giữ dữ liệu."),
)
def demo(port: int, data: Path) -> None:
    began = time.monotonic()
    data.mkdir(parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{port}"
    environment = province.environment(data, address=address, language=language().code)
    os.environ.update(environment)
    chosen = Settings.from_env(os.environ)
    database = store.connect(chosen.database_url)
    with bar(province.RESPONSES, _("Dựng tỉnh mẫu")) as progress:
        scene = province.prepare(database, data, today=clock.today(), progress=progress)
    database.dispose()

    def ready() -> None:
        say(_("Tỉnh mẫu đã chạy tại %(address)s (%(seconds).0f giây).") % {
            "address": address, "seconds": time.monotonic() - began
        })
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

    serving.serve(chosen, bind=f"127.0.0.1:{port}", workers=chosen.workers, when_ready=ready)
