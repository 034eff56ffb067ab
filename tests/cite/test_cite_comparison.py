"""The versions of an utterance with their sources, in formats other programs read."""

import csv
import io
from xml.etree import ElementTree as ET

import pytest
from cite_material import facts, quoted, seed
from markdown_it import MarkdownIt

from quotebrowser.cite import COMPARISONS, render, render_comparison
from quotebrowser.collate import collate
from quotebrowser.errors import UnknownError
from quotebrowser.model import (
    Article,
    Collation,
    Column,
    Difference,
    Extent,
    Kind,
    Level,
    Passage,
    Quote,
    Reading,
    Variation,
    Witness,
)

PRINTED = {
    "000": [
        (
            "I don’t consider losing Syria something to be proud of. We were defeated, and defeated "
            "very badly, we took a very big blow and it’s been very difficult."
        )
    ],
    "001": [
        "I don’t consider losing Syria something to be proud of,",
        "We were defeated, and defeated very badly, we took a very big blow and it’s been very difficult.",
    ],
    "002": ["very big blow,", "I don’t consider losing Syria something to be proud of."],
    "003": [
        "We were defeated and defeated very badly, we took a very big blow, and it’s been very difficult."
    ],
}
TEI = "{http://www.tei-c.org/ns/1.0}"


def passage(quote: Quote, of: Article, order: int) -> Passage:
    span = quote.spans[0]
    return Passage(
        quote.uid, quote.uid, of.id, span, span.of(of.text), Kind.STATEMENT, "esbati", 0.9, None, order
    )


@pytest.fixture(scope="module")
def speech() -> tuple[Collation, dict[str, Article]]:
    articles: dict[str, Article] = {}
    passages: list[Passage] = []
    for name, printed in PRINTED.items():
        known = {"outlet": "The Gulf Post", "url": "https://gulf.example/1", "published": "2025-01-09"}
        of = seed(name, facts(known) if name == "003" else None)
        articles[of.id] = of
        passages += [passage(quoted(of, words), of, order) for order, words in enumerate(printed)]
    return collate("u", passages, articles), articles


def test_markdown_is_a_table_with_a_row_a_version_and_its_sources(
    speech: tuple[Collation, dict[str, Article]],
) -> None:
    text = render_comparison(*speech, "markdown")
    lines = text.splitlines()
    sigla = [witness.siglum for witness in speech[0].witnesses]
    assert lines[0] == "| Version | Outlet | Date | Wording | Differences from A |"
    assert [line[2] for line in lines[2:6]] == sigla
    assert [line[2] for line in lines if line.startswith("- ")] == sigla
    page = MarkdownIt("commonmark").enable("table").render(text)
    assert page.count("<tr>") == 5
    assert 'href="https://gulf.example/1#:~:text=We%20were%20defeated' in page


def test_what_a_version_does_not_quote_is_not_called_a_cut(
    speech: tuple[Collation, dict[str, Article]],
) -> None:
    rows = {
        row["file"][6:9]: row
        for row in csv.DictReader(io.StringIO(render_comparison(*speech, "csv")), strict=True)
    }
    assert " for " not in rows["000"]["differences"]
    assert rows["001"]["differences"] == "1: “of,” for “of.”"
    assert "prints “very big blow,” elsewhere" in rows["002"]["differences"]
    assert "not quoted here: “and it’s been very difficult.”" in rows["002"]["differences"]
    assert "“defeated” for “defeated,”" in rows["003"]["differences"]
    assert "not quoted here: “I don’t consider losing Syria something …”" in rows["003"]["differences"]
    assert all("cuts" not in row["differences"] for row in rows.values())


def test_every_wording_is_printed_in_its_article(speech: tuple[Collation, dict[str, Article]]) -> None:
    articles = {of.origin: of for of in speech[1].values()}
    for row in csv.DictReader(io.StringIO(render_comparison(*speech, "csv"))):
        for part in row["wording"].strip("“”").split("” … “"):
            assert part in articles[row["file"]].text


def test_what_is_not_recorded_is_an_empty_cell(speech: tuple[Collation, dict[str, Article]]) -> None:
    rows = list(csv.DictReader(io.StringIO(render_comparison(*speech, "csv"))))
    assert {(row["outlet"], row["date"], row["url"]) for row in rows} == {
        ("", "", ""),
        ("The Gulf Post", "2025-01-09", "https://gulf.example/1"),
    }


def test_each_witness_can_be_read_off_the_apparatus(speech: tuple[Collation, dict[str, Article]]) -> None:
    root = ET.fromstring(render_comparison(*speech, "tei"))
    paragraph = root.find(f".//{TEI}body/{TEI}p")
    assert paragraph is not None
    for place, witness in enumerate(speech[0].witnesses):
        words = [paragraph.text or ""]
        for entry in paragraph:
            (reading,) = [part for part in entry if f"#{witness.siglum}" in part.get("wit", "").split()]
            words += [reading.text or "", entry.tail or ""]
        expected = [column.readings[place].text for column in speech[0].columns]
        assert " ".join(" ".join(words).split()) == " ".join(text for text in expected if text)
    listed = [
        element.get("{http://www.w3.org/XML/1998/namespace}id") for element in root.iter(f"{TEI}witness")
    ]
    assert listed == [witness.siglum for witness in speech[0].witnesses]


