"""Pages saved from web archives: the page's own address, that of the copy, and nothing of the archive's in the text.

The frames are made after files that browsers and archives wrote: the Wayback Machine's bar and form after pages
saved by Chrome and republished on GitHub, archive.today's head after the page in the tests of a Go client
(package `archiveis`), Perma.cc's after its own template (harvard-lil/perma, `single-link.html`).
"""

# ruff: noqa: E501 - markup is easier to read on one line

from pathlib import Path

import pytest
from reader_material import SAID, TOLD, page

from quotebrowser.ingest.read_files import Given, read
from quotebrowser.model import Article, Fact, Facts, Provenance

URL = "https://www.example.org/harbour"
STAMP = "20250110123045"
COPY = f"https://web.archive.org/web/{STAMP}/{URL}"
LONG = f"http://archive.today/{STAMP}/{URL}"
SHORT = "https://archive.is/XvEff"
PERMA = "https://perma.cc/2ABC-9XYZ"

BAR = f"""<!-- BEGIN WAYBACK TOOLBAR INSERT -->
<div id="wm-ipp-base" lang="en" style="display: block"><template shadowrootmode="closed"><div id="wm-ipp">
<div id="donato"><div id="donato-base"><iframe id="donato-if"></iframe></div></div><div id="wm-ipp-inside">
<form method="get" action="/web/submit" name="wmtb" id="wmtb"><input type="text" name="url" id="wmtbURL" value="{URL}"><input type="hidden" name="type" value="replay"><input type="hidden" name="date" value="{STAMP}"></form>
<a class="t" href="/web/{STAMP}*/{URL}">1,498 captures</a><div id="wm-capinfo"><div>COLLECTED BY</div><div>Organization: <span class="wm-title">Example University Libraries</span>
<p>Example University Libraries collect “pages about the flood of 2008”, said Bo Sample, their director, when the collection was opened to all readers.</p></div></div></div></div></template></div>
<div id="wm-ipp-print">{{}}</div>
<!-- END WAYBACK TOOLBAR INSERT -->"""
SAYS = f"The Wayback Machine - {COPY}"
ENDING = "<!--\n     FILE ARCHIVED ON 12:30:45 Jan 10, 2025 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 10:00:00 Feb 02, 2026.\n     JAVASCRIPT APPENDED BY WAYBACK MACHINE, COPYRIGHT INTERNET ARCHIVE. -->"

TODAY_HEAD = (
    '<meta property="twitter:site" content="@archiveis"/><meta property="og:type" content="article"/><meta property="og:site_name" content="archive.is"/>'
    f'<meta property="og:url" content="{SHORT}" itemprop="url"/><meta property="og:title" content="The harbour stays"/>'
    '<meta property="twitter:description" content="archived 10 Jan 2025 12:30:45 UTC"/>'
    '<meta property="article:published_time" content="2025-01-10T12:30:45Z" itemprop="dateCreated"/><meta property="article:modified_time" content="2025-01-10T12:30:45Z"/>'
    f'<link rel="canonical" href="{SHORT}"/>{{}}<title>The harbour stays</title>'
)
TODAY_BAR = (
    '<center><div id="HEADER"><table><tr><td><a href="https://archive.today/"><div>archive.today</div><div>webpage capture</div></a></td><td>Saved from</td>'
    f'<td><form action="https://archive.is/search/"><input type="text" name="q" value="{URL}"/><input type="hidden" name="id" value="XvEff"/></form></td>'
    '<td><time itemprop="pubdate" datetime="2025-01-10T12:30:45Z">10 Jan 2025 12:30:45 UTC</time></td></tr><tr><td>All snapshots</td><td>from host <a href="https://archive.is/www.example.org">www.example.org</a></td></tr></table>'
    '<div id="DIVSHARE"><button>Reddit</button> short link long link markdown html code wiki code</div></div></center>'
)
TODAY_FOOT = '<table id="hashtags"><tbody><tr><td id="0%"><a href="#0%">0%</a></td></tr><tr><td id="10%"><a href="#10%">10%</a></td></tr></tbody></table>'


def today(link: str) -> str:
    """A page as archive.today shows it."""
    return (
        f'<!DOCTYPE html><html itemscope itemtype="http://schema.org/Article"><head>{TODAY_HEAD.format(link)}</head><body>{TODAY_BAR}'
        f'<div id="CONTENT"><div class="html1"><article><h1>The harbour stays</h1><div>{TOLD}</div><div>{SAID}</div></article></div></div>{TODAY_FOOT}</body></html>'
    )


def wayback(printed: str = SAYS, head: str = "", before: str = "") -> str:
    """A page as the Wayback Machine shows it."""
    bar = BAR.format(printed)
    return f"{before}{page(head=head)}{ENDING}".replace("<body>", f"<body>{bar}")


PERMA_FRAME = (
    f'<!DOCTYPE html><html><head><title>Perma | The harbour stays</title><meta property="og:url" content="{PERMA}"><meta property="og:title" content="The harbour stays"></head><body>'
    '<header><p class="title">This is a <span class="logo">Perma.cc</span> record</p><p class="creation">Captured January 10, 2025 12:30 pm</p>'
    f'<input id="source_url" class="tray-detail-entry" value="{URL}" readonly></header><article><h1>The harbour stays</h1><p>{TOLD}</p><p>{SAID}</p></article></body></html>'
)


