"""What a page says about itself, weighed: its outlet, its headline, its authors, its day."""

# ruff: noqa: E501 - markup is easier to read on one line

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from quotebrowser.ingest import read
from quotebrowser.ingest.facts.bylines import authors, printed_byline
from quotebrowser.ingest.facts.headlines import headline, without_site
from quotebrowser.ingest.facts.outlets import Naming, is_address, is_of_host, outlet_of
from quotebrowser.model import Article, Provenance

BODY = "".join(
    f"<p>{part}</p>"
    for part in (
        "The ferry to the island will run through the winter, the council of the port decided on Monday after a long debate.",
        "“Nobody on the island should wait for spring to see a doctor,” said Ida Sommer, who has run the ferry for a decade.",
        "The boat is forty years old, and its owner wants the town to pay for a new engine before the next season begins there.",
    )
)
URL = '<link rel="canonical" href="https://www.portpost.example.com/island/ferry-runs-through-winter">'


def article_of(
    tmp_path: Path, head: str = "", under: str = "", title: str = "Ferry runs through winter", foot: str = ""
) -> Article:
    path = tmp_path / "page.html"
    path.write_text(
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body><main><article>'
        f"<h1>Ferry runs through winter</h1>{under}{BODY}</article></main><footer>{foot}</footer></body></html>",
        encoding="utf-8",
    )
    (outcome,) = read(path)
    assert isinstance(outcome, Article), outcome
    return outcome


