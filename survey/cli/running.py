"""survey upgrade, survey serve"""

from __future__ import annotations

import click

from survey import serving, store
from survey.cli.commands import Command, option
from survey.cli.opened import opened, settings
from survey.cli.speech import _, say
from survey.settings import BadSettings, Settings
from survey.words import N_


@click.command("upgrade", cls=Command)
def upgrade() -> None:
    store.migrate.upgrade(settings().database_url)
    say(_("Cơ sở dữ liệu đã sẵn sàng."))


def _address(_ctx: click.Context, _option: click.Parameter, bind: str | None) -> str | None:
    try:
        return Settings.from_env({"SURVEY_BIND": bind}).bind if bind else None
    except BadSettings:
        raise click.BadParameter(_("phải có dạng máy:cổng, ví dụ 127.0.0.1:8000")) from None


@click.command("serve", cls=Command)
@option("--bind", metavar="HOST:PORT", callback=_address, help=N_("Địa chỉ lắng nghe."))
@option("--workers", type=click.IntRange(1), metavar="N", help=N_("Số tiến trình phục vụ."))
def serve(bind: str | None, workers: int | None) -> None:
    chosen = settings()
    chosen.need_secret()
    with opened():
        pass
    at = bind or chosen.bind

    def ready() -> None:
        say(_("Đang phục vụ tại %(bind)s.") % {"bind": at})

    serving.serve(chosen, bind=at, workers=workers or chosen.workers, when_ready=ready)