def framed(address: str, inner: str) -> str:
    """A page in an archive's frame, as SingleFile saves frames; an ordinary advertisement beside it."""
    source = inner.replace("&", "&amp;").replace('"', "&quot;")
    return (
        f"<!DOCTYPE html><html>{SINGLE.format(address)}<head><title>Archive</title></head><body><header><p>Captures of 2025</p></header>"
        f'<iframe srcdoc="<p>Saved from ads</p>"></iframe><div id="wb_iframe_div"><iframe id="replay_iframe" srcdoc="{source}"></iframe></div></body></html>'
    )


SINGLE = "<!--\n Page saved with SingleFile \n url: {} \n saved date: Mon Feb 02 2026 10:00:00 GMT+0100 (Central European Standard Time)\n-->"

SAVED = [
    ("the bar, printed", wayback(), URL, COPY),
    ("the bar, its form alone", wayback(""), URL, COPY),
    ("canonical link rewritten", page(head=f'<link rel="canonical" href="{COPY}">'), URL, COPY),
    ("by Chrome, without a bar", f"<!-- saved from url=(0067){COPY.replace(STAMP, STAMP + 'id_')} -->\n{page()}", URL, COPY.replace(STAMP, STAMP + "id_")),
    ("by SingleFile", SINGLE.format(COPY) + wayback(""), URL, COPY),
    ("by monolith", f"<!-- Saved from {COPY} at 2026-02-02T10:00:00Z using monolith v2.8.3 -->{page()}", URL, COPY),
    ("archive.today", today(f'<link rel="bookmark" href="{LONG}"/>'), URL, LONG),
    ("archive.today without a long address", today(""), URL, SHORT),
    ("archive.today by SingleFile", SINGLE.format(SHORT) + today(""), URL, SHORT),
    ("Perma.cc", PERMA_FRAME, URL, PERMA),
    ("Arquivo.pt by Chrome", f"<!-- saved from url=(0067)https://arquivo.pt/noFrame/replay/{STAMP}mp_/{URL} -->\n{page()}", URL, f"https://arquivo.pt/noFrame/replay/{STAMP}mp_/{URL}"),
    ("Arquivo.pt by SingleFile", framed(f"https://arquivo.pt/wayback/{STAMP}/{URL}", page()), URL, f"https://arquivo.pt/wayback/{STAMP}/{URL}"),
    ("Perma.cc by SingleFile", PERMA_FRAME.partition("<article>")[0] + framed(PERMA, framed(PERMA, page())).partition("<body>")[2], URL, PERMA),
    ("no archive", page(head=f'<link rel="canonical" href="{URL}">', body=f'<p>{TOLD}</p><p>{SAID}</p><p>See <a href="{COPY}">an archived copy</a>.</p>'), URL, ""),
]  # fmt: skip


def read_one(tmp_path: Path, text: str, given: Facts | None = None, name: str = "a.html") -> Article:
    """The article of a file."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (found,) = read(path, Given(given or Facts()))
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(("text", "url", "copy"), [row[1:] for row in SAVED], ids=[row[0] for row in SAVED])
def test_a_page_from_an_archive_keeps_its_own_address(tmp_path: Path, text: str, url: str, copy: str) -> None:
    article = read_one(tmp_path, text)
    facts = article.facts
    assert (facts.url.value if facts.url else "") == url
    assert (facts.archived.value if facts.archived else "") == copy
    assert article.outlet.domain == "example.org"
    assert article.title == "The harbour stays"
    assert facts.published is None
    assert facts.outlet is None
    paragraphs = [line for line in article.text.splitlines() if line.strip()]
    assert [one for one in paragraphs if one in (TOLD, SAID)] == [TOLD, SAID]
    shown = article.text.casefold()
    for word in (
        "wayback",
        "captures",
        "collected",
        "snapshot",
        "archive.today",
        "perma",
        "saved from",
        "10%",
    ):
        assert word not in shown


GIVEN = [
    ("nothing known", {}, "", ""),
    ("the copy's address stood for the page's", {"url": COPY}, URL, COPY),
    ("a short address says nothing of the page", {"url": PERMA}, "", PERMA),
    ("both were given", {"url": URL, "archived": PERMA}, URL, PERMA),
    ("the copy says where the page was", {"archived": COPY}, URL, COPY),
    ("another copy was named", {"url": COPY, "archived": PERMA}, URL, PERMA),
    ("an archive nobody knows", {"url": URL, "archived": "https://copies.example.net/77"}, URL, "https://copies.example.net/77"),
    ("no address", {"url": URL, "archived": "box 7, folder 2"}, URL, ""),
]  # fmt: skip


@pytest.mark.parametrize(("said", "url", "copy"), [row[1:] for row in GIVEN], ids=[row[0] for row in GIVEN])
def test_what_is_given_of_a_copy_is_kept_apart_from_the_page(
    tmp_path: Path, said: dict[str, str], url: str, copy: str
) -> None:
    given = Facts(**{key: Fact(value, Provenance.GIVEN) for key, value in said.items()})
    facts = read_one(tmp_path, f"{TOLD}\n\n{SAID}\n", given, "a.txt").facts
    assert (facts.url.value if facts.url else "") == url
    assert (facts.archived.value if facts.archived else "") == copy


def test_frames_in_frames_are_opened_to_a_small_depth(tmp_path: Path) -> None:
    inner = page()
    for _ in range(60):
        inner = framed(COPY, inner)
    path = tmp_path / "a.html"
    path.write_text(inner, encoding="utf-8")
    (found,) = read(path)
    assert isinstance(found, Article)
    assert SAID not in found.text
