"""Of a page the article is read, whole, and nothing that stands round it or in it and is another's."""

# ruff: noqa: E501 - markup is easier to read on one line

import random
from pathlib import Path

import made_dates
import made_news
import made_pages
import pytest

from quotebrowser.extract import quotes
from quotebrowser.ingest import read
from quotebrowser.ingest.web.html_tree import tree_of
from quotebrowser.ingest.web.pruning import prune
from quotebrowser.ingest.web.quick_passages import passages
from quotebrowser.model import Article

TEXT = (
    "The town will keep its harbour after a vote of the council that ended months of doubt about it.",
    "“We will not sell the harbour, not now and not in ten years,” said Ada Example, the mayor of the town.",
    "The owners of the boats had asked for a promise that nobody had been ready to give them before.",
    "“Nobody asked us about the quays,” said Bo Sample, who speaks for the owners of the boats there.",
)
FIRST, SECOND = (
    "We will not sell the harbour, not now and not in ten years,",
    "Nobody asked us about the quays,",
)
OTHER = "“Somebody else said this elsewhere,” says Cy Third"


def page(inner: str, around: str = "", head: str = "") -> str:
    """A page with an article; `inner` stands before its last paragraph, `around` below it."""
    body = "".join(f"<p>{part}</p>" for part in TEXT[:3])
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta property="og:title" content="It stays">{head}</head><body>'
        f"<main><article><h1>It stays</h1>{body}{inner}<p>{TEXT[3]}</p></article>{around}</main></body></html>"
    )


def article_of(tmp_path: Path, markup: str) -> Article:
    path = tmp_path / "page.html"
    path.write_text(markup, encoding="utf-8")
    (outcome,) = read(path)
    assert isinstance(outcome, Article), outcome
    return outcome


SPEAKERS = ("Ada Example", "Bo Sample", "Ada Example", "Bo Sample", "Cy Third", "Ada Example")
NAMED = [
    ("names in blocks", "<div class='speaker'>{name}</div><p>{words}</p>", True),
    ("names in blocks of a turn", "<div class='turn'><div class='name'><span>{name}</span></div><div><p>{words}</p></div></div>", True),
    ("names with times", "<div><div class='who'>{name}</div><div class='at'>0:05</div><div>{words}</div></div>", True),
    ("one label again and again", "<div class='label'>Share this</div><p>{words}</p>", False),
    ("labels with links", "<div class='more'><a href='/{name}'>{name}</a></div><p>{words}</p>", False),
    ("sentences", "<div class='note'>So said {name}.</div><p>{words}</p>", False),
]  # fmt: skip


@pytest.mark.parametrize(("turn", "kept"), [row[1:] for row in NAMED], ids=[row[0] for row in NAMED])
@pytest.mark.parametrize("main", [True, False])
def test_names_over_the_words_of_turns_are_kept(tmp_path: Path, turn: str, *, kept: bool, main: bool) -> None:
    words = [f"{TEXT[at % 4]} {TEXT[(at + 1) % 4]}".replace("“", "").replace("”", "") for at in range(6)]
    turns = "".join(turn.format(name=name, words=said) for name, said in zip(SPEAKERS, words, strict=True))
    markup = page(turns) if main else f"<html><body><div><h1>It stays</h1>{turns}</div></body></html>"
    lines = article_of(tmp_path, markup).text.split("\n\n")
    assert [line for line in lines if line in SPEAKERS] == (list(SPEAKERS) if kept else [])
    assert not any(line.startswith(("Share", "So said")) for line in lines)
    assert sum(line in words for line in lines) == len(words)


