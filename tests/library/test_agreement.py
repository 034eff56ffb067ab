"""Row, preview, comparison, reader, citation and machine output say the same of whatever a library holds."""

import random
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.library import Comparison, Library, Row, mark_quote
from quotebrowser.library.adding import add_files
from quotebrowser.library.copying import cite_quotes, machine_output
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.finding.annotated import Said
from quotebrowser.library.showing import compare_versions, quote_views
from quotebrowser.library.showing.wording import printed_by
from quotebrowser.library.views import ArticleView, outlets_of
from quotebrowser.model import Fact, Facts, Form, Kind, Provenance
from quotebrowser.tui.paint.article.stops import stops
from quotebrowser.tui.paint.lines import text_of
from quotebrowser.tui.paint.preview_text import Glance, PreviewKeys, tall
from quotebrowser.tui.paint.row_text import versions
from quotebrowser.tui.paint.signs import UNICODE

_SAID: Final = (
    "We will not sell the old harbour bridge to anybody before the winter comes",
    "Most of the 25 families lost everything that they owned in the flood of March",
    "The council has never seen a plan for the school, and nobody asked for one",
    "Wir werden die alte Brücke am Hafen vor dem Winter nicht verkaufen",
    "Nous ne vendrons pas le vieux pont du port avant la fin de l’hiver",
)
_PEOPLE: Final = ("Ann Torres", "Bob Hale")
_OUTLETS: Final = ("Alpha", "Alpha", "Beta", "Gamma", "")
_DATES: Final = ("2025-03-04", "2025-03-05", "March 2025", "")


