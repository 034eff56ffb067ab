"""Who wrote an article: each form in which pages name authors, for machines and for readers."""

# ruff: noqa: E501 - markup is easier to read on one line

import json
from pathlib import Path

import pytest

from quotebrowser.ingest import read
from quotebrowser.ingest.facts.bylines import opens_byline, signed
from quotebrowser.model import Article

BODY = "".join(
    f"<p>{part}</p>"
    for part in (
        "The lock at the mill will stay shut until spring, the water board decided on Monday after a long debate.",
        "“Nobody in the valley should wait for a barge that cannot come,” said Nora Lindt, who has kept the lock for a decade.",
        "The gates are ninety years old, and their owner wants the county to pay for new ones before the next season begins.",
    )
)
ADA, BO = "Ada Muster", "Bo van Dijk"
BOTH = f"{ADA}; {BO}"
POST = '<meta property="og:site_name" content="Mill Post">'


def author_of(tmp_path: Path, head: str, under: str = "") -> str:
    path = tmp_path / "page.html"
    path.write_text(
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Lock stays shut</title>{head}</head>'
        f"<body><main><article><h1>Lock stays shut</h1>{under}{BODY}</article></main></body></html>",
        encoding="utf-8",
    )
    (outcome,) = read(path)
    assert isinstance(outcome, Article), outcome
    return outcome.facts.byline.value if outcome.facts.byline else ""