def site(name: str) -> str:
    return f'<meta property="og:site_name" content="{name}">'


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def news(**more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": "Ferry runs through winter", **more}


def by(name: str) -> dict[str, object]:
    return news(publisher={"@type": "Organization", "name": name})


OUTLETS = [
    # what is tried, head, title, foot, outlet
    ("an agency as publisher", URL + site("Port Post") + ld(by("Associated Press")), "", "", "Port Post"),
    ("another agency", site("Island Courier") + ld(by("Agence France-Presse")), "", "", "Island Courier"),
    ("an agency alone", ld(by("Reuters")), "", "", ""),
    ("the agency's own page", '<link rel="canonical" href="https://www.reuters.com/a/b">' + ld(by("Reuters")), "", "", "Reuters"),
    ("a German company", site("Hafenzeitung") + ld(by("Hafen Verlag GmbH & Co. KG")), "", "", "Hafenzeitung"),
    ("a legal form", ld(by("Neue Hafenzeitung AG, Schweiz")), "", "", "Neue Hafenzeitung"),
    ("a limited company", URL + ld(by("Port Post Ltd.")), "", "", "Port Post"),
    ("an address", site("https://www.portpost.example.com"), "", "", ""),
    ("an address without its scheme", site("www.portpost.example"), "", "", ""),
    ("a domain", site("portpost.example") + ld(by("portpost.example")), "", "", ""),
    ("a domain with capitals", URL + site("PortPost.com"), "", "", "PortPost"),
    ("a slogan behind a bar", URL + site("Port Post | Island News, Weather, Sports | Sommer County"), "", "", "Port Post"),
    ("a slogan behind a dash", site("Hafenbote - Nachrichten von der Küste"), "", "", "Hafenbote"),
    ("a slogan before it", URL + site("News from the islands | Port Post"), "", "", "Port Post"),
    ("a program", site("Blogger"), "", "", ""),
    ("a section", site("Health"), "", "", ""),
    ("the title's end", "", "Ferry runs through winter - The Port Post", "", "The Port Post"),
    ("the title's end behind a section", "", "Ferry runs through winter | Islands | Port Post", "", "Port Post"),
    ("the title's end in Russian", "", "Ferry runs through winter — Портовая газета", "", "Портовая газета"),
    ("a dash of the headline", "", "Ferry runs through winter", "", ""),
    ("an organisation by its @id", ld({"@graph": [news(publisher={"@id": "#org"}), {"@type": "NewsMediaOrganization", "@id": "#org", "name": "Port Post"}]}), "", "", "Port Post"),
    ("a copyright of its host", URL, "", "© 2024 Port Post. All rights reserved.", "Port Post"),
    ("a copyright of a holding", URL, "", "© 2024 Sommer Media Group, Inc.", ""),
    ("a small article", site("the Port Post"), "", "", "The Port Post"),
    ("nothing", "", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "title", "foot", "outlet"), [row[1:] for row in OUTLETS], ids=[row[0] for row in OUTLETS]
)
def test_the_outlet_is_what_readers_call_it(
    tmp_path: Path, head: str, title: str, foot: str, outlet: str
) -> None:
    found = article_of(tmp_path, head, title=title or "Ferry runs through winter", foot=foot).facts.outlet
    assert (found.value if found else "") == outlet


HOSTS = [
    ("The Port Post", "portpost.example", True),
    ("Hafen-Zeitung", "hafenzeitung.example", True),
    ("Küstenbote", "kuestenbote.example", True),
    ("Ærø Avis", "aeroavis.example", True),
    ("Neue Insel Zeitung", "niz.example", True),
    ("Port News", "news.port.example", True),
    ("Port Post", "islandcourier.example", False),
    ("", "portpost.example", False),
    ("Port Post", "", False),
]


@pytest.mark.parametrize(("name", "host", "shared"), HOSTS)
def test_a_name_and_a_host_share_their_letters(name: str, host: str, shared: bool) -> None:  # noqa: FBT001 - a column
    assert is_of_host(name, host) is shared


def test_an_address_is_told_from_a_name() -> None:
    assert all(
        map(
            is_address,
            ["https://a.example", "//a.example/b", "www.portpost", "portpost.example", "a@b.example"],
        )
    )
    assert not any(map(is_address, ["Port Post", "Vol. 3", "The Post 2.0", "P.O.S.T"[:1], "U. S. Post"]))


def test_the_heavier_of_two_names_wins_and_one_alone_must_be_heavy_enough() -> None:
    light, heavy = (Naming("Sommer Gazette", 1, Provenance.META), Naming("Port Post", 3, Provenance.JSONLD))
    found = outlet_of([light, heavy], "")
    assert found is not None
    assert (found.value, found.provenance) == ("Port Post", Provenance.JSONLD)
    assert outlet_of([light], "") is None
    assert outlet_of([light], "sommergazette.example") is not None


TITLES = [
    # headings, titles, address, outlet, host, headline
    (["Ferry runs through winter"], ["Winter ferry: what to know"], "", ["Port Post"], "", "Ferry runs through winter"),
    (["Port Post", "Ferry runs all winter"], ["Ferry runs all winter | Port Post"], "", ["Port Post"], "", "Ferry runs all winter"),
    (["Island"], ["Ferry runs all winter - Port Post"], "", ["Port Post"], "", "Ferry runs all winter"),
    ([], ["Ferry runs all winter | Islands | Port Post"], "", [], "portpost.example", "Ferry runs all winter"),
    ([], ["Port Post | Ferry runs all winter"], "", ["Port Post"], "", "Ferry runs all winter"),
    ([], ["島の船：冬も運航：港新聞"], "", ["港新聞"], "", "島の船：冬も運航"),
    ([], ["Fähre fährt - auch im Winter"], "", ["Hafenbote"], "hafenbote.example", "Fähre fährt - auch im Winter"),
    (["What we know of the old boat"], ["Everything about ferries"], "what we know old boat", [], "", "What we know of the old boat"),
    (["Ferry : all winter"], ["Ferry: all winter"], "", [], "", "Ferry: all winter"),
    (["Our readers write to us"], ["Ferry runs all winter"], "", [], "", "Our readers write to us"),
    (["x" * 400], ["Ferry runs all winter"], "", [], "", "Ferry runs all winter"),
    ([], [], "", [], "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("headings", "titles", "slug", "names", "host", "printed"), TITLES)
def test_the_headline_is_the_printed_one(
    headings: list[str], titles: list[str], slug: str, names: list[str], host: str, printed: str
) -> None:
    assert headline(headings, titles, slug, names, host) == printed


def test_a_site_is_cut_off_a_title_but_a_title_is_never_cut_to_nothing() -> None:
    assert (
        without_site(
            "Ferry to stay - Port Post - News from the islands", ["Port Post - News from the islands"], ""
        )
        == "Ferry to stay"
    )
    assert without_site("Port Post", ["Port Post"], "") == "Port Post"


def test_a_title_that_its_quotation_marks_cut_is_taken_from_the_page_title(tmp_path: Path) -> None:
    page = (
        '<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>La alcaldesa llama al puerto "nuestro"</title>'
        f'<meta property="og:title" content="La alcaldesa llama al puerto "nuestro"" /></head><body><article>{BODY}</article></body></html>'
    )
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    assert article.title == 'La alcaldesa llama al puerto "nuestro"'


BYLINES = [
    ("By Jan van der Berg", "Jan van der Berg"),
    ("By Luis de la Torre y Prado", "Luis de la Torre y Prado"),
    ("By Aimee d’Orta", "Aimee d’Orta"),
    ("by Ida Sommer", "Ida Sommer"),
    ("By: Ida Sommer", "Ida Sommer"),
    ("Written By Ida Sommer", "Ida Sommer"),
    ("By Ida Sommer in Berlin and Ole Brandt in Kyiv", "Ida Sommer; Ole Brandt"),
    ("By Ida Sommer in New York and London", "Ida Sommer"),
    ("Von Ida Sommer, Lille", "Ida Sommer"),
    ("Par Ida Sommer avec AFP", "Ida Sommer"),
    ("Door Ida de Vries", "Ida de Vries"),
    ("Text: Ida Sommer", "Ida Sommer"),
    ("Autorin: Ida Sommer", "Ida Sommer"),
    ("Analysis by Ida Sommer", "Ida Sommer"),
    ("Opinion by Ida Sommer", "Ida Sommer"),
    ("Story by Ida Sommer", "Ida Sommer"),
    ("By Ida Sommer 3 min read", "Ida Sommer"),
    ("By Ida Sommer | January 8, 2019", "Ida Sommer"),
    ("By Ida Sommer, January 8, 2019, 3:30 p.m. ET", "Ida Sommer"),
    ("Monday August 24, 2009 by Ida Sommer", "Ida Sommer"),
    ("By Ida Sommer Published January 8, 2019 Updated 3:12 pm", "Ida Sommer"),
    ("By Ida Sommer, Political Editor", "Ida Sommer"),
    ("By Ida Sommer Staff Writer", "Ida Sommer"),
    ("By Senior Reporter Ida Sommer", "Ida Sommer"),
    ("By Ida Sommer, Port Post", "Ida Sommer"),
    ("By Ida Sommer of the Port Post", "Ida Sommer"),
    ("By Ida Sommer, Special to the Island Courier", "Ida Sommer"),
    ("By Ida Sommer @idasommer", "Ida Sommer"),
    ("By Ida Sommer ida@example.org", "Ida Sommer"),
    ("By Ida Sommer, M.D.", "Ida Sommer"),
    ("By Ida Sommer/AP", "Ida Sommer"),
    ("By Ida Sommer; Photographs by Ole Brandt", "Ida Sommer"),
    ("By Ida Sommer Illustration by Ole Brandt", "Ida Sommer"),
    ("Reporting by Ida Sommer; Editing by Ole Brandt", "Ida Sommer"),
    ("By April Sommer and June Brandt", "April Sommer; June Brandt"),
    ("By Ida Sommer\u200b\u200b Berlin", "Ida Sommer"),
    ("By our correspondent", ""),
    ("By the numbers", ""),
    ("By Friday Morning", ""),
    ("By Hook or by Crook", ""),
    ("By Island Shopping Team", ""),
    ("By the Foreign Desk", ""),
    ("Von Montag an gilt die neue Regel", ""),
    ("Bye Bye Ferry", ""),
]


@pytest.mark.parametrize(("line", "names"), BYLINES)
def test_a_printed_byline_gives_its_people_alone(line: str, names: str) -> None:
    found = printed_byline(line, "Port Post")
    assert (found is not None and "; ".join(found.names)) == (names or False)


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["idasommer"], ()),
        (["ida_sommer99"], ()),
        (["admin"], ()),
        (["Ida Sommer", "Sommer Media"], ("Ida Sommer",)),
        (["홍길동"], ("홍길동",)),
        (["홍길동 기자"], ("홍길동",)),
        (["〔記者王小明／台北報導〕"], ("王小明",)),
        (["山田太郎、鈴木花子"], ("山田太郎", "鈴木花子")),
        (["Ida Sommer, Jr. and Ole Brandt"], ("Ida Sommer Jr.", "Ole Brandt")),
        (["José Carlos da Silva"], ("José Carlos da Silva",)),
        (["Ana María Pérez y Luis Gómez"], ("Ana María Pérez", "Luis Gómez")),
        (["Ida Sommer Washington Bureau Chief"], ("Ida Sommer",)),
        (["Ida Sommer\nPolitics reporter"], ("Ida Sommer",)),
        (["Ida Sommer", "ferries.example.com"], ("Ida Sommer",)),
        (["ferries.example.com"], ()),
        (["山田太郎"], ("山田太郎",)),
        (["Ида Соммер"], ("Ида Соммер",)),
        (["Ministry of Ferries"], ("Ministry of Ferries",)),
        (["佐藤みどり"], ("佐藤みどり",)),
        (["田中 ゆうき"], ("田中 ゆうき",)),
        (["渡辺サトミ", "Ferry Inc."], ("渡辺サトミ",)),
        (["Gisela Von Braun"], ("Gisela Von Braun",)),
        (["Ada Van Door"], ("Ada Van Door",)),
        (["Marco Di Stefano"], ("Marco Di Stefano",)),
        (["Maria Av Sund; Ole Brandt"], ("Maria Av Sund", "Ole Brandt")),
        (["Ida Sommer | By Ole Brandt"], ("Ida Sommer", "Ole Brandt")),
        (["Photos by Ida Sommer"], ()),
        (["Edited by Ida Sommer"], ()),
        (["Sponsored by Ferry Tours"], ()),
        (["Illustrations by Ole Brandt", "Ida Sommer"], ("Ida Sommer",)),
        (["Foto: Ole Brandt"], ()),
        (["Recipe by Ida Sommer"], ("Ida Sommer",)),
        (["As told to Ida Sommer"], ("Ida Sommer",)),
        (["Adapted by Ida Sommer and Ole Brandt"], ("Ida Sommer", "Ole Brandt")),
        (["Video by Ole Brandt; story by Ida Sommer"], ("Ida Sommer",)),
        (["Fotos von Ole Brandt"], ()),
        (["Provided by Ferry Tours"], ()),
        (["Ida Sommer il y a 3 heures"], ("Ida Sommer",)),
        (["Ida Sommer há 2 horas"], ("Ida Sommer",)),
        (["Ida Sommer 3 uur geleden"], ("Ida Sommer",)),
        (["Ida Sommer | Publicado hace 3 horas"], ("Ida Sommer",)),
        (["Ida Sommer för 3 timmar sedan"], ("Ida Sommer",)),
        (["Ida Sommer 2 ore fa"], ("Ida Sommer",)),
        (["Ida Sommer vor 12 Minuten"], ("Ida Sommer",)),
        (["By Ida Sommer 2 days ago"], ("Ida Sommer",)),
    ],
)
def test_logins_are_no_authors_and_every_script_has_names(values: list[str], names: tuple[str, ...]) -> None:
    assert authors(values).names == names