def _worded(chance: random.Random, said: str) -> str:
    """The words as an outlet prints them."""
    words = said.split()
    kind = chance.randrange(6)
    if kind == 0:
        words = [word for word in words if word not in ("not", "never", "nicht", "pas")]
    elif kind == 1:
        words = [{"25": "35", "Most": "All"}.get(word, word) for word in words]
    elif kind == 2:
        words = words[: len(words) * 2 // 3]
    elif kind == 3:
        words[5:5] = ["really"]
    return " ".join(words)


def _report(chance: random.Random) -> str:
    """Some of what was said, whole or interrupted, told again or not, some of it retracted."""
    blocks = ["It rained on Monday."]
    for said in chance.sample(_SAID, chance.randint(1, 3)):
        words, who = _worded(chance, said), chance.choice(_PEOPLE)
        half = " ".join(words.split()[:6]), " ".join(words.split()[6:])
        blocks += [
            chance.choice(
                [
                    f"“{words},” {who} said.",
                    f"“{half[0]},” {who} said, “{half[1]}.”",
                    f"“{words},” she said on the day.",
                    f"{who} said: “{words}.” It was late. “{half[1]},” {who} said again.",
                    f"{who} withdrew what he had said: “{words}.”",
                ]
            )
        ]
    return "\n\n".join(blocks)


def _record(chance: random.Random) -> str:
    """Turns of two people."""
    said = chance.sample(_SAID[:3], 3)
    turns = [f"{_PEOPLE[at % 2].upper()}: {words}. Thank you all." for at, words in enumerate(said)]
    return "\n\n".join(turns)


def _written(folder: Path, chance: random.Random) -> None:
    """Six to nine articles: reports, reprints of one that stands before, a transcript of it all, or none."""
    before = _report(chance)
    for at in range(chance.randint(6, 9)):
        record = at == 3 and chance.random() < 0.7
        body = _record(chance) if record else before if chance.random() < 0.3 else _report(chance)
        before = before if record else body
        facts = {
            "outlet": chance.choice(_OUTLETS),
            "date": chance.choice(_DATES),
            "form": "transcript" * record,
        }
        head = "".join(f"{key}: {value}\n" for key, value in facts.items() if value)
        (folder / f"{at}.txt").write_text(f"---\n{head}---\n{body}\n\nNo. {at} of them.\n", encoding="utf-8")


def _preview(library: Library, row: Row, comparison: Comparison | None) -> str:
    glance = Glance(quote_views.view(library, row.pointer), comparison)
    lines = tall(glance, 120, UNICODE, PreviewKeys(edit="", copy="y", style="apa"))
    return "\n".join(map(text_of, lines))


@settings(max_examples=4)
@given(st.integers(0, 10_000))
def test_all_views_agree_on_every_row(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    home, chance = tmp_path_factory.mktemp("agreeing"), random.Random(seed)
    _written(home, chance)
    library = Library.open(home / "library")
    try:
        list(add_files.add(library, [home], jobs=1))
        every = search_quotes.search(library, "", limit=1000, group=False).rows
        mark_quote.mark(library, chance.choice(every).uid, on=True, name=mark_quote.PRIMARY)
        found = search_quotes.search(library, "", limit=1000).rows
        found += search_quotes.search(library, "the OR die OR le", limit=1000).rows
        for row in (*every, *found):
            _agrees(library, row)
    finally:
        library.close()


def _agrees(library: Library, row: Row) -> None:
    view = quote_views.view(library, row.pointer)
    shown = view.row
    assert (shown.speaker, shown.outlet, shown.published, shown.text, shown.kind) == (
        row.speaker, row.outlet, row.published, row.text, row.kind,
    )  # fmt: skip
    assert shown.summary == row.summary
    assert (shown.printings, shown.outlets, shown.record) == (row.printings, row.outlets, row.record)
    one, other = machine_output.found(row), machine_output.shown(view, Said())
    same = one.keys() & other.keys() - {"form", "time", "groups"}
    assert {name: one[name] for name in same} == {name: other[name] for name in same}
    citation = cite_quotes.cite(library, row.uid, style="plain", form="quote", flavour="plain").text
    assert " ".join(row.text.split()[:3]) in citation
    assert row.speaker in citation
    assert row.source in citation
    assert (str(row.published.year) if row.published else "date") in citation
    comparison = None if row.kind is Kind.MENTION else compare_versions.compare(library, row.pointer)
    preview = _preview(library, row, comparison if row.witnesses > 1 else None)
    assert " ".join(row.text.split()[:2]) in preview
    assert row.source in preview
    if comparison is not None:
        _compared(library, row, comparison, preview)


def _compared(library: Library, row: Row, comparison: Comparison, preview: str) -> None:
    collation = comparison.collation
    assert len(collation.articles) == row.witnesses
    assert (comparison.printings, comparison.record) == (row.printings, row.record)
    assert max((one.level for one in collation.differences), default=0) == max(row.level, 0)
    told = machine_output.compared(comparison)
    assert (told["printings"], told["record"]) == (row.printings, machine_output.found(row)["record"])
    assert comparison.articles[row.article].outlet.name == row.outlet
    assert comparison.articles[row.article].published == row.published
    counts = versions(row, UNICODE)[0]
    if row.witnesses > 1:
        assert row.texts == (len(comparison.circumstances.texts) or row.texts)
        assert (row.level.words in counts) is (row.level > 0)
    if row.witnesses > 1 and row.record.is_record:
        assert comparison.outlets == row.outlets
        counted = printed_by(row.printings, row.outlets, row.record)
        assert counted in preview
        assert counts.startswith(counted)
    if row.form is Form.TRANSCRIPT:
        _read(quote_views.article(library, row.article), row)


def _read(view: ArticleView, row: Row) -> None:
    """Where others print a sentence of the record, the reader stops there, and says so."""
    here = [one for one in stops(view, row.pointer) if one.pointer.utterance == row.utterance]
    assert bool(here) is (row.printings > 0)
    assert all(one.printings <= row.printings and one.outlets <= one.printings for one in here)


@pytest.mark.parametrize(
    ("names", "form", "told"),
    [
        (["Alpha", "Beta", "Gamma"], Form.TRANSCRIPT, "3 outlets; in the record"),
        (["Alpha"], Form.TRANSCRIPT, "1 outlet; in the record"),
        (["Alpha", "Alpha"], Form.CAPTIONS, "2 articles of 1 outlet; in captions"),
        (["Alpha", "Beta", "Alpha"], Form.TRANSCRIPT, "3 articles of 2 outlets; in the record"),
        (["", ""], Form.TRANSCRIPT, "2 outlets; in the record"),
        (["", "Alpha", "", "Alpha"], Form.TRANSCRIPT, "4 articles of 3 outlets; in the record"),
        ([], Form.CAPTIONS, "only in captions"),
    ],
)
def test_articles_are_not_called_outlets(names: list[str], form: Form, told: str) -> None:
    outlets = outlets_of(Facts(outlet=Fact(one, Provenance.GIVEN) if one else None) for one in names)
    assert printed_by(len(names), outlets, form) == told
