"""A page is read whole: chunks, odd markup, quotes that are set apart, text that only its data has."""

# ruff: noqa: E501 - markup is easier to read on one line

import json
from html import escape
from pathlib import Path

import pytest

from quotebrowser import extract
from quotebrowser.ingest import read
from quotebrowser.ingest.files.paragraphs import Paragraph
from quotebrowser.ingest.web import bodies
from quotebrowser.ingest.web.quick_passages import passages
from quotebrowser.model import Article, Quote

TEXT = (
    "The town will keep its harbour after a vote of the council that ended months of doubt about its use.",
    "“We will not sell the harbour, not now and not in ten years,” said Ada Example, the mayor of the town.",
    "The owners of the boats had asked for a promise that nobody had been ready to give them before.",
    "“Nobody asked us about the quays,” said Bo Sample, who speaks for the owners of the boats there.",
)
FIRST, SECOND = (
    "We will not sell the harbour, not now and not in ten years,",
    "Nobody asked us about the quays,",
)
ANSWERS = [
    f"“That is answer {n} which I gave them,” said Cy Third on the evening of day {n}." for n in range(9)
]
HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta property="og:title" content="It stays"></head><body>'
LONG = "x" * 70_000


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def article_of(tmp_path: Path, markup: str) -> Article:
    path = tmp_path / "page.html"
    path.write_text(markup, encoding="utf-8")
    (outcome,) = read(path)
    assert isinstance(outcome, Article), outcome
    return outcome


def inside(markup: str) -> str:
    """A page with `markup` in the middle of its article."""
    return f"{HEAD}<main><article><h1>It stays</h1>{paragraphs(*TEXT[:2])}{markup}{paragraphs(*TEXT[2:])}</article></main></body></html>"


def found(article: Article) -> dict[str, Quote]:
    return {quote.parts(article.text)[0]: quote for quote in extract.quotes(article)}


BODY = f"<article><h1>It stays</h1>{paragraphs(*TEXT)}</article>"
WHOLE = [
    ("a list for programs of 70 kB", f'<div data-posts="{LONG}"></div>{BODY}'),
    ("an attribute of 70 kB without marks", f"<div data-posts={'x/y=z;' * 12_000} class=a></div>{BODY}"),
    ("a description of 70 kB without marks", f"<meta name=description content={'x' * 70_000}>{BODY}"),
    ("a value without marks behind blanks", f"<input value = {'x' * 70_000}>{BODY}"),
    ("a state of a form of 70 kB", f"<form><input type='hidden' value='{LONG}'></form>{BODY}"),
    ("a description of 70 kB", f'<meta name="description" content="{LONG}">{BODY}'),
    ("markup in an attribute", f'<div data-html="{escape("<b>x</b> " * 9000)}"></div>{BODY}'),
    ("a headline in a bar at the top", f"<header><h1>It stays</h1></header><main>{BODY}</main>"),
    ("a headline in other words", f"<div><h1>The harbour stays</h1></div><main>{BODY}</main>"),
    ("the name of the newspaper as a headline", f"<header><h1>Example Herald</h1></header>{BODY}"),
    (
        "a word for comments by the headline",
        f"<h1>It stays</h1>{paragraphs(TEXT[0])}<div><div><span>Kommentare</span></div><div>{paragraphs(*TEXT[1:])}</div></div>",
    ),
    (
        "a count of comments by the headline",
        f"<h1>It stays</h1><div>{paragraphs(TEXT[0])}<span>12 comments</span></div><div>{paragraphs(*TEXT[1:])}</div>",
    ),
    (
        "a body that a program shows",
        f"<div style='display: none'><h1>It stays</h1>{paragraphs(*TEXT)}</div><p>Loading</p>",
    ),
    (
        "a text behind the end of the page",
        f"<h1>It stays</h1>{paragraphs(*TEXT[:2])}</body></html>{paragraphs(*TEXT[2:])}",
    ),
    (
        "chunks between advertisements",
        f"<h1>It stays</h1><div><div class='grid content'>{paragraphs(*TEXT[:2])}</div></div><div class='ad'>Ad</div><div><div class='grid content'>{paragraphs(*TEXT[2:])}</div></div>",
    ),
    (
        "chunks with numbers in their names",
        f"<h1>It stays</h1><div><div class='part-1'>{paragraphs(*TEXT[:2])}</div></div><div class='ad'>Ad</div><div><div class='part-2'>{paragraphs(*TEXT[2:])}</div></div>",
    ),
    (
        "a chunk that is called a side bar",
        f"<h1>It stays</h1><div><div class='has-sidebar'>{paragraphs(*TEXT[:2])}</div></div><hr><div><div class='has-sidebar'>{paragraphs(*TEXT[2:])}</div></div>",
    ),
]