LEFT_OUT = [
    (
        "a list of links",
        f"<ul><li><a href='/1'>{OTHER}</a></li><li><a href='/2'>{OTHER} again</a></li></ul>",
        "",
    ),
    ("a link to read more", f"<p><strong>Read more: <a href='/1'>{OTHER}</a></strong></p>", ""),
    ("a box that is a link", f"<div><a href='/1'><h3>{OTHER}</h3></a></div>", ""),
    (
        "what is called a teaser",
        f"<div class='articleTeaser'><a href='/1'>{OTHER}</a><p>{OTHER} and more</p></div>",
        "",
    ),
    ("an offer", f"<div class='newsletter-box'><p>{OTHER}</p><input></div>", ""),
    ("a dialogue", f"<div role='dialog'><p>{OTHER}, and {'cookies ' * 80}</p></div>", ""),
    ("a notice", "", f"<div id='onetrust-banner'><p>{OTHER}, and {'cookies ' * 80}</p></div>"),
    ("comments by their name", "", f"<div id='comments'><p>{OTHER}.</p><p>{OTHER} again.</p></div>"),
    (
        "comments by a name of another language",
        "",
        f"<section class='leser-kommentare'><p>{OTHER}.</p></section>",
    ),
    ("comments by their heading", "", f"<section><div><h3>12 comments</h3></div><p>{OTHER}.</p></section>"),
    ("comments under a heading", "", f"<h4>Kommentare (3)</h4><div><p>{OTHER}.</p></div><div>{OTHER}</div>"),
    (
        "cards that say nothing",
        "",
        "<section>"
        + "".join(
            f"<div><a href='/{n}'>The headline of a story {n}</a><p>{OTHER} {n}</p></div>" for n in range(4)
        )
        + "</section>",
    ),
    (
        "the next article",
        "",
        f"<article><h1>Another one</h1>{''.join(f'<p>{OTHER} {n}, in a long paragraph of its own.</p>' for n in range(9))}</article>",
    ),
    ("a template", f"<template><p>{OTHER}</p></template>", ""),
    ("a side bar", "", f"<aside><p>{OTHER}</p></aside>"),
]


@pytest.mark.parametrize(("inner", "around"), [row[1:] for row in LEFT_OUT], ids=[row[0] for row in LEFT_OUT])
def test_what_is_not_the_articles_is_left_out(tmp_path: Path, inner: str, around: str) -> None:
    assert passages(article_of(tmp_path, page(inner, around)).text) == {FIRST, SECOND}


OWN = "“This too is of the article itself,” said Cy Third"
KEPT = [
    ("a block quote", f"<blockquote><p>{OWN}.</p></blockquote>"),
    ("a block quote in a figure", f"<figure class='quote'><blockquote><p>{OWN}.</p></blockquote></figure>"),
    ("a pull quote", f"<aside class='pull-quote'><p>{OWN}</p></aside>"),
    ("an item of a list", f"<ul><li>{OWN}, among other things.</li></ul>"),
    ("an answer", f"<dl><dt>And now?</dt><dd>{OWN}.</dd></dl>"),
    ("a cell", f"<table><tr><td>{OWN}.</td></tr></table>"),
    ("what can be opened", f"<details><summary>More</summary><p>{OWN}.</p></details>"),
    ("a box in a box", f"<div><section><div><p>{OWN}.</p></div></section></div>"),
    ("a paragraph behind a paywall", f"<p class='paywall'>{OWN}.</p>"),
    (
        "a paragraph with links",
        f"<p>{OWN}, <a href='/a'>the member</a> for <a href='/b'>the north of the town</a>.</p>",
    ),
    ("an old element", f"<nobr>{OWN}.</nobr>"),
    (
        "a part that a program builds",
        f"<x-body><template shadowrootmode='open'><p>{OWN}.</p></template></x-body>",
    ),
    ("breaks and no paragraph", f"<div>{TEXT[0]}<br><br>{OWN}.</div>"),
]


@pytest.mark.parametrize("inner", [row[1] for row in KEPT], ids=[row[0] for row in KEPT])
def test_what_is_the_articles_is_kept_at_its_place(tmp_path: Path, inner: str) -> None:
    text = article_of(tmp_path, page(inner)).text
    assert passages(text) == {FIRST, SECOND, "This too is of the article itself,"}
    assert text.index(FIRST) < text.index("This too") < text.index(SECOND)