def block(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def ld(*values: object) -> str:
    return "".join(block(json.dumps(value)) for value in values)


def news(**more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": "Lock stays shut", **more}


def person(name: object, **more: object) -> dict[str, object]:
    return {"@type": "Person", "name": name, **more}


DESCRIBED = [
    # what is tried, head, authors
    ("a text", ld(news(author=ADA)), ADA),
    ("a list of texts", ld(news(author=[ADA, BO])), BOTH),
    ("a list of names", ld(news(author=person([ADA, BO]))), BOTH),
    ("two in one text", ld(news(author=person(f"{ADA} and {BO}"))), BOTH),
    ("By before it", ld(news(author=person(f"By {ADA}"))), ADA),
    ("a given and a family name", ld(news(author={"@type": "Person", "givenName": "Ada", "familyName": "Muster"})), ADA),
    ("a value object", ld(news(author=person({"@value": ADA, "@language": "en"}))), ADA),
    ("a list object", ld(news(author={"@list": [person(ADA), person(BO)]})), BOTH),
    ("a list by its numbers", ld(news(author={"0": person(ADA), "1": person(BO)})), BOTH),
    ("several by their @id", ld({"@graph": [news(author=[{"@id": "#a"}, {"@id": "#b"}]), person(ADA, **{"@id": "#a"}), person(BO, **{"@id": "#b"})]}), BOTH),
    ("a creator", ld(news(creator=[ADA])), ADA),
    ("a creator beside a nameless author", ld(news(author=person(""), creator=ADA)), ADA),
    ("in a second description", ld(news(), news(author=person(ADA))), ADA),
    ("a person in a second description", ld(news(author={"@type": "Organization", "name": "Mill Post"}), news(author=person(ADA))), ADA),
    ("of another article", ld(news(), {"@type": "NewsArticle", "headline": "Mill burns", "author": person(ADA)}), ""),
    ("of the page", ld({"@graph": [news(), {"@type": "WebPage", "author": person(ADA)}]}), ADA),
    ("of a page alone", ld({"@type": ["WebPage", "ItemPage"], "author": person(ADA)}), ADA),
    ("of a listed page", ld(news(), {"@type": "ItemList", "itemListElement": [{"@type": "WebPage", "author": person(ADA)}]}), ""),
    ("a type in small letters", ld({"@type": "newsarticle", "author": person(ADA)}), ADA),
    ("types as addresses", ld({"@type": "http://schema.org/NewsArticle", "author": {"@type": "https://schema.org/Person", "name": ADA}}), ADA),
    ("a type with its prefix", ld({"@type": "schema:NewsArticle", "author": person(ADA)}), ADA),
    ("a comma too many", block('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Ada Muster",},}'), ADA),
    ("in a comment of HTML", block('<!--\n{"@type": "NewsArticle", "author": "Ada Muster"}\n-->'), ADA),
    ("in a commented section", block('//<![CDATA[\n{"@type": "NewsArticle", "author": "Ada Muster"}\n//]]>'), ADA),
    ("in a starred section", block('/*<![CDATA[*/ {"@type": "NewsArticle", "author": "Ada Muster"} /*]]>*/'), ADA),
    ("a semicolon behind it", block('{"@type": "NewsArticle", "author": "Ada Muster"};'), ADA),
    ("no JSON, an object", block('{"@type": "NewsArticle", "headline": "The "lock"", "author": {"@type": "Person", "name": "Ada Muster"}}'), ADA),
    ("no JSON, a text", block('{"@type": "NewsArticle", "headline": "The "lock"", "author": "Ada Muster"}'), ADA),
    ("no JSON, several", block('{"@type": "NewsArticle", "headline": "The "lock"", "author": [{"@type": "Person", "name": "Ada Muster"}, {"@type": "Person", "name": "Bo van Dijk"}]}'), BOTH),
    ("no JSON, a list of texts", block('{"@type": "NewsArticle", "headline": "The "lock"", "author": ["Ada Muster", "Bo van Dijk"]}'), BOTH),
    ("no JSON, two articles", block('{"@type": "NewsArticle", "headline": "The "lock"", "author": "Ada Muster", "next": {"@type": "NewsArticle", "author": "Bo van Dijk"}}'), ""),
]  # fmt: skip

METAS = [
    ("several elements", '<meta name="author" content="Ada Muster"><meta name="author" content="Bo van Dijk">', BOTH),
    ("an address before the name", '<meta property="article:author" content="https://social.example/ada"><meta name="author" content="Ada Muster">', ADA),
    ("Dublin Core with a colon", '<meta name="dc:creator" content="Ada Muster">', ADA),
    ("Dublin Core terms", '<meta name="DCTERMS.creator" content="Ada Muster">', ADA),
    ("Dublin Core, the surname first", '<meta name="DC.creator" content="Muster, Ada">', ADA),
    ("a citation, the surname first", '<meta name="citation_author" content="Muster, Ada"><meta name="citation_author" content="van Dijk, Bo">', BOTH),
    ("a citation with a list", '<meta name="citation_authors" content="Muster, Ada; van Dijk, Bo">', BOTH),
    ("a citation, the given name first", '<meta name="citation_author" content="Ada Muster">', ADA),
    ("a name with a colon", '<meta property="article:author_name" content="Ada Muster">', ADA),
    ("a name with a dash", '<meta name="author-name" content="Ada Muster">', ADA),
    ("a joined name", '<meta name="articleAuthor" content="Ada Muster">', ADA),
    ("a creator", '<meta name="creator" content="Ada Muster">', ADA),
    ("who made the site", '<meta name="web_author" content="Ada Muster">', ""),
    ("who made the site, with a dash", '<meta name="web-author" content="Ada Muster">', ""),
    ("a list in JSON", """<meta name="authors" content='["Ada Muster", "Bo van Dijk"]'>""", BOTH),
    ("a list that is no JSON", '<meta name="authors" content="[Ada Muster]">', ADA),
    ("an object in JSON", """<meta name="parsely-page" content='{"title": "Lock", "author": "Ada Muster"}'>""", ADA),
    ("a list in an object", """<meta name="parsely-page" content='{"title": "Lock", "authors": ["Ada Muster", "Bo van Dijk"]}'>""", BOTH),
    ("an object that is no JSON", '<meta name="parsely-page" content="{Ada Muster">', ""),
    *((f"a card that says {label}", f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="Ada Muster">', ADA) for label in ("Author", "Autor", "Auteur", "Napsal(a)", "Penulis", "Escrito por", "Written by")),
    ("a card that says another thing", '<meta name="twitter:label1" content="Time to read"><meta name="twitter:data1" content="Ada Muster">', ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "names"),
    [row[1:] for row in (*DESCRIBED, *METAS)],
    ids=[row[0] for row in (*DESCRIBED, *METAS)],
)
def test_authors_are_read_in_each_form_for_machines(tmp_path: Path, head: str, names: str) -> None:
    assert author_of(tmp_path, head) == names


MARKS = [
    ('<p><a rel="author nofollow" href="/x">Ada Muster</a></p>', ADA),
    ('<p><a rel="noopener author" href="/x">Ada Muster</a></p>', ADA),
    ('<span itemprop="creator"><span itemprop="name">Ada Muster</span></span>', ADA),
    ('<p><span property="schema:author">Ada Muster</span></p>', ADA),
    ('<p><span property="dc:creator">Ada Muster</span></p>', ADA),
    ('<p class="articleAuthor">Ada Muster</p>', ADA),
    ('<p class="authorName">Ada Muster</p>', ADA),
    ('<div class="Byline_byline__Xa8fZ"><span>Ada Muster</span></div>', ADA),
    ('<div class="ArticleHead-module__author--1Kd8q"><span>Ada Muster</span></div>', ADA),
    ('<div class="StyledByline-sc-12ab"><span>Ada Muster</span></div>', ADA),
    ('<div data-testid="byline"><span>Ada Muster</span></div>', ADA),
    ('<div data-component="byline-block"><span>Ada Muster</span></div>', ADA),
    ('<div class="authors-wrapper"><span>Ada Muster</span></div>', ADA),
    ('<div class="vcard"><span class="fn">Ada Muster</span></div>', ADA),
    ('<div class="journaliste">Ada Muster</div>', ADA),
    ('<div class="reporter-name">Ada Muster</div>', ADA),
    ('<div class="post_skribent">Ada Muster</div>', ADA),
    ('<p><a href="/writers/ada">Ada Muster</a></p>', ADA),
    ('<p><a href="/journaliste/ada">Ada Muster</a></p>', ADA),
    ('<p><a href="/firmas/ada/">Ada Muster</a></p>', ADA),
    ('<p><a href="/redaktion/ada/">Ada Muster</a></p>', ADA),
    ('<p><a href="/?author=12">Ada Muster</a></p>', ADA),
    ('<div class="author-bio-card">Ada Muster</div>', ""),
    ('<div class="authorBio">Ada Muster</div>', ""),
    ('<div class="relatedAuthor">Ada Muster</div>', ""),
    ('<div class="authority">Ada Muster</div>', ""),
    ('<p><a href="/team/mill-town">Mill Town</a></p>', ""),
]


@pytest.mark.parametrize(("under", "names"), MARKS)
def test_authors_are_found_in_each_form_of_mark(tmp_path: Path, under: str, names: str) -> None:
    assert author_of(tmp_path, "", under) == names


PRINTED = [
    # lines below the headline, authors
    (("By", "Ada Muster"), ADA),
    (("By:", "Ada Muster"), ADA),
    (("Von", "Ada Muster"), ADA),
    (("Author:", "Ada Muster"), ADA),
    (("Written by", "Ada Muster"), ADA),
    (("Por", "Ada Muster", "y", "Bo van Dijk"), BOTH),
    (("By", "Ada Muster", "and", "Bo van Dijk"), BOTH),
    (("By", "Ada Muster", "Nora Lindt"), ADA),
    (("By", "Share", "Ada Muster"), ""),
    (("Text", "The mill is old and nobody knows who built it."), ""),
    (("Ada Muster", "Staff Writer"), ADA),
    (("Ada Muster", "The Associated Press"), ADA),
    (("Ada Muster", "Mill Post"), ADA),
    (("Ada Muster", "Mayor of Mill Town"), ""),
    (("Mill Town", "January 9, 2024"), ""),
]


@pytest.mark.parametrize(("lines", "names"), PRINTED)
def test_a_byline_may_stand_on_several_lines(tmp_path: Path, lines: tuple[str, ...], names: str) -> None:
    assert author_of(tmp_path, POST, "".join(f"<p>{line}</p>" for line in lines)) == names


def test_a_byline_that_names_more_than_the_stated_author_is_the_whole_one(tmp_path: Path) -> None:
    stated = ld(news(author=person(ADA)))
    for line, names in [
        (f"By {ADA} and {BO}", BOTH),
        (f"By {BO} and {ADA}", f"{BO}; {ADA}"),
        (f"Von {ADA} und {BO}", BOTH),
        (f"By {ADA}, {BO} and Nora Lindt", f"{BOTH}; Nora Lindt"),
        (f"By {BO}", ADA),
        (f"By {ADA}; Photographs by {BO}", ADA),
        (f"{ADA} and {BO} walked by the lock", ADA),
    ]:
        assert author_of(tmp_path, stated, f"<p>{line}</p>") == names, line


SIGNED = [
    ("Ada Muster, Staff Writer", ADA),
    ("Ada Muster | Mill Post", ADA),
    ("Ada Muster, Associated Press", ADA),
    ("Ada Muster and Bo van Dijk, Reuters", BOTH),
    ("Ada Muster, Politikredakteurin", ""),
    ("Ada Muster, Redakteurin", ADA),
    ("Ada Muster, journaliste", ADA),
    ("Ada Muster, corresponsal", ADA),
    ("Ada Muster, former director", ""),
    ("Ada Muster, Mayor of Mill Town", ""),
    ("Ada Muster, 34", ""),
    ("Ada Muster", ""),
    ("Mill Town, January 9, 2024", ""),
    ("New York, Associated Press", ""),
    ("Mill Post, Staff Writer", ""),
    ("The editors, Mill Post", ""),
]


@pytest.mark.parametrize(("line", "names"), SIGNED)
def test_a_line_is_signed_where_it_says_that_its_bearer_writes(line: str, names: str) -> None:
    found = signed(line, "Mill Post")
    assert ("; ".join(found.names) if found else "") == names


def test_the_words_before_a_name_may_stand_alone() -> None:
    assert all(map(opens_byline, ["By", "By:", "Von", "Par", "Written by", "Autor:", "Author", "Story by"]))
    assert not any(map(opens_byline, ["", "Bypass", "By Ada", "Share", "By the way", "x" * 200]))
