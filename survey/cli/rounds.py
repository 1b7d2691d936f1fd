"""survey round …"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from survey import clock, report, store
from survey import export as exports
from survey.cli.asked import DAY, under_a_decision
from survey.cli.commands import Group, option
from survey.cli.opened import noted, opened, operator
from survey.cli.speech import _, language, say
from survey.cli.tables import UnreadableFile
from survey.intake import openings
from survey.scoring import read_scale
from survey.store.rounds import Round
from survey.words import N_, why


@click.group("round", cls=Group)
def round_() -> None:
    pass


@round_.command("open", help=N_("Mở một đợt khảo sát."))
@click.argument("code", metavar="ID")
@option("--questionnaire", metavar="Q", required=True, help=N_("Mã mẫu phiếu."))
@option("--first", type=DAY, metavar="DAY", required=True, help=N_("Ngày đầu, dạng 2026-11-23."))
@option("--last", type=DAY, metavar="DAY", required=True, help=N_("Ngày cuối, kể cả ngày đó."))
@option("--title", help=N_("Tên đợt; để trống thì dùng mã."))
@option(
    "--frame",
    type=click.Choice(["desk", "household"]),
    default="desk",
    show_default=True,
    help=N_("Hỏi tại nơi giải quyết thủ tục, hay hỏi tại hộ gia đình."),
)
@option(
    "--agency",
    "agencies",
    metavar="CODE",
    multiple=True,
    help=N_("Chỉ đơn vị này; có thể lặp lại."),
)
@option("--method", metavar="M", help=N_("Cách tính; để trống thì theo mẫu phiếu."))
@option("--minimum", type=click.IntRange(1), metavar="N", help=N_("Số phiếu ít nhất để xếp hạng."))
@option("--rank-channels", metavar="C,…", help=N_("Hình thức trả lời dùng để xếp hạng."))
@option("--quick", is_flag=True, help=N_("Hỏi trước một câu hỏi nhanh, tính riêng."))
def open_(
    code: str,
    questionnaire: str,
    first: datetime,
    last: datetime,
    title: str | None,
    frame: str,
    agencies: tuple[str, ...],
    method: str | None,
    minimum: int | None,
    rank_channels: str | None,
    quick: bool,
) -> None:
    with opened() as database, database.writing() as db:
        opened_round = openings.open_round(
            db,
            code=code,
            questionnaire=questionnaire,
            first=first.date(),
            last=last.date(),
            title=title,
            frame=frame,
            agencies=agencies,
            method=method,
            minimum=minimum,
            rank_channels=tuple(c.strip() for c in rank_channels.split(","))
            if rank_channels
            else (),
            quick=quick,
            today=clock.today(),
            person=operator(),
        )
        noted(db, "round.open", opened_round.code)
    say(_("Đã mở đợt %(code)s, từ %(first)s đến %(last)s.") % _days(opened_round))


@round_.command("close", help=N_("Kết thúc thu phiếu của một đợt và chốt số liệu."))
@click.argument("code", metavar="ID")
def close(code: str) -> None:
    with opened() as database:
        with database.writing() as db:
            found = store.rounds.need(db, code)
            frozen = report.close(db, found, day=clock.today(), person=operator())
            noted(db, "round.close", code)
        store.tidy.tidy(database, clock.today())
    say(
        _("Đã kết thúc đợt %(code)s và chốt số liệu lần %(no)s: %(kept)s phiếu.")
        % {"code": code, "no": frozen.no, "kept": language().number(frozen.kept)}
    )


@round_.command("freeze", help=N_("Chốt số liệu của một đợt để các trang và tệp dùng."))
@click.argument("code", metavar="ID")
def freeze(code: str) -> None:
    with opened() as database, database.writing() as db:
        found = store.rounds.need(db, code)
        frozen = report.freeze(db, found, day=clock.today(), person=operator())
    say(
        _("Đã chốt số liệu lần %(no)s của đợt %(code)s: đã có %(kept)s phiếu.")
        % {"code": code, "no": frozen.no, "kept": language().number(frozen.kept)}
    )


@round_.command("scale", help=N_("Gắn chỉ tiêu, xếp loại, điểm quy đổi vào một đợt."))
@click.argument("code", metavar="ID")
@click.argument("file", type=click.Path(path_type=Path))
def scale(code: str, file: Path) -> None:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            N_("Không đọc được tệp %(file)s: %(reason)s."), file=file, reason=why(error)
        ) from None
    read_scale(data)
    with opened() as database, database.writing() as db:
        found = store.rounds.need(db, code)
        made = store.scales.attach(db, found, data, day=clock.today(), person=operator())
        noted(db, "round.scale", code, made.sha256)
    say(_("Đã gắn thang điểm %(sha)s vào đợt %(code)s.") % {"sha": made.sha256[:12], "code": code})


@round_.command(
    "provisional", help=N_("Mở bước kết quả sơ bộ: đơn vị giải trình được đến một ngày.")
)
@click.argument("code", metavar="ID")
@option("--until", type=DAY, metavar="DAY", required=True, help=N_("Ngày cuối nhận giải trình."))
def provisional(code: str, until: datetime) -> None:
    with opened() as database, database.writing() as db:
        found = store.rounds.need(db, code)
        day = until.date()
        report.provisional(db, found, until=day, day=clock.today(), person=operator())
        noted(db, "round.provisional", code)
    say(
        _("Đợt %(code)s ở bước kết quả sơ bộ; đơn vị giải trình đến hết ngày %(until)s.")
        % {"code": code, "until": _day(day)}
    )


@round_.command("publish", help=N_("Công bố kết quả của một đợt, hoặc đính chính lần trước."))
@click.argument("code", metavar="ID")
@under_a_decision
def publish(code: str, decision: str, day: datetime, signatory: str, says: str) -> None:
    with opened() as database, database.writing() as db:
        made = exports.publish(
            db,
            store.rounds.need(db, code),
            decision=decision,
            day=day.date(),
            signatory=signatory,
            says=says,
            at=clock.now(),
            person=operator(),
        )
        noted(db, "round.publish", code, str(made.no))
    say(_("Đã công bố đợt %(code)s, lần công bố thứ %(no)s.") % {"code": code, "no": made.no})
    say(_("Mã kiểm tra SHA-256 của tệp CSV: %(sha256)s") % {"sha256": made.sha256})


@round_.command("list", help=N_("In các đợt khảo sát."))
def list_() -> None:
    with opened() as database, database.reading() as db:
        for found in store.rounds.all_rounds(db):
            say(
                "\t".join(
                    [
                        found.code,
                        found.state,
                        found.frame,
                        _day(found.first),
                        _day(found.last),
                        found.title,
                        *(["quick"] if found.quick else []),
                    ]
                )
            )


def _days(found: Round) -> dict[str, str]:
    return {"code": found.code, "first": _day(found.first), "last": _day(found.last)}


def _day(day: date) -> str:
    return language().day(day)
