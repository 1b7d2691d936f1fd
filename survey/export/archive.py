"""A round's sheets as a Parquet file for the operator, and cross-tabs out of it: nothing hidden.

The file holds a row a sheet: the body, its kind, the body that decided, the channel, the month and
every answer. It holds no id, receipt, salt, desk, day, field or comment. But it is not for giving
out: who came in which month to which body, and what they said of themselves, stands in it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from survey import report, store
from survey.export.analysis import ExtraMissing, installed
from survey.export.rows import cells, copied, quoted
from survey.report import BLANK, Breakdown, Crosstab
from survey.report.ways import CHANNEL, MONTH, months_of
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.responses import COUNTED, unpack
from survey.store.rounds import Round
from survey.words import N_, Refusal

if TYPE_CHECKING:
    import polars

_CHUNK = 20_000
_NAMES = ("agency", "kind", "decider", CHANNEL, MONTH)


class NotAnArchive(Refusal):
    """The file is not one that `archive` wrote for this questionnaire."""


def archive(db: Connection, this: Round, file: BinaryIO) -> int:
    """Write every counted sheet of a round as a row; return how many there are.

    :raises ExtraMissing: if what writes it is not installed.
    """
    import polars

    sheet = report.questionnaire_of(db, this)
    bodies = store.agencies.names_on(db, this.last)
    codes = {id_: quoted(body.code) for id_, body in bodies.items()}
    kinds = {id_: quoted(body.kind) for id_, body in bodies.items()}
    months = months_of(this)
    kept = 0
    with tempfile.TemporaryDirectory() as folder:
        text, made = Path(folder) / "sheets.csv", Path(folder) / "sheets.parquet"
        with text.open("w", encoding="utf-8", newline="") as out:
            out.write(",".join((*_NAMES, *sheet.columns)) + "\n")
            for rows in store.responses.stream(db, this.id, chunk=_CHUNK):
                counted = [row for row in rows if row[4] == COUNTED]
                kept += len(counted)
                answers = cells([unpack(bytes(row[6]), sheet.digits) for row in counted])
                out.writelines(
                    f"{codes[agency]},{kinds[agency]},{codes[decider]},{channel},"
                    f"{min(max(str(day)[:7], months[0]), months[-1])}{answer}\n"
                    for (agency, _, decider, channel, _, day, _), answer in zip(
                        counted, answers, strict=True
                    )
                )
        kept_as: dict[str, Any] = dict.fromkeys(_NAMES, polars.String)
        kept_as |= dict.fromkeys(sheet.columns, polars.Int8)
        found = polars.scan_csv(text, schema=kept_as)
        found.sink_parquet(made, compression="zstd", maintain_order=False)
        copied(made, file)
    return kept


def check() -> None:
    """Refuse where the libraries are not there. :raises ExtraMissing: then."""
    if not installed("parquet"):
        raise ExtraMissing("parquet")


def crosstab(
    db: Connection,
    this: Round,
    path: Path,
    *,
    by: str | None = None,
    agency: str | None = None,
    kind: str | None = None,
    language: str = "vi",
) -> Crosstab:
    """Return a cross-tab of an archived round: exact, for the operator.

    :raises NotAnArchive: if the file cannot be read as one.
    :raises Refusal: as `report.exact_crosstab`.
    """
    import polars

    def count(reader: Breakdown, way: str, body: Agency | None, chosen: str) -> dict[str, int]:
        try:
            sheets = polars.scan_parquet(path)
            known = set(sheets.collect_schema().names())
            if not {way, *_NAMES} <= known:
                raise NotAnArchive(N_("Tệp %(file)s không phải tệp lưu của đợt này."), file=path)
            if body is not None:
                sheets = sheets.filter(polars.col("agency") == body.code)
            elif chosen:
                sheets = sheets.filter(polars.col("kind") == chosen)
            return _counted(sheets, reader, report.questionnaire_of(db, this).columns, way)
        except (OSError, polars.exceptions.PolarsError) as error:
            raise NotAnArchive(N_("Không đọc được tệp lưu %(file)s."), file=path) from error

    return report.exact_crosstab(
        db, this, count, by=by, agency=agency, kind=kind, language=language
    )


def _counted(
    sheets: polars.LazyFrame, reader: Breakdown, columns: Sequence[str], way: str
) -> dict[str, int]:
    """Return category → its sum. One pass; what each row adds up to is worked out by factors."""
    import polars

    by_group, whole = [], []
    for at, group in enumerate(reader.kept):
        if group.level not in ("overall", "part"):
            marks = [polars.col(columns[place]) for place in group.places]
            by_group += [
                _total([mark.is_between(1, 5) for mark in marks]).alias(f"y{at}"),
                _total([mark.is_between(4, 5) for mark in marks]).alias(f"x{at}"),
            ]
            if reader.levels:
                levels = [polars.when(mark.is_between(1, 5)).then(mark) for mark in marks]
                by_group.append(_total(levels).alias(f"u{at}"))
    factors = [(at, set(one.places)) for at, one in enumerate(reader.kept) if one.level == "factor"]
    names = ("y", "x", "u") if reader.levels else ("y", "x")
    for at, group in enumerate(reader.kept):
        if group.level in ("overall", "part"):
            inside = [one for one, places in factors if places <= set(group.places)]
            whole += [
                polars.sum_horizontal(polars.col(f"{name}{one}") for one in inside).alias(
                    f"{name}{at}"
                )
                for name in names
            ]
    sums = [polars.len().cast(polars.Int64).alias("sheets")]
    for at in range(len(reader.kept)):
        y, x = (polars.col(f"{name}{at}").cast(polars.Int32) for name in ("y", "x"))
        u = polars.col(f"u{at}").cast(polars.Int32) if reader.levels else x
        for nth, one in enumerate((y > 0, y, y * y, x, u, u * u, u * y)):
            sums.append(one.cast(polars.Int64).sum().alias(f"f{at}_{nth}"))
    found = (
        sheets.select(way, *by_group)
        .with_columns(*whole)
        .group_by(way)
        .agg(sums)
        .collect(engine="streaming")
    )
    return {
        BLANK if row[0] is None else str(row[0]): reader.total(
            row[1], [row[2 + 7 * at : 9 + 7 * at] for at in range(len(reader.kept))]
        )
        for row in found.iter_rows()
    }


def _total(marks: Sequence[polars.Expr]) -> polars.Expr:
    import polars

    return polars.sum_horizontal(mark.cast(polars.UInt8).fill_null(0) for mark in marks)