MARKED = [
    # what is tried, head, under the headline, authors
    ("a link of an author", "", '<span><a rel="author" href="/x">Ida Sommer</a></span>', "Ida Sommer"),
    ("a class", "", '<div class="article-byline"><span>Ida Sommer</span> <span>Ole Brandt</span></div>', "Ida Sommer; Ole Brandt"),
    ("another class", "", '<p><span class="post__author-name">Ida Sommer</span>, <time datetime="2024-01-09">9 Jan</time></p>', "Ida Sommer"),
    ("an author's page", "", '<p>By<a href="/staff/ida-sommer">Ida Sommer</a></p>', "Ida Sommer"),
    ("an item", "", '<div itemprop="author"><span itemprop="name">Ida Sommer</span></div>', "Ida Sommer"),
    ("a role beside the name", "", '<div class="byline"><span>Guide</span> <span>by</span> <span>Ida Sommer</span> <span>Deputy Editor</span></div>', "Ida Sommer"),
    ("under a line break", "", "<p>By Ida Sommer<br>Island Courier</p>", "Ida Sommer"),
    ("a colleague beside the stated author", ld(news(author={"@type": "Person", "name": "Ole Brandt"})), '<div class="n">Ida Sommer</div><div class="n">Ole Brandt</div>', "Ida Sommer; Ole Brandt"),
    ("a section beside the stated author", ld(news(author={"@type": "Person", "name": "Ole Brandt"})), '<div class="n">Islands</div><div class="n">Ole Brandt</div>', "Ole Brandt"),
    ("another's name far below", ld(news(author={"@type": "Person", "name": "Ole Brandt"})), '<div class="n">Ole Brandt</div><p>Share</p><p>Save</p><p>Print</p><div class="n">Ida Sommer</div>', "Ole Brandt"),
    ("a button", "", '<p class="byline"><a rel="author" href="/x">View Profile</a></p>', ""),
    ("a picture's author", "", '<figure><img src="x"><figcaption><span class="author">Ida Sommer</span></figcaption></figure>', ""),
    ("a biography", "", '<div class="author-bio"><a rel="author" href="/x">Ida Sommer</a></div>', ""),
    ("an organisation for machines, a person shown", ld(news(author={"@type": "Organization", "name": "Port Post Desk"})), '<a rel="author" href="/x">Ida Sommer</a>', "Ida Sommer"),
    ("the outlet for machines, a person shown", site("Port Post") + '<meta name="author" content="Port Post">', '<p class="byline">Ida Sommer</p>', "Ida Sommer"),
    ("the outlet alone", site("Port Post") + '<meta name="author" content="Port Post">', "", "Port Post"),
    ("a person in a later source", '<meta name="author" content="Sommer Media"><meta name="parsely-author" content="Ida Sommer">', "", "Ida Sommer"),
    ("an author by its @id", ld({"@graph": [news(author={"@id": "#ida"}), {"@type": "Person", "@id": "#ida", "name": "Ida Sommer"}]}), "", "Ida Sommer"),
    ("a label of a card", '<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Ida Sommer">', "", "Ida Sommer"),
    ("a login", '<meta name="author" content="isommer">', "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "under", "names"), [row[1:] for row in MARKED], ids=[row[0] for row in MARKED]
)
def test_authors_are_found_where_a_page_marks_them(tmp_path: Path, head: str, under: str, names: str) -> None:
    found = article_of(tmp_path, head, under).facts.byline
    assert (found.value if found else "") == names


AGENCIES = [
    (
        "<p>PORT MIRA (AP) — The ferry sailed again on Monday, and the island was glad of it.</p>",
        "Associated Press",
    ),
    ("<p>Hafenstadt (dpa) - Die Fähre fährt wieder, und auf der Insel freut man sich darüber.</p>", "dpa"),
    ("<p>(Reuters) - The ferry sailed again on Monday, and the island was glad of it.</p>", "Reuters"),
    ("<div>AFP, MANILA</div>", "Agence France-Presse"),
    ("<p>The ferry (AP) sailed again on Monday, and the island was glad of it.</p>", ""),
    ("<p>PORT MIRA (PM) — The ferry sailed again on Monday, and the island was glad of it.</p>", ""),
]


@pytest.mark.parametrize(("under", "agency"), AGENCIES)
def test_the_agency_stands_in_the_dateline(tmp_path: Path, under: str, agency: str) -> None:
    found = article_of(tmp_path, under=under).facts.agency
    assert (found.value if found else "") == agency


DAYS = [
    # what is tried, head, under the headline, foot, day (with a ? for a guess)
    ("a copyright", "", "", "© 2024 Port Post", ""),
    ("a span of years", "", "", "Copyright 1998–2024", ""),
    ("a telephone number", "", "", "Tel. 2024-555-01", ""),
    ("an event", "", "<p>The first ferry left on March 3, 2019, with a band on its deck and the mayor on board of it.</p>", "", ""),
    ("two dates in one", "", "<p>03-09-2024</p>", "", ""),
    ("the day first in Dutch", '<meta http-equiv="content-language" content="nl">', "<p>23-09-2024</p>", "", "2024-09-23"),
    ("a day that a program did not know", ld(news(datePublished="0001-01-01T00:00:00Z")), "<p>January 9, 2024</p>", "", "2024-01-09"),
    ("the first second of computers", '<meta name="date" content="1970-01-01T00:00:00Z">', "", "", ""),
    ("a meta element of another name", '<meta name="published_on" content="2024-01-09">', "", "", "2024-01-09"),
    ("after today", '<meta name="date" content="2999-01-01">', "", "", ""),
    ("a time of another hour", ld(news(datePublished="2024-06-29T17:29:54Z")), '<div><time datetime="2024-06-30T11:46:00Z">11:46</time></div>', "", "2024-06-29"),
    ("the day before, by its clock", ld(news(datePublished="2024-02-18T02:18:11Z")), "<p>17 de febrero 2024</p>", "", "2024-02-17"),
    ("the day before, not by its clock", ld(news(datePublished="2024-02-18T22:18:11Z")), "<p>February 17, 2024</p>", "", "2024-02-18"),
    ("the day after, by its clock", ld(news(datePublished="2024-02-17T22:18:11Z")), "<p>February 18, 2024</p>", "", "2024-02-18"),
    ("below a long summary", "", f'<p>{"A long summary of the ferry. " * 6}</p><p class="post-date">January 9, 2024</p>', "", "2024-01-09"),
    ("Arabic", "", "<p>الجمعة 24 نيسان / أبريل 2020 09:22 مساءً</p>", "", "2020-04-24"),
    ("Japanese", "", "<p>2020年4月24日 10時15分</p>", "", "2020-04-24"),
    ("Korean", "", "<p>2020. 4. 24. 10:15</p>", "", "2020-04-24"),
    ("Russian", "", "<p>24 апреля 2020, 10:15</p>", "", "2020-04-24"),
    ("JSON-LD that is no JSON", '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry "runs"", "datePublished": "2020-04-24T10:00:00Z"}</script>', "", "", "2020-04-24"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "under", "foot", "day"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS]
)
def test_a_day_is_the_articles_or_none(tmp_path: Path, head: str, under: str, foot: str, day: str) -> None:
    published = article_of(tmp_path, head, under, foot=foot).published
    assert (published.shown if published else "") == day


def test_a_day_after_the_file_was_saved_is_a_guess(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("January 9, 2024\n\nThe ferry runs. “We are glad,” said Ida Sommer.\n", encoding="utf-8")
    for saved, certain in [("2024-01-09", True), ("2023-12-01", False)]:
        moment = dt.datetime.fromisoformat(f"{saved}T12:00:00+00:00").timestamp()
        os.utime(path, (moment, moment))
        (article,) = read(path)
        assert isinstance(article, Article)
        assert article.published is not None
        assert article.published.guessed is not certain


def test_a_date_at_the_head_that_is_none_is_told(tmp_path: Path) -> None:
    for number, written in enumerate(("Summer 2020", "yesterday", "the 3rd")):
        path = tmp_path / f"{number}.txt"
        path.write_text(
            f"---\ntitle: Ferry\ndate: {written}\n---\n\n“We are glad,” said Ida Sommer.\n", encoding="utf-8"
        )
        (article,) = read(path)
        assert isinstance(article, Article)
        assert written in article.notice
        assert article.published is None
