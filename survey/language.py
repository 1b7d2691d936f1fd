"""What people read: sentences, numbers and days in their language. The only room that knows Babel.

Vietnamese is the source: its sentences stand in the code and the templates themselves. Other
languages are the catalogues in translations/, read once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from gettext import c2py

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol, get_group_symbol

from survey.paths import shipped
from survey.words import FileRefused, Refusal

SOURCE = "vi"
MINUS = "\u2212"
_NUMBERS = (int, Decimal)

Sentences = Mapping[str, tuple[str, ...]]


@cache
def known() -> tuple[str, ...]:
    """Return the codes of the languages there are, the source first."""
    catalogues = shipped("translations").glob("*/LC_MESSAGES/messages.po")
    return (SOURCE, *sorted(path.parts[-3] for path in catalogues))


def names() -> dict[str, str]:
    """Return what each of these languages calls itself, by code.

    >>> names()["vi"], names()["en"]
    ('Tiếng Việt', 'English')
    """
    return {code: Language(code).name for code in known()}


class Language:
    """One language, with everything that is shown in it.

    A language without a catalogue speaks Vietnamese, and so does a sentence that its
    catalogue lacks.

    >>> Language("vi").percent(Decimal("83.94")), Language("en").percent(Decimal("83.94"))
    ('83,94%', '83.94%')
    """

    def __init__(
        self,
        code: str = SOURCE,
        *,
        sentences: Sentences | None = None,
        plural: Callable[[int], int] | None = None,
    ) -> None:
        read, read_plural = _catalogue(code) if sentences is None else (sentences, _two_forms)
        self.code = code
        self._sentences = read
        self._plural = plural or read_plural
        locale = _locale(code)
        self._locale = locale
        self._signs = str.maketrans(
            {",": get_group_symbol(locale), ".": get_decimal_symbol(locale), "-": MINUS}
        )

    @property
    def name(self) -> str:
        """What the language calls itself.

        >>> Language("vi").name, Language("en").name
        ('Tiếng Việt', 'English')
        """
        return self._locale.get_display_name() or self.code

    def gettext(self, message: str) -> str:
        """Return a Vietnamese sentence in this language, its blanks still open."""
        forms = self._sentences.get(message)
        return forms[0] if forms else message

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Return the form of a sentence that goes with `count`, its blanks still open."""
        forms = self._sentences.get(singular)
        if not forms:
            return singular if count == 1 else plural
        return forms[min(self._plural(count), len(forms) - 1)]

    def fill(self, message: str, values: Mapping[str, object]) -> str:
        """Return a sentence in this language with its blanks filled as people read them."""
        sentence = self.gettext(message)
        if not values:
            return sentence
        bare = ")d" in sentence  # hardly any has one, and tables say thousands
        return sentence % {
            name: value if bare and f"%({name})d" in sentence else self.shown(value)
            for name, value in values.items()
        }

    def refusal(self, refusal: Refusal) -> str:
        """Return why something was refused, in one sentence."""
        return self.fill(refusal.message, refusal.values)

    def refusals(self, refusal: Refusal) -> list[str]:
        """Return why something was refused, and a sentence for each fault of a file."""
        sentences = [self.refusal(refusal)]
        if isinstance(refusal, FileRefused):
            sentences += [
                self.fill(
                    refusal.place if fault.column else refusal.whole_line,
                    {
                        "line": fault.line,
                        "column": fault.column,
                        "fault": self.fill(fault.message, fault.values),
                    },
                )
                for fault in refusal.faults
            ]
        return sentences

    def shown(self, value: object) -> str:
        """Return a value as it stands in a sentence.

        >>> Language("vi").shown(1170), Language("vi").shown(date(2023, 6, 2))
        ('1.170', '02/6/2023')
        """
        if isinstance(value, str):
            return value
        if isinstance(value, _NUMBERS) and not isinstance(value, bool):
            return self.number(value)
        if isinstance(value, Refusal):
            return self.refusal(value)
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day_said(value)
        if isinstance(value, list | tuple | set | frozenset):
            return ", ".join(self.shown(one) for one in value)
        return str(value)

    def number(self, value: int | float | Decimal, places: int | None = None) -> str:
        """Return a number with this language's marks; `places` decimals, rounded half up.

        >>> Language("vi").number(1170), Language("en").number(1170)
        ('1.170', '1,170')
        >>> Language("vi").number(Decimal("83.945"), 2), Language("vi").number(-3)
        ('83,95', '−3')
        """
        if places is not None:
            value = _rounded(value, places)
        return f"{value:,}".translate(self._signs)

    def percent(self, value: float | Decimal | None, places: int = 2) -> str:
        """Return a percentage that is already times a hundred; a dash when there is none.

        >>> Language("vi").percent(Decimal("81.5")), Language("vi").percent(None)
        ('81,50%', '–')
        """
        return "–" if value is None else f"{self.number(value, places)}%"

    def points(self, value: float | Decimal | None, places: int = 2) -> str:
        """Return a difference with its sign; the unit stands beside it.

        >>> [Language("vi").points(Decimal(x)) for x in ("1.69", "-0.4", "0")]
        ['+1,69', '−0,40', '0,00']
        """
        if value is None:
            return "–"
        return ("+" if value > 0 else "") + self.number(value, places)

    def day(self, day: date) -> str:
        """Return a day as tables have it.

        >>> Language("vi").day(date(2023, 6, 2)), Language("en").day(date(2023, 6, 2))
        ('02/06/2023', '2 Jun 2023')
        """
        if self._locale.language == SOURCE:
            return f"{day:%d/%m/%Y}"
        return format_date(day, "d MMM y", locale=self._locale)

    def day_said(self, day: date) -> str:
        """Return a day as running text has it: officials write a zero before months 1 and 2 only.

        >>> [Language("vi").day_said(date(2026, month, 1)) for month in (2, 3, 12)]
        ['01/02/2026', '01/3/2026', '01/12/2026']
        """
        if self._locale.language != SOURCE or day.month <= 2:
            return self.day(day)
        return f"{day:%d}/{day.month}/{day:%Y}"

    def moment(self, moment: datetime) -> str:
        """Return a day and a minute of it.

        >>> Language("vi").moment(datetime(2026, 11, 23, 8, 5))
        '23/11/2026 08:05'
        """
        return f"{self.day(moment)} {moment:%H:%M}"


def _locale(code: str) -> Locale:
    """Return whose marks and months a language uses: the source's for one that Babel lacks."""
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(SOURCE)


@lru_cache(maxsize=10_001)
def _rounded(value: int | float | Decimal, places: int) -> Decimal:
    """Return a number half up; a table holds the same few thousand again and again."""
    step = Decimal(1).scaleb(-places)
    # No minus before a nought.
    return Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP) + 0


def _two_forms(count: int) -> int:
    return int(count != 1)


@cache
def _catalogue(code: str) -> tuple[Sentences, Callable[[int], int]]:
    """Return the sentences of a language and which of their forms goes with a number."""
    if code == SOURCE or code not in known():
        return {}, _two_forms
    with (shipped("translations") / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    sentences: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        if not message.id or not message.string or message.fuzzy:
            continue
        name = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        if all(forms):
            sentences[name] = forms
    return sentences, c2py(catalogue.plural_expr)
