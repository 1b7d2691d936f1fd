"""Charts over the years: an index that was published, and a body's own survey rounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from survey.booklet import saying
from survey.booklet.drawings.frame import Drawn, svg_of
from survey.booklet.drawings.timed import Moment, timeline
from survey.booklet.saying import VI
from survey.report import Figure, said_rank, title
from survey.report.over_years import OwnPoint, OwnSeries, Trend


def published_years(name: str, found: Trend) -> str:
    """Return an index of the province or of a unit, each year with its rank below.

    :param name: empty: the province's, which the office has not said.
    """
    index = found.index
    years = {int(one.name): one for one in found.moments}
    drawn = [one for one in found.figures if one.year in years]
    moments = [
        Moment(
            one.name,
            _rank(found.of(year)),
            "" if one.percent is None else VI.number(one.percent, index.places),
            one.percent,
        )
        for year, one in years.items()
    ]
    scale = "%" if index.unit == "percent" else f"trên {index.scale} điểm"
    said = f"Số trên chấm: giá trị, {scale}; số dưới năm: thứ hạng"
    sources = ((one.source or index.publisher, str(one.year)) for one in drawn)
    foot = "Số liệu đã công bố."
    if told := _together((source, year) for source, year in sources if source):
        foot += f" Nguồn: {told}."
    whose = f"{name[:1].upper()}{name[1:]}" or "Tỉnh"
    heading = f"{whose}: {saying.within(title(drawn[0], VI))} qua các năm"
    return svg_of(Drawn(heading, said, "", foot, *timeline(moments)))


def own_years(name: str, found: OwnSeries, *, synthetic: bool = False) -> str:
    """Return a body's rounds that may stand beside one another, each with its sheets below."""
    latest = found.points[-1].round
    moments = [
        Moment(
            one.name,
            VI.number(point.responses),
            saying.percent(one.percent),
            one.percent,
            one.low,
            one.high,
        )
        for one, point in zip(found.moments, found.points, strict=True)
    ]
    foot = (
        f"Cách tính: {saying.method(found.method)}. Hình thức: {_of_rounds(found, _channels)}. "
        f"Số liệu chốt ngày {_of_rounds(found, _day)}. "
        "Chỉ số này không so với SIPAS của Bộ Nội vụ."
    )
    said = (
        "Số trên chấm: chỉ số, %; vạch đứng: khoảng tin cậy 95%; số dưới tháng kết thúc: số phiếu"
    )
    heading = f"{name}: {saying.within(saying.frame(latest))} qua các đợt khảo sát"
    chart = Drawn(heading, said, saying.inside(latest), foot, *timeline(moments))
    return svg_of(chart, synthetic=synthetic)


def _rank(one: Figure | None) -> str:
    return saying.NONE if one is None or one.rank is None else said_rank(one.rank, one.of)


def _of_rounds(found: OwnSeries, say: Callable[[OwnPoint], str]) -> str:
    return _together((say(one), one.round.title) for one in found.points)


def _together(told: Iterable[tuple[str, str]]) -> str:
    """Return what is said of each, and of which it is said where it is not the same of all.

    >>> _together([("a", "2022"), ("a", "2023")]), _together([("a", "2022"), ("b", "2023")])
    ('a', 'a (2022); b (2023)')
    """
    whom: dict[str, list[str]] = {}
    for words, one in told:
        whom.setdefault(words, []).append(one)
    if len(whom) == 1:
        return next(iter(whom))
    return "; ".join(f"{words} ({', '.join(names)})" for words, names in whom.items())


def _channels(one: OwnPoint) -> str:
    return saying.channels(one.round.ranking_channel.split(","))


def _day(one: OwnPoint) -> str:
    return VI.day_said(one.day)
