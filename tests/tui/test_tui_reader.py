"""The article: all of its text, the quote and its cue in the margin, finding."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from tui_pilot import Driven, browser

from quotebrowser.library import ArticleView
from quotebrowser.model import (
    Article,
    Attribution,
    Fact,
    Facts,
    Kind,
    Pointer,
    Provenance,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    passage_uid,
)
from quotebrowser.tui.paint.article.article_head import headline, title
from quotebrowser.tui.paint.article.reader_text import Laid, Page
from quotebrowser.tui.paint.article.stops import Stop
from quotebrowser.tui.paint.lines import Role, text_of
from quotebrowser.tui.paint.signs import ASCII, UNICODE, Marks
from quotebrowser.tui.screens.reader_page import ReaderPage
from quotebrowser.tui.screens.search_page import SearchPage

TEXT = (
    "Headline\n\n"
    "The mayor of the town said: “We will build it,” and added, “and soon.” Rain fell.\n"
    "Last “words”.\n"
)
ROE = Speaker("jane roe", "Jane Roe", "", SpeakerKind.PERSON)


def page(shown: ArticleView, uid: str, wanted: str, width: int, marks: Marks) -> Page:
    """An article with a quote looked at; an empty uid: with none."""
    quote = next((each for each in shown.quotes if each.uid == uid), None)
    stop = Stop(Pointer(uid, uid, ""), quote.spans) if quote else None
    return Laid(shown, width, marks).page(stop, wanted)


def view() -> ArticleView:
    first = (TEXT.index("We will"), TEXT.index("and soon"))
    spans = (Span(first[0], first[0] + 17), Span(first[1], first[1] + 9))
    cue = Span(TEXT.index("said"), TEXT.index("said") + 4)
    quote = Quote(
        passage_uid("a", first[0]), "a", spans, Kind.STATEMENT, Attribution(ROE, None, cue, "said", 0.9)
    )
    last = TEXT.index("words")
    other = Quote(passage_uid("a", last), "a", (Span(last, last + 5),), Kind.FRAGMENT, None)
    facts = Facts(outlet=Fact("The Post", Provenance.GIVEN))
    return ArticleView(Article("a", TEXT, "/n/a.txt", facts, "", (Span(0, 8),)), (quote, other))


def test_every_character_of_the_article_is_shown_in_order() -> None:
    for width in (12, 30, 80, 200):
        drawn = page(view(), "", "", width, UNICODE)
        shown = "".join("".join(text_of(row)[3:].split()) for row in drawn.lines)
        assert shown == "".join(TEXT.split())


@pytest.mark.parametrize("sign", ["", "> "])
@pytest.mark.parametrize("end", ["\n", "\r\n", "  \n"])
def test_lines_that_were_broken_at_a_width_are_drawn_as_their_paragraph(end: str, sign: str) -> None:
    lines = [
        "“The bridge was a promise of a ten-",
        "year plan, and it stays with us,”",
        "said Jane Roe. Nobody asked her",
        "for more.",
        "",
        "Rain fell.",
    ]
    introduced = "On Mon, 3 Mar 2025, Jo Doe wrote:\n" if sign else ""
    text = introduced + "".join(f"{sign}{row}{end}" for row in lines)
    start, stop = text.index("The bridge"), text.index(",”")
    quote = Quote(passage_uid("a", start), "a", (Span(start, stop),), Kind.STATEMENT, None)
    shown = ArticleView(Article("a", text, "/n/a.txt", Facts(), "", ()), (quote,))
    drawn = page(shown, quote.uid, "ten-year plan", 200, UNICODE)
    first = len(drawn.lines) - 4
    assert [text_of(row)[3:] for row in drawn.lines[first:]] == [
        "“The bridge was a promise of a ten-year plan, and it stays with us,” said Jane Roe.",
        "Nobody asked her for more.",
        "",
        "Rain fell.",
    ]
    assert drawn.place == (first, first)
    assert drawn.found == (first,)


@pytest.mark.parametrize("fence", ["---", "+++"])
def test_of_a_block_of_facts_at_the_head_one_line_tells(fence: str) -> None:
    head = f"{fence}\ntitle: Headline\ndate: 2025-01-09\n{fence}\n"
    article = Article("a", head + TEXT, "/n/a.md", Facts(), "", (Span(0, len(head)),))
    lines = [text_of(row) for row in page(ArticleView(article, ()), "", "", 60, UNICODE).lines]
    assert lines[0] == "   2 lines of metadata at the top of the file"
    assert lines[1] == ""
    assert "".join("".join(lines[2:]).split()) == "".join(TEXT.split())


def test_a_line_says_what_a_caption_is() -> None:
    shown = view()
    at = TEXT.index("Last")
    captioned = replace(shown.article, captions=(Span(at, at + 13),))
    lines = [text_of(row) for row in page(ArticleView(captioned, shown.quotes), "", "", 60, UNICODE).lines]
    assert lines[-3:] == ["", "   caption", " │ Last “words”."]


def test_the_quote_has_bars_and_its_cue_a_sign() -> None:
    uid = view().quotes[0].uid
    drawn = page(view(), uid, "", 30, UNICODE)
    assert [text_of(row) for row in drawn.lines] == [
        "   Headline",
        "",
        " › The mayor of the town said:",
        " ▐ “We will build it,” and",
        " ▐ added, “and soon.” Rain",
        "   fell.",
        "",
        " │ Last “words”.",
    ]
    assert drawn.place == (3, 4)
    assert page(view(), view().quotes[1].uid, "", 30, UNICODE).place == (7, 7)
    roles = {part.text: part.role for row in drawn.lines for part in row}
    assert roles["We will build it,"] is Role.QUOTE
    assert roles["said"] is Role.CUE
    assert roles["Headline"] is Role.LABEL


def test_in_ascii_only_the_margin_changes() -> None:
    uid = view().quotes[0].uid
    plain = [text_of(row) for row in page(view(), uid, "", 30, ASCII).lines]
    assert plain[2].startswith(" > ")
    assert plain[3].startswith(" | “We")
    assert plain[7].startswith(" : Last")


@pytest.mark.parametrize(
    ("wanted", "lines"),
    [("RAIN", (4,)), ("will build", (3,)), ("zebra", ()), ("", ()), ("headline", (0,))],
)
def test_words_are_found_whatever_their_case(wanted: str, lines: tuple[int, ...]) -> None:
    assert page(view(), view().quotes[0].uid, wanted, 30, UNICODE).found == lines


def test_the_heading_says_what_is_known() -> None:
    known = text_of(title(view(), Stop(Pointer("", "", ""), view().quotes[0].spans), 0, 2, 80, UNICODE))
    assert known.startswith(" The Post · no date · ¶1")
    assert known.endswith("quote 1 of 2 ")
    bare = ArticleView(Article("b", "x\u200by", "/n/b.txt"), ())
    assert "outlet not recorded · b.txt · no date · 1 hidden character" in text_of(
        title(bare, None, 0, 0, 80, UNICODE)
    )


FACTS = {
    "title": "The tax stays",
    "byline": "Jane Roe; Jo Doe",
    "url": "https://news.example/tax",
}
HEADS = [
    # the facts that are known, cells, and what stands below the heading
    (
        ("title", "byline", "url"),
        74,
        " The tax stays           by Jane Roe, Jo Doe · https://news.example/tax",
    ),
    (("title",), 60, " The tax stays                byline, address not recorded "),
    (("byline",), 60, " by Jane Roe, Jo Doe · headline, address not recorded"),
    ((), 60, " headline, byline, address not recorded"),
    (("title", "byline", "url"), 40, " The tax stays  by Jane Roe, Jo Doe ·… "),
]


@pytest.mark.parametrize(("known", "width", "expected"), HEADS)
def test_below_the_heading_stand_headline_byline_and_address(
    known: tuple[str, ...], width: int, expected: str
) -> None:
    facts = Facts(**{name: Fact(FACTS[name], Provenance.GIVEN) for name in known})
    shown = text_of(headline(replace(view().article, facts=facts), width, UNICODE))
    assert cell_len(shown) <= width
    assert shown.split() == expected.split()
    assert shown.startswith(expected[:15])


def reader(driven: Driven) -> ReaderPage:
    found = driven.app.screen
    assert isinstance(found, ReaderPage)
    return found


async def test_quotes_are_gone_through_and_the_ends_are_said() -> None:
    async with browser() as driven:
        await driven.fill("big blow")
        await driven.press("enter", "enter")
        first = reader(driven).target()
        await driven.press("n")
        assert reader(driven).target() != first
        await driven.press("N")
        assert reader(driven).target() == first
        await driven.press("N", "N", "N", "N", "N", "N")
        assert "This is the first quote" in driven.text
        await driven.press(*"nnnnnnnnnnnnnnnnnnn")
        assert "This is the last quote" in driven.text


async def test_the_quote_is_in_sight_when_the_article_opens_and_after_a_resize() -> None:
    async with browser((80, 24)) as driven:
        await driven.fill("domestic politics")
        await driven.press("enter", "enter")
        assert "▐" in driven.text
        await driven.resize(40, 12)
        await driven.settle()
        assert "▐" in driven.text


async def test_scrolling_and_leaving() -> None:
    async with browser((80, 24)) as driven:
        await driven.press("enter", "enter")
        pane = reader(driven).pane
        await driven.press("G")
        bottom = pane.scroll_offset.y
        assert bottom > 0
        for key in ("g", "j", "k", "ctrl+d", "ctrl+u", "pagedown", "pageup", "space", "home", "end"):
            await driven.press(key)
        assert pane.scroll_offset.y == bottom
        await driven.press("h")
        assert isinstance(driven.app.screen, SearchPage)


async def test_finding_goes_from_place_to_place_and_escape_ends_it() -> None:
    async with browser((80, 24)) as driven:
        await driven.press("enter", "enter", "/")
        await driven.fill("Iran")
        count = len(reader(driven).drawn.found)
        assert count > 2
        assert f"match 1 of {count}" in driven.lines[0]
        await driven.press("enter", "n", "n", "N")
        assert f"match 2 of {count}" in driven.lines[0]
        assert "n next match " in driven.text
        assert "N previous match " in driven.text
        await driven.press("N", "N")
        assert f"match {count} of {count}" in driven.lines[0]
        await driven.press("g", "n")
        assert "match 1 of" not in driven.lines[0]
        await driven.press("/")
        await driven.fill("zebra")
        await driven.press("enter")
        assert "does not say zebra" in driven.text
        assert "no match" in driven.lines[0]
        assert "n next quote " in driven.text
        await driven.press("escape")
        assert "quote 1 of" in driven.lines[0]
        assert "find" not in driven.lines[-3]
        await driven.press("q")
        assert isinstance(driven.app.screen, SearchPage)


async def test_the_article_leads_to_the_comparison_and_back() -> None:
    async with browser() as driven:
        await driven.fill("big blow")
        await driven.press("enter", "enter", "c")
        assert "Compare" in driven.lines[0]
        await driven.press("enter")
        assert "outlet not recorded" in driven.lines[0]
        await driven.press("q", "q", "q")
        assert isinstance(driven.app.screen, SearchPage)