@pytest.mark.parametrize("markup", [row[1] for row in WHOLE], ids=[row[0] for row in WHOLE])
def test_no_markup_costs_a_quote(tmp_path: Path, markup: str) -> None:
    article = article_of(tmp_path, f"{HEAD}{markup}</body></html>")
    assert passages(article.text) == {FIRST, SECOND}


def test_every_post_of_a_live_page_is_read_in_order(tmp_path: Path) -> None:
    posts = "".join(f"<section><div class='post-body'><p>{one}</p></div></section>" for one in ANSWERS)
    text = article_of(
        tmp_path, f"{HEAD}<h1>It stays</h1><div>{paragraphs(*TEXT)}</div>{posts}</body></html>"
    ).text
    places = [text.index(one) for one in (*TEXT, *ANSWERS)]
    assert places == sorted(places)


def test_what_follows_below_in_blocks_of_the_same_name_is_another_article(tmp_path: Path) -> None:
    other = f"<article><h1>Another one</h1><div class='body'>{paragraphs(*ANSWERS)}</div></article>"
    own = f"<article><h1>It stays</h1><div class='body'>{paragraphs(*TEXT)}</div></article>"
    assert passages(article_of(tmp_path, f"{HEAD}{own}{other}</body></html>").text) == {FIRST, SECOND}


LINKED = [
    ("one link", "<p><a href='/1'>{}</a></p>"),
    ("one strong link", "<p><strong><a href='/1'>{}</a></strong></p>"),
    ("a link and a day", "<p><a href='/1'>{}</a> It was Monday.</p>"),
    ("links of a sentence", "<p><a href='/1'>{}</a> <a href='/2'>It was</a> <a href='/3'>Monday.</a></p>"),
]


@pytest.mark.parametrize("form", [row[1] for row in LINKED], ids=[row[0] for row in LINKED])
def test_a_sentence_that_is_a_link_is_text(tmp_path: Path, form: str) -> None:
    text = article_of(tmp_path, inside(form.format(ANSWERS[1]))).text
    assert ANSWERS[1] in text


@pytest.mark.parametrize(
    "card",
    [
        "<p><a href='/1'>‘We never gave them that answer’: Cy Third</a></p>",
        "<p><a href='/1'>'We never gave them that answer': Cy Third</a></p>",
        "<div><a href='/1'><h3>Another one</h3><p>“We never gave them that answer,” said Cy Third.</p></a></div>",
    ],
)
def test_a_headline_that_is_a_link_is_none(tmp_path: Path, card: str) -> None:
    assert "gave them that answer" not in article_of(tmp_path, inside(card)).text


SAID = "We have never seen such a thing in all our years."
SIGNED = [
    ("a name in cite", f"<blockquote><p>{SAID}</p><cite>Helen Marsh, skipper</cite></blockquote>"),
    ("a name in cite on its line", f"<blockquote>{SAID} <cite>Helen Marsh</cite></blockquote>"),
    ("a name in a footer", f"<blockquote><p>{SAID}</p><footer>— Helen Marsh, skipper</footer></blockquote>"),
    (
        "a name in a figure",
        f"<figure><blockquote><p>{SAID}</p></blockquote><figcaption>Helen Marsh</figcaption></figure>",
    ),
    ("a dash and a name", f"<blockquote><p>{SAID}</p><p>– Helen Marsh, skipper</p></blockquote>"),
]


@pytest.mark.parametrize("markup", [row[1] for row in SIGNED], ids=[row[0] for row in SIGNED])
def test_a_block_quote_is_the_speech_of_who_signs_it(tmp_path: Path, markup: str) -> None:
    article = article_of(tmp_path, inside(markup))
    said = found(article)[SAID].attribution
    assert said is not None
    assert said.speaker.name == "Helen Marsh"
    assert not any("Marsh" in words for words in found(article))


def test_a_block_quote_of_two_paragraphs_has_one_signature(tmp_path: Path) -> None:
    markup = f"<blockquote><p>{SAID}</p><p>Nobody had told us.</p><footer>Helen Marsh</footer></blockquote>"
    article = article_of(tmp_path, inside(markup))
    (quote,) = (one for one in extract.quotes(article) if one.spans[0].of(article.text) == SAID)
    assert quote.attribution is not None
    assert quote.attribution.speaker.name == "Helen Marsh"


def test_a_page_that_is_one_block_quote_is_no_quote(tmp_path: Path) -> None:
    article = article_of(tmp_path, f"{HEAD}<blockquote><h1>It stays</h1>{paragraphs(*TEXT)}</blockquote>")
    assert set(found(article)) == {FIRST, SECOND}


