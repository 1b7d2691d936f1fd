"""A province with figures, and a system that asks for them."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from survey import report
from survey.store.rounds import Round
from survey.web import here
from tests.report.scene import answered, found, furnish, opened, people
from tests.web.api.system import System

__all__ = ["System"]


@pytest.fixture
def province(app: Flask) -> Round:
    """Two rounds, the last frozen on 22 November 2026: Sở Tư pháp with a body under it that three
    people answered about, Sở Xây dựng, and a body that nobody answered about."""
    with here.place(app).database.writing() as db:
        found(db, "TP Sở Tư pháp", "XD Sở Xây dựng", "DT Sở Dân tộc và Tôn giáo")
        found(db, "TN Trung tâm Trợ giúp pháp lý", parent="TP")
        furnish(db, "TP 1 Quầy 1", "TP 2 Quầy 2", "XD 1 Quầy 1", "DT 1 Quầy 1", officers="2")
        before = opened(db, "2025")
        answered(db, before, "TP", people(30, 10))
        report.close(db, before, day=date(2025, 12, 31), person="x")
        this = opened(db, "2026")
        answered(db, this, "TP", people(38, 2), desk="1")
        answered(db, this, "TP", people(9, 1), desk="2", channel="paper")
        answered(db, this, "XD", people(30, 10))
        answered(db, this, "TN", people(3))
        report.freeze(db, this, day=date(2026, 11, 22), person="x", everything=True)
        return this


@pytest.fixture
def system(app: Flask, province: Round) -> System:
    """A system with a token that opens everything."""
    return System(app)
