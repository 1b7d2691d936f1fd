"""survey groups import, survey round scale"""

from __future__ import annotations

from tests.cli.console import Console


def test_groups_come_from_a_file_or_not_at_all(province: Console) -> None:
    file = province.folder / "groups.csv"
    file.write_text("group,name,agency,from\nk1,Khối 1,S1,\nk1,Khối 1,X1,2026-01-01\n")
    assert "Đã nhập 1 nhóm đơn vị" in province.types("groups", "import", str(file)).stdout
    file.write_text("group,name,agency,from\nk1,Khối 1,S1,hôm nay\n")
    assert "2026-11-23" in province.types("groups", "import", str(file), status=1).stderr
    file.write_text("group,name,agency\nk1,Khối 1,KHONG\n")
    assert "KHONG" in province.types("groups", "import", str(file), status=1).stderr


def test_a_scale_is_attached_to_a_round_if_it_is_one(province: Console) -> None:
    province.opens_round("D1")
    file = province.folder / "scale.toml"
    file.write_text('target = 80\n[points]\nrule = "stepped"\nat = [[60, 5]]\n')
    assert "Đã gắn thang điểm" in province.types("round", "scale", "D1", str(file)).stdout
    file.write_text("goal = 80\n")
    assert "target" in province.types("round", "scale", "D1", str(file), status=1).stderr
    nowhere = str(province.folder / "none.toml")
    assert "none.toml" in province.types("round", "scale", "D1", nowhere, status=1).stderr