def test_html_escapes_everything_of_an_article() -> None:
    of = seed("004", facts({"outlet": "<script>", "url": "javascript:x"}))
    quote = quoted(of, "illegal" if "illegal" in of.text else of.text.split()[0])
    text = render_comparison(collate("u", [passage(quote, of, 0)], {of.id: of}), {of.id: of}, "html")
    assert "<script>" not in text
    assert "href" not in text
    assert "&lt;script&gt;" in text


STATES = [
    (Variation.ADDED, "more", "", "1: adds “more” (meaning may differ)"),
    (Variation.RUNS_ON, "", "less", "1: runs on without “less” (meaning may differ)"),
    (Variation.CUT_DECLARED, "", "less", "1: cuts “less”, marked (meaning may differ)"),
    (Variation.INTERPOLATED, "[he]", "", "1: inserts “[he]” (meaning may differ)"),
    (Variation.PARAPHRASED, "", "less", "1: paraphrases “less” (meaning may differ)"),
    (Variation.WORDING, "fewer", "less", "1: “fewer” for “less” (meaning may differ)"),
    (Variation.NOT_QUOTED, "", "less", "not quoted here: “less”"),
]


@pytest.mark.parametrize(("state", "own", "base", "expected"), STATES)
def test_each_state_has_words_of_its_own(state: Variation, own: str, base: str, expected: str) -> None:
    first, second = seed("000"), seed("001")
    witnesses = tuple(
        Witness(siglum, of.id, (passage(quoted(of, "We were defeated"), of, 0),), Extent.WHOLE)
        for siglum, of in (("A", first), ("B", second))
    )
    column = Column((Reading(Variation.SAME, base), Reading(state, own)), Level.WORDING)
    same = Column((Reading(Variation.SAME, "We"), Reading(Variation.SAME, "We")), Level.NONE)
    difference = Difference(1, 1, 1, state, "wording", Level.WORDING, ((base, ("A",)), (own, ("B",))))
    collation = Collation("u", witnesses, (same, column), (difference,))
    text = render_comparison(collation, {first.id: first, second.id: second}, "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[1]["differences"] == expected
    apparatus = render_comparison(collation, {first.id: first, second.id: second}, "tei")
    assert f'type="{state.value}"' in apparatus
    assert "<p>We <app>" in apparatus


def test_words_that_all_print_stand_between_the_differences() -> None:
    first, second = seed("000"), seed("001")
    witnesses = tuple(
        Witness(siglum, of.id, (passage(quoted(of, "We were defeated"), of, 0),), Extent.WHOLE)
        for siglum, of in (("A", first), ("B", second))
    )
    columns = tuple(
        Column((Reading(Variation.SAME, own), Reading(state, other)), Level.NONE)
        for own, other in (
            ("We", "We"),
            ("x", "y"),
            ("were", "were"),
            ("v", "w"),
            ("all", "all"),
            ("in", "in"),
        )
        for state in [Variation.SAME if own == other else Variation.WORDING]
    )
    articles = {first.id: first, second.id: second}
    root = ET.fromstring(render_comparison(Collation("u", witnesses, columns, ()), articles, "tei"))
    paragraph = root.find(f".//{TEI}body/{TEI}p")
    assert paragraph is not None
    assert (paragraph.text or "").split() == ["We"]
    assert [(entry.tail or "").split() for entry in paragraph] == [["were"], ["all", "in"]]


def test_a_version_without_an_outlet_is_called_by_its_file_and_cited_as_the_plain_style_does(
    speech: tuple[Collation, dict[str, Article]],
) -> None:
    lines = render_comparison(*speech, "markdown").replace("\\", "").splitlines()
    for place, witness in enumerate(speech[0].witnesses):
        article = speech[1][witness.article]
        outlet = article.outlet.name or article.name
        assert lines[2 + place].startswith(f"| {witness.siglum} | {outlet} | ")
        quote = quoted(article, witness.passages[0].span.of(article.text))
        source = render(quote, article, style="plain", form="reference").text
        entry = next(line for line in lines if line.startswith(f"- {witness.siglum}: "))
        assert (
            entry.replace("*", "")
            .replace("<", "")
            .replace(">", "")
            .startswith(f"- {witness.siglum}: {source}")
        )


def test_a_note_about_the_same_words_stands_with_the_base() -> None:
    first, second = seed("000"), seed("001")
    witnesses = tuple(
        Witness(siglum, of.id, (passage(quoted(of, "We were defeated"), of, 0),), Extent.WHOLE)
        for siglum, of in (("A", first), ("B", second))
    )
    same = Column((Reading(Variation.SAME, "We"), Reading(Variation.SAME, "We")), Level.NONE)
    joined = Difference(1, 0, 0, Variation.SAME, "joined", Level.NONE, (("We", ("A", "B")),), "A joins\nit")
    collation = Collation("u", witnesses, (same,), (joined,))
    text = render_comparison(collation, {first.id: first, second.id: second}, "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["differences"] for row in rows] == ["1: A joins it", ""]


def test_an_unknown_flavour_of_a_comparison_is_named() -> None:
    with pytest.raises(UnknownError) as caught:
        render_comparison(Collation("u", (), (), ()), {}, "markdwn")
    assert caught.value.message == "Unknown comparison flavour “markdwn”; did you mean markdown?"
    assert [flavour.name for flavour in COMPARISONS] == ["markdown", "html", "csv", "tei"]