CAPTIONS = [
    "<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>",
    "<figure><img src='a.jpg'><div class='text'>{}</div></figure>",
    "<div class='wp-caption'><img src='a.jpg'><p class='wp-caption-text'>{}</p></div>",
    "<table><caption>{}</caption><tr><td>1</td></tr></table>",
]


@pytest.mark.parametrize("form", CAPTIONS)
def test_a_quotation_in_a_caption_is_marked_as_one(tmp_path: Path, form: str) -> None:
    article = article_of(
        tmp_path, inside(form.format("“I never saw a boat so old,” said Dee Fourth. Photo: X"))
    )
    quote = found(article)["I never saw a boat so old,"]
    assert [span.of(article.text)[:8] for span in article.captions] == ["“I never"]
    assert article.captions[0].holds(quote.spans[0])


def test_a_caption_that_quotes_nobody_is_no_text(tmp_path: Path) -> None:
    article = article_of(tmp_path, inside("<figure><figcaption>The old quay. Photo: X</figcaption></figure>"))
    assert article.captions == ()


DECKS = [
    "<h1>It stays</h1><h2>“Nobody asked for a second offer”, says the mayor</h2>",
    "<header><h1>It stays</h1><p>“Nobody asked for a second offer”, says the mayor</p></header>",
    "<div><h1>It stays</h1></div><div><h2>“Nobody asked for a second offer”, says the mayor</h2></div>",
]


@pytest.mark.parametrize("deck", DECKS)
def test_a_quote_under_the_headline_is_a_quote(tmp_path: Path, deck: str) -> None:
    article = article_of(tmp_path, f"{HEAD}<article>{deck}{paragraphs(*TEXT)}</article></body></html>")
    assert "Nobody asked for a second offer" in found(article)


@pytest.mark.parametrize(
    "body",
    ["\n\n".join(TEXT), paragraphs(*TEXT), escape("\n".join(TEXT)), "<br><br>".join(TEXT)],
    ids=["lines", "markup", "escaped", "breaks"],
)
@pytest.mark.parametrize("signs", ["escaped", "plain"])
def test_a_page_that_shows_nothing_is_read_from_its_data(tmp_path: Path, body: str, signs: str) -> None:
    data = {"@graph": [{"@type": "NewsArticle", "headline": "It stays", "articleBody": body}]}
    script = json.dumps(data, ensure_ascii=signs == "escaped").replace("</", "<\\/")
    article = article_of(
        tmp_path,
        f'{HEAD}<div id="root"><p>Loading</p></div><script type="application/ld+json">{script}</script></body></html>',
    )
    assert article.text == "\n\n".join(TEXT)
    assert article.notice == "the page does not show its text: it is read from the data for search engines"


def test_a_page_that_shows_its_text_is_not_read_from_its_data(tmp_path: Path) -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(ANSWERS)})
    article = article_of(tmp_path, inside("") + f'<script type="application/ld+json">{data}</script>')
    assert passages(article.text) == {FIRST, SECOND}
    assert not article.notice


def test_a_page_of_which_little_was_taken_says_so(tmp_path: Path) -> None:
    others = "".join(f"<div class='comment'><p>{one * 2}</p></div>" for one in ANSWERS)
    article = article_of(tmp_path, inside("") + f"<div id='comments'>{others}</div>")
    assert passages(article.text) == {FIRST, SECOND}
    assert "less than half of the running text" in article.notice


@pytest.mark.parametrize("found", ["", "The Herald is printed by the Herald Printing Company of the town."])
def test_a_body_that_neither_extractor_finds_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: str
) -> None:
    imprint = "The Herald is printed by the Herald Printing Company of the town."
    monkeypatch.setattr(bodies, "_by_trafilatura", lambda _root: [Paragraph(found)] if found else [])
    monkeypatch.setattr(bodies, "_by_readability", lambda _root: [])
    rows = "".join(f"<div class='row r{n}'><span>{text}</span></div>" for n, text in enumerate(TEXT))
    article = article_of(
        tmp_path, f"{HEAD}<h1>It stays</h1><div>{rows}</div><div>{imprint}</div></body></html>"
    )
    assert passages(article.text) == {FIRST, SECOND}


@pytest.mark.parametrize("tag", ["b", "em", "span", "mark"])
def test_a_paragraph_of_very_many_emphasised_words_is_read_as_it_stands(tmp_path: Path, tag: str) -> None:
    words = [f"word{number}" for number in range(2_000)]
    shown = " ".join(f"<{tag}>{word}</{tag}>" for word in words)
    article = article_of(
        tmp_path, inside(f"<p>“It is <{tag}>over</{tag}> now,” said Dee Fourth. {shown}</p>")
    )
    assert "“It is over now,” said Dee Fourth. " + " ".join(words) in article.text
    assert "It is over now," in found(article)
