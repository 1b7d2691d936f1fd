"""The README's tables say what the code does: every setting, every command, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from survey.cli import main
from survey.settings import described
from tests.cli.console import parts

TOP = Path(__file__).parent.parent
READMES = (TOP / "README.md", TOP / "README.vi.md")


def commands(command: click.Command, name: str) -> list[str]:
    if isinstance(command, click.Group):
        return [
            found for part, child in parts(command) for found in commands(child, f"{name} {part}")
        ]
    return [name]


def table(path: Path, first: str) -> dict[str, list[str]]:
    """The rows of the tables whose first cell is `first…` in code marks, by that cell."""
    rows = re.findall(r"^\| `([^`]+)` \|(.*)\|$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        key: [cell.strip() for cell in rest.split("|")]
        for key, rest in rows
        if key.startswith(first)
    }


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_readme_lists_every_command_and_no_other(readme: Path) -> None:
    assert set(table(readme, "survey ")) == set(commands(main, "survey"))


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_readme_lists_every_setting_with_its_default(readme: Path) -> None:
    rows = table(readme, "SURVEY_")
    assert {name: cells[0].strip("`") for name, cells in rows.items()} == {
        setting.name: setting.default for setting in described()
    }


def test_the_english_readme_gives_the_meaning_that_the_code_gives() -> None:
    rows = table(READMES[0], "SURVEY_")
    assert {name: cells[1] for name, cells in rows.items()} == {
        setting.name: setting.meaning for setting in described()
    }


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_link_of_a_readme_leads_to_a_file(readme: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", readme.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (TOP / link).exists()] == []


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_readme_names_every_target_that_a_developer_types(readme: Path) -> None:
    targets = re.findall(r"^([a-z]+):.*##", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE)
    told = re.findall(r"make ([a-z]+)", readme.read_text("utf-8"))
    assert set(targets) <= set(told)


def test_every_command_has_help() -> None:
    def check(command: click.Command, name: str) -> None:
        assert command.help, name
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, f"{name} --{option.name}"
        if isinstance(command, click.Group):
            for part, child in parts(command):
                check(child, f"{name} {part}")

    check(main, "survey")
