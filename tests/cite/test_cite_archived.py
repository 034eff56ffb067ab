"""A copy in a web archive, cited where a style has a rule for it and left out where it has none.

Chicago: the manual's own answer on the Wayback Machine ("archived January 2, 2021, at the Wayback Machine,
URL"). APA: the address of the archived version in place of the live one, without a date of retrieval (9.16).
MLA: the archive as a second container, as the Internet Archive asks with the MLA's advice. Wikipedia: the
documentation of Cite news. The plain line is this program's own. AP, Harvard, OSCOLA, MHRA and Wikiquote have
no rule.
"""

# ruff: noqa: E501 - entries are easier to read on one line

import json
from dataclasses import replace

import pytest
from cite_material import known_seed

from quotebrowser.cite import Item, Manner, citation, item_from_csl, reference, render
from quotebrowser.cite.parts.author_names import Name
from quotebrowser.cite.records import bibtex, csl_json, ris
from quotebrowser.cite.style_table import STYLES
from quotebrowser.model import Date, Fact, Provenance

URL = "https://www.example.org/ferry"
COPY = f"https://web.archive.org/web/20250110123045/{URL}"
PERMA = "https://perma.cc/2ABC-9XYZ"
UNKNOWN = "https://copies.example.net/77?a=1%20b"
BASE = Item(
    "Ferry stays", "The Post", (Name("Levin", "Dana R."),), Date.parse("2025-01-08"), Date.parse("2026-02-02")
)
CARRIED = replace(BASE, url=URL, archived=COPY)
BESIDE = replace(BASE, url=URL, archived=PERMA)
ALONE = replace(BASE, archived=UNKNOWN)
UNDATED = replace(CARRIED, issued=None)
MANNERS = {style.name: Manner(locale=style.locale) for style in STYLES}

REFERENCES = [
    ("plain", CARRIED, f"Dana R. Levin, “Ferry stays,” The Post, January 8, 2025, {URL}, archived at {COPY}"),
    ("plain", ALONE, f"Dana R. Levin, “Ferry stays,” The Post, January 8, 2025, archived at {UNKNOWN}"),
    ("chicago-notes", CARRIED, f"Levin, Dana R. “Ferry Stays.” The Post, January 8, 2025. Archived January 10, 2025, at the Wayback Machine, {COPY}."),
    ("chicago-notes", BESIDE, f"Levin, Dana R. “Ferry Stays.” The Post, January 8, 2025. {URL}. Archived at Perma.cc, {PERMA}."),
    ("chicago-notes", ALONE, f"Levin, Dana R. “Ferry Stays.” The Post, January 8, 2025. Archived at {UNKNOWN}."),
    ("chicago-notes", UNDATED, f"Levin, Dana R. “Ferry Stays.” The Post, n.d. Archived January 10, 2025, at the Wayback Machine, {COPY}."),
    ("chicago-author-date", CARRIED, f"Levin, Dana R. 2025. “Ferry Stays.” The Post, January 8. Archived January 10, 2025, at the Wayback Machine, {COPY}."),
    ("apa", CARRIED, f"Levin, D. R. (2025, January 8). Ferry stays. The Post. {COPY}"),
    ("apa", BESIDE, f"Levin, D. R. (2025, January 8). Ferry stays. The Post. {PERMA}"),
    ("apa", UNDATED, f"Levin, D. R. (n.d.). Ferry stays. The Post. {COPY}"),
    ("mla", CARRIED, f"Levin, Dana R. “Ferry Stays.” The Post, 8 Jan. 2025. Internet Archive, {COPY}."),
    ("mla", BESIDE, f"Levin, Dana R. “Ferry Stays.” The Post, 8 Jan. 2025, {URL}. Perma.cc, {PERMA}."),
    ("mla", UNDATED, f"Levin, Dana R. “Ferry Stays.” The Post. Internet Archive, {COPY}."),
    ("wikipedia", CARRIED, f"{{{{cite news |last=Levin |first=Dana R. |date=2025-01-08 |title=Ferry stays |url={URL} |archive-url={COPY} |archive-date=2025-01-10 |work=The Post |access-date=2026-02-02}}}}"),
    ("wikipedia", BESIDE, f"{{{{cite news |last=Levin |first=Dana R. |date=2025-01-08 |title=Ferry stays |url={URL} |archive-url={PERMA} |work=The Post |access-date=2026-02-02}}}}"),
    ("wikipedia", ALONE, f"{{{{cite news |last=Levin |first=Dana R. |date=2025-01-08 |title=Ferry stays |url={UNKNOWN} |work=The Post}}}}"),
]  # fmt: skip


@pytest.mark.parametrize(("style", "item", "expected"), REFERENCES)
def test_a_copy_is_cited_as_the_style_asks(style: str, item: Item, expected: str) -> None:
    assert reference(item, style, MANNERS[style]) == expected


def test_a_note_of_chicago_names_the_archive_and_the_day() -> None:
    assert citation(CARRIED, "chicago-notes", MANNERS["chicago-notes"]) == (
        "Dana R. Levin, “Ferry Stays,” The Post, January 8, 2025, archived January 10, 2025, at the Wayback "
        f"Machine, {COPY}."
    )


@pytest.mark.parametrize("style", ["ap", "harvard", "oscola", "mhra", "wikiquote"])
def test_a_style_without_a_rule_prints_what_it_printed(style: str) -> None:
    for function in (reference, citation):
        assert function(CARRIED, style, MANNERS[style]) == function(
            replace(CARRIED, archived=""), style, MANNERS[style]
        )


def test_records_carry_the_copy_and_its_archive() -> None:
    assert f"addendum={{Archived at \\url{{{COPY}}}}}" in bibtex(CARRIED, "", "k")
    assert r"\url{https://copies.example.net/77?a=1\%20b}" in bibtex(ALONE, "", "k")
    assert f"\r\nDB  - Internet Archive\r\nAN  - {COPY}\r\n" in ris(CARRIED, "", "k")
    assert "\r\nDB" not in ris(ALONE, "", "k")
    data = json.loads(csl_json(CARRIED, "", "k"))
    assert (data["archive"], data["archive_location"]) == ("Internet Archive", COPY)
    assert item_from_csl(data).archived == COPY
    assert item_from_csl({**data, "archive_location": "Box 7, folder 2"}).archived == ""


@pytest.mark.parametrize(
    ("style", "copy", "said"),
    [
        ("wikipedia", PERMA, "Wikipedia asks for the date of the archived copy, which its address does not give."),
        ("wikipedia", COPY, ""),
        ("apa", PERMA, ""),
        ("chicago-notes", PERMA, ""),
    ],
)  # fmt: skip
def test_a_date_of_the_copy_that_is_asked_for_and_not_known_is_said(style: str, copy: str, said: str) -> None:
    quote, article = known_seed()
    accessed = article.facts.accessed if style == "wikipedia" else None
    facts = replace(article.facts, published=None, accessed=accessed, archived=Fact(copy, Provenance.GIVEN))
    warnings = render(quote, replace(article, facts=facts), style=style).warnings
    assert [one for one in warnings if "asks for" in one] == ([said] if said else [])


def test_blocks_of_the_plain_style_lead_to_the_copy() -> None:
    quote, article = known_seed()
    facts = replace(article.facts, archived=Fact(COPY, Provenance.GIVEN))
    of = replace(article, facts=facts)
    assert f"[archived]({COPY})" in render(quote, of, flavour="markdown").text
    assert f'<a href="{COPY}">archived</a>' in render(quote, of, flavour="html").text
    assert f", archived at {COPY})" in render(quote, of).text
