"""Lists brought in as files: bodies, desks, named groups (cụm, khối), finished dossiers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey import intake, store
from survey.intake.registers import AGENCIES, DESKS, GROUPS, TRANSACTIONS, Register
from survey.store.agencies import Agency
from survey.store.connection import Busy
from survey.store.groups import Group
from survey.web import figures, here
from survey.web.admin.door import bp, note, tell
from survey.words import N_, Refusal


@dataclass(frozen=True, slots=True)
class Import:
    """A kind of file.

    :ivar columns: what stands in each column that the file must or may have.
    :ivar section: the place of the administrators where it belongs.
    :ivar onward: the page that shows what was brought in.
    :ivar said: what is told when it was kept, and the blanks in it.
    """

    title: str
    rule: str
    columns: Mapping[str, str]
    register: Register[Any]
    section: str
    onward: str
    said: Callable[[Any], tuple[str, dict[str, object]]]


_FROM = N_("ngày đầu, dạng 2026-11-23; để trống nếu có từ trước khi dùng phần mềm")
_FILES = {
    "co-quan": Import(
        N_("Nhập cơ quan, đơn vị"),
        N_("Đơn vị đã có thì sửa tên, nhóm, cấp trên từ hôm nay. Không đơn vị nào bị xóa."),
        {
            "code": N_("mã đơn vị"),
            "name": N_("tên đơn vị"),
            "kind": N_("nhóm đơn vị, ví dụ Sở, ban, ngành"),
            "parent": N_("mã đơn vị cấp trên, nếu có"),
            "from": _FROM,
            "to": N_("ngày hoạt động cuối cùng"),
            "successor": N_("mã các đơn vị kế thừa, cách nhau bằng dấu cách"),
        },
        AGENCIES,
        "agencies",
        "admin.list_agencies",
        lambda done: (
            N_("Đã nhập: %(new)s đơn vị mới, %(changed)s đơn vị có thay đổi."),
            {"new": done.new, "changed": done.changed},
        ),
    ),
    "quay": Import(
        N_("Nhập quầy"),
        N_("Quầy đã có thì sửa theo tệp và giữ mã quầy. Không quầy nào bị đóng."),
        {
            "agency": N_("mã đơn vị"),
            "desk": N_("mã quầy trong đơn vị"),
            "name": N_("tên quầy"),
            "place": N_("điểm tiếp nhận"),
            "decider": N_("mã cơ quan giải quyết, nếu khác đơn vị của quầy"),
            "field": N_("lĩnh vực"),
            "officers": N_("số cán bộ làm tại quầy; để trống là một"),
        },
        DESKS,
        "desks",
        "admin.list_desks",
        lambda done: (N_("Đã nhập %(desks)s quầy."), {"desks": len(done)}),
    ),
    "cum-khoi": Import(
        N_("Cụm, khối thi đua"),
        N_("Tệp thay mọi thành viên của các cụm, khối có trong tệp; cụm, khối khác giữ nguyên."),
        {
            "group": N_("mã cụm, khối"),
            "name": N_("tên cụm, khối, giống nhau ở mọi dòng của một mã"),
            "agency": N_("mã đơn vị thành viên, mỗi dòng một đơn vị"),
            "from": _FROM,
            "to": N_("ngày cuối còn là thành viên"),
        },
        GROUPS,
        "agencies",
        "",
        lambda done: (N_("Đã nhập %(groups)s nhóm đơn vị."), {"groups": done}),
    ),
    "ho-so": Import(
        N_("Nhập số hồ sơ đã giải quyết"),
        N_("Tệp thay mọi số đã nhập của các đơn vị và tháng có trong tệp. Dùng để tính quyền số."),
        {
            "agency": N_("mã đơn vị"),
            "field": N_("lĩnh vực, ghi như ở quầy; để trống nếu không chia theo lĩnh vực"),
            "month": N_("tháng, dạng 2026-11"),
            "finished": N_("số hồ sơ đã giải quyết trong tháng"),
        },
        TRANSACTIONS,
        "agencies",
        "",
        lambda done: (
            N_("Đã nhập: %(new)s dòng mới, %(changed)s dòng đổi số, %(gone)s dòng cũ bỏ đi."),
            {"new": done.new, "changed": done.changed, "gone": done.gone},
        ),
    ),
}


@bp.url_value_preprocessor
def _room_for_a_file(endpoint: str | None, _values: object) -> None:
    if endpoint == "admin.import_file" and request.method == "POST":
        figures.make_room()


@bp.route("/nhap/<what>", methods=["GET", "POST"])
def import_file(what: str) -> ResponseReturnValue:
    """Ask for a file of one kind, and keep all of it or say what must be mended."""
    kind, form, refused = _FILES.get(what) or abort(404), figures.Upload(), []
    if form.validate_on_submit():
        try:
            told, blanks = _keep(kind, *figures.sent(form))
        except Busy:
            raise
        except Refusal as refusal:
            refused = here.language().refusals(refusal)
        else:
            tell(told, **blanks)
            here_again = url_for("admin.import_file", what=what)
            return redirect(url_for(kind.onward) if kind.onward else here_again, 303)
    page = render_template(
        "admin/import.html",
        kind=kind,
        needed=kind.register.needed,
        form=form,
        refused=refused,
        groups=_groups() if what == "cum-khoi" else None,
        section=kind.section,
    )
    return page, 422 if form.is_submitted() else 200


def _keep(kind: Import, name: str, data: bytes) -> tuple[str, dict[str, object]]:
    register = kind.register
    lines = intake.tables.parse(data, name, needed=register.needed, optional=register.optional)
    with here.database().writing() as db:
        done = register.keep(db, lines, here.today())
        note(db, register.act, name)
    return kind.said(done)


def _groups() -> list[tuple[Group, list[Agency]]]:
    """Return the groups of today and their bodies."""
    today = here.today()
    with here.database().reading() as db:
        found = store.groups.on(db, today)
        known = store.agencies.by_ids(db, {one for g in found for one in g.agencies}, today)
    return [(group, [known[one] for one in group.agencies]) for group in found]
