"""One HTML file: styles, fonts and script inside it; readable by scrolling, without any script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from pathlib import Path

from survey.booklet.contents import Contents
from survey.booklet.entries import Printed
from survey.booklet.slides import MADE_UP, BodySlide, Deck, RankingSlide, TableSlide, deck
from survey.report import CriterionLine

HERE = Path(__file__).parent
FONTS = HERE.parents[1] / "static" / "fonts"
_WEIGHTS = {400: "BeVietnamPro-Regular-tnum.woff2", 600: "BeVietnamPro-SemiBold-tnum.woff2"}
_LONG = 90  # letters of a name that two lines of a heading hold
_MANY = 6  # factors beside which the best and the worst criteria find room


def to_html(found: Contents, *, office: str = "", synthetic: bool = False) -> bytes:
    """Return the slides as one file; the same freeze gives the same bytes."""
    made = deck(found, office=office, synthetic=synthetic)
    slides = [
        _cover(made),
        *([_table(made.board, "board")] if made.board is not None else []),
        *(_ranking(made, one) for one in made.rankings),
        *(_table(one, "groups") for one in made.groups),
        *(_body(one) for one in made.bodies),
        _method(made),
    ]
    title = f"{made.data['frame']} – {made.data['round']}"
    return "".join(
        [
            '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{escape(title)}</title><style>{_fonts()}{_file('hall.css')}</style></head>",
            "<body>\n",
            *(
                _section(made, number, len(slides), *slide)
                for number, slide in enumerate(slides, 1)
            ),
            f"<script>{_file('hall.js')}</script></body></html>\n",
        ]
    ).encode()


Slide = tuple[str, str, str]  # class, inside, foot


def _section(made: Deck, number: int, of: int, style: str, inside: str, foot: str) -> str:
    strip = f'<span class="made">{MADE_UP}</span>' if made.data["synthetic"] else ""
    words = made.data["mark"]
    mark = f'<p class="edition">{escape(words)}</p>' if words else ""
    return (
        f'<section id="s{number}" class="{style}">{inside}'
        f'<p class="foot"><span>{strip}{escape(foot)}</span><span>{number}/{of}</span></p>{mark}'
        "</section>\n"
    )


def _cover(made: Deck) -> Slide:
    data = made.data
    office = f"<p><b>{escape(data['office'])}</b></p>" if data["office"] else ""
    about = f'<p class="about">{escape(data["about"])}</p>' if data["about"] else ""
    return (
        "cover",
        f"{office}<h1>{escape(data['frame'])}</h1>"
        f'<p class="about">{escape(data["round"])}</p>{about}'
        f"<p>{data['responses']} phiếu hợp lệ, {data['bodies_count']} đơn vị, "
        f"từ ngày {data['first']} đến ngày {data['last']}</p>",
        f"Số liệu chốt ngày {data['day']} (lần {data['no']}). {data['state']}",
    )


def _table(one: TableSlide, style: str) -> Slide:
    styles = [
        f"{'n' if at in one.numbers else ''}{' k' if at == one.key else ''}"
        for at in range(len(one.heads))
    ]
    heads = "".join(
        f'<th class="{style}">{escape(head)}</th>'
        for style, head in zip(styles, one.heads, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td class="{style}">{escape(words)}</td>'
            for style, words in zip(styles, row, strict=True)
        )
        + "</tr>"
        for row in one.rows
    )
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return style, f"<h2>{escape(one.title)}</h2>{table}", one.foot


def _ranking(made: Deck, one: RankingSlide) -> Slide:
    scale = made.data["scale"]
    graded = "" if scale is None else f'<th class="less">{escape(scale["head"])}</th>'
    heads = (
        '<th class="n">Hạng</th><th>Đơn vị</th><th class="n">Chỉ số, %</th>'
        f'<td class="mark">{_scale(one.kind)}</td>'
        '<th class="n">Khoảng tin cậy 95%</th><th class="n less">Số phiếu</th>'
        '<th class="n less">Kỳ trước,<br>điểm %</th><th class="less">Mức chung</th>'
        f"{graded}"
    )
    rows = "".join(
        f'<tr><td class="n">{row["place"]}</td><td>{_named(row)}</td>'
        f'<td class="n k">{row["percent"]}</td><td class="mark">{_mark(one.kind, row)}</td>'
        f'<td class="n">{row["interval"]}</td><td class="n less">{row["responses"]}</td>'
        f'<td class="n less{" k" if row["clear"] else ""}">{row["change"]}</td>'
        f'<td class="less">{row["verdict"]}</td>{_worth(row) if graded else ""}</tr>'
        for row in one.rows
    )
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    ends = f'<p class="mean-low-high">{escape(one.ends)}</p>' if one.ends else ""
    style = "graded" if graded else ""
    return style, f"<h2>{escape(one.title)}</h2>{table}{ends}", one.kind["foot"]


def _worth(row: Printed) -> str:
    return f'<td class="less">{escape(", ".join(row["worth"][:2]))}</td>'


def _named(row: Printed) -> str:
    why = f' <span class="soft">· {escape(row["why"])}</span>' if row["why"] else ""
    return escape(row["name"]) + why


def _scale(kind: Printed) -> str:
    labels = [(place, str(label)) for place, label in kind["axis"]["ticks"] if label is not None]
    if kind["axis"]["mean"] is not None:
        labels.append(tuple(kind["axis"]["mean"]))
    inside = "".join(
        f'<text x="{_at(place)}" y="80%" text-anchor="middle" font-size="1.3rem">{label}</text>'
        for place, label in labels
    )
    return f'<svg class="mark" aria-hidden="true">{inside}</svg>'


def _mark(kind: Printed, row: Printed) -> str:
    """Return the dot and the line of one estimate; the numbers stand beside it."""
    low, value, high, _ = row["marks"]
    drawn = [
        f'<line class="grid" x1="{_at(place)}" x2="{_at(place)}" y1="0" y2="100%"/>'
        for place, _ in kind["axis"]["ticks"]
    ]
    if kind["mean"] is not None:
        mean = _at(kind["mean"])
        drawn.append(f'<line class="mean" x1="{mean}" x2="{mean}" y1="0" y2="100%"/>')
    if low is not None and high is not None:
        ends = f'x1="{_at(low)}" x2="{_at(high)}"'
        drawn.append(f'<line class="span" {ends} y1="50%" y2="50%"/>')
    if value is not None:
        drawn.append(f'<circle class="dot {row["side"]}" cx="{_at(value)}" cy="50%" r=".7rem"/>')
    return f'<svg class="mark" aria-hidden="true">{"".join(drawn)}</svg>'


def _body(one: BodySlide) -> Slide:
    body = one.body
    overall, place = body["overall"], body["place"]
    style = ' class="long"' if len(body["name"]) > _LONG else ""
    head = f"<h2{style}>{escape(body['name'])}</h2>"
    if not one.told:
        why = overall["gone"] or "chưa có phiếu trong số liệu đã chốt"
        return "", f'{head}<p class="empty">{why[0].upper()}{why[1:]}</p>', body["foot"]
    rank = f"xếp thứ {place['rank']} trong nhóm" if place["ranked"] else place["why"]
    lines = [
        f"Khoảng tin cậy 95%: {overall['interval']}",
        one.sheets,
        f"<b>{rank[0].upper()}{rank[1:]}</b>",
    ]
    if body["worth"]:
        lines.append(escape(", ".join(body["worth"])))
    if overall["change"] != "–":
        change = f"So với kỳ trước: {overall['change']} điểm phần trăm"
        lines.append(f"<b>{change}</b>" if overall["clear"] else change)
    if body["whole"] != "–":
        lines.append(f'<span class="soft">Mức chung của nhóm: {body["whole"]}%</span>')
    left = f'<p class="number">{overall["percent"]}%</p>' + "".join(f"<p>{it}</p>" for it in lines)
    right = _bars([f for f in body["factors"] if f["level"] == "factor"])
    ends = (
        f'<div class="ends">{_end("Tiêu chí thấp nhất", one, one.lowest)}'
        f"{_end('Tiêu chí cao nhất', one, one.highest)}</div>"
        if one.lowest and len(body["factors"]) <= _MANY
        else ""
    )
    said = f'<p class="said">{escape(one.said)}</p>' if one.said else ""
    two = f'<div class="two"><div>{left}</div><div>{right}{ends}</div></div>'
    return "", f"{head}{two}{said}", body["foot"]


def _bars(factors: Sequence[Printed]) -> str:
    """Return the factors as bars, with a tick where the kind stands; the numbers beside them."""
    heads = (
        '<th>Yếu tố</th><td class="mark"></td><th class="n">Chỉ số, %</th>'
        '<th class="n less">Cả nhóm, %</th>'
    )
    rows = "".join(
        f'<tr><td>{escape(one["name"])}</td><td class="mark">{_bar(one)}</td>'
        f'<td class="n k">{one["percent"]}</td><td class="n soft less">{one["kind"]}</td></tr>'
        for one in factors
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _bar(one: Printed) -> str:
    value, tick = one["marks"][1], one["tick"]
    drawn = ""
    if value is not None:
        drawn += f'<rect class="own" y="20%" width="{_at(value)}" height="60%"/>'
    if tick is not None:
        drawn += f'<line class="tick" x1="{_at(tick)}" x2="{_at(tick)}" y1="0" y2="100%"/>'
    return f'<svg class="mark" aria-hidden="true">{drawn}</svg>'


def _end(words: str, one: BodySlide, lines: Sequence[CriterionLine]) -> str:
    names = {line["id"]: line for _, group in one.body["groups"] for line in group}
    shown = [names[line.entry.row.id] for line in lines]
    items = "".join(f"<p>{escape(line['name'])}: <b>{line['percent']}%</b></p>" for line in shown)
    return f'<div><p class="soft">{words}</p>{items}</div>'


def _method(made: Deck) -> Slide:
    items = "".join(f"<li>{escape(words)}</li>" for words in made.method)
    foot = f"Số liệu chốt ngày {made.data['day']} (lần {made.data['no']})."
    return "", f"<h2>Cách tính và giới hạn</h2><ul>{items}</ul>", foot


def _at(share: float) -> str:
    return f"{100 * share:.2f}%"


def _file(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _fonts() -> str:
    return "".join(
        '@font-face{font-family:"Be Vietnam Pro";'
        f"font-weight:{weight};src:url(data:font/woff2;base64,"
        f'{b64encode((FONTS / name).read_bytes()).decode()}) format("woff2")}}'
        for weight, name in _WEIGHTS.items()
    )