NAMES = [
    "comments-open has-sidebar",
    "paywall subscription",
    "widget widget-text",
    "teaser card",
    "newsletter promo",
    "related-content more",
    "cookie-accepted",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_body_may_be_called_anything(tmp_path: Path, name: str) -> None:
    body = "".join(f"<p>{part}</p>" for part in TEXT)
    for markup in (
        f"<body class='{name}'><h1>It stays</h1>{body}</body>",
        f"<body><h1>It stays</h1><div class='{name}'>{body}</div></body>",
        f"<body><div class='{name}'><h1>It stays</h1>{body}</div><p>Contact</p></body>",
    ):
        assert passages(article_of(tmp_path, f"<html>{markup}</html>").text) == {FIRST, SECOND}


POST = "<blockquote class='twitter-tweet'><p>“Nobody told us of any such plan,” wrote Dee Third.</p></blockquote>"
FIGURE = f"<figure class='quote'><blockquote><p>{OWN}.</p></blockquote></figure>"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("", ""),
        (FIGURE, ""),
        (POST, ""),
        (POST + FIGURE, "a quote that may be the article’s was not taken: check against the page"),
    ],
)
def test_only_a_quote_that_was_not_taken_is_reported(tmp_path: Path, inside: str, said: str) -> None:
    """That one extractor lacks what the other has says nothing: nearly all of it is the article's."""
    read = article_of(tmp_path, page(inside))
    assert read.notice == said
    assert ("This too is of the article" in read.text) is (FIGURE in inside)


def test_hints_where_a_line_may_break_are_not_text(tmp_path: Path) -> None:
    text = article_of(
        tmp_path,
        page("<p>The har&shy;bour<wbr> of the town\u200b is old, as every\u00adbody there knows.</p>"),
    ).text
    assert "The harbour of the town is old, as everybody there knows." in text


@pytest.mark.parametrize("layout", made_pages.LAYOUTS, ids=lambda layout: str(layout.__name__))
@pytest.mark.parametrize("language", made_news.TONGUES)
def test_pages_as_newspapers_have_them_lose_no_quote_and_lend_none(
    tmp_path: Path, layout: made_pages.Layout, language: str
) -> None:
    dice = random.Random(language)
    story = made_news.story(language, dice)
    way = made_dates.WAYS[dice.randrange(len(made_dates.WAYS))]
    told = way(story)
    article = article_of(tmp_path, layout(story, told))
    expected = passages("\n".join(block.text for block in story.blocks))
    running = article.text
    for span in article.furniture:
        running = running.replace(span.of(article.text), "")
    assert passages(running) == expected
    assert article.title == story.title
    fact = article.facts.published
    if told.published:
        assert fact is not None
        assert fact.value[:10] == told.published
    else:
        assert fact is None or not fact.certain
    assert quotes(article)


LINKS = "".join(f"<li><a href='/{at}'>Place {at}</a></li>" for at in range(12))
TOLD = "".join(f"<li>On the way to <a href='/{at}'>place {at}</a> it rained</li>" for at in range(12))
MENUS = [
    ("a menu", f"<nav><p>All places</p><ul>{LINKS}</ul></nav>", ""),
    ("a menu of divisions", f"<div><ul>{LINKS}</ul></div>", ""),
    ("a menu that bears the headline", f"<nav><h1>All places</h1><ul>{LINKS}</ul></nav>", "All places"),
    ("a box with words beside a menu", f"<div><p>{TEXT[0]}</p><ul>{LINKS}</ul></div>", TEXT[0]),
    ("a list of sentences", f"<div><ul>{TOLD}</ul></div>", "it rained"),
    ("a few links", "<nav><a href='/1'>Place 1</a><a href='/2'>Place 2</a></nav>", "Place 1"),
    ("a menu with a quote in it", f"<nav><ul>{LINKS}<li>{OWN}.</li></ul></nav>", "This too"),
]


@pytest.mark.parametrize(("name", "box", "kept"), MENUS, ids=[case[0] for case in MENUS])
def test_long_lists_of_links_go_unless_there_is_a_quotation_mark_in_them(
    name: str, box: str, kept: str
) -> None:
    root = tree_of(page("", f"<div id='box'>{box}</div>"))
    prune(root, "It stays")
    left = "".join(element.text_content() for element in root.iter("div") if element.get("id") == "box")
    assert kept in left
    assert bool(kept) is bool(left)
