"""Held against the styles' own engine on items made up to be odd.

`golden/odd.jsonl` holds what citeproc-js 1.4.63 printed of each item, alone, as plain text, by the CSL files
of February 2026 in the locale en-US: headlines with marks of every kind, one-word and foreign ones; no
author, organisations, 1 to 24 authors, particles, suffixes, initials, other scripts; months, years, seasons,
no date; newspapers with and without articles, long addresses. `golden/sites.jsonl` holds the same of pages
of web sites, with italics as HTML.

Not followed, each on purpose: the engine's second space before a given name in lower case (`hooks,  bell`)
and between two opening marks; `Retrieved` before an address without a date; what it prints of a headline of
marks alone, of an item whose author has no family name, and (Harvard) of one without author and newspaper.
"""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from quotebrowser.cite import Manner, citation, item_from_csl, reference
from quotebrowser.cite.parts.encode import encode
from quotebrowser.cite.parts.runs import Run
from quotebrowser.cite.style_table import STYLES, named

GOLDEN = Path(__file__).parent / "golden"
MANNER = Manner(locale="en-US", title_marks="csl")
ORDER = ("apa", "mla", "chicago-author-date", "chicago-notes", "harvard")
"""Styles in the order of the golden's strings, the in-text one of each before its entry."""


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in (GOLDEN / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("style", ORDER)
@pytest.mark.parametrize("kind", ["citation", "bibliography"])
def test_every_string_of_an_odd_item_is_what_the_engine_prints(style: str, kind: str) -> None:
    function = citation if kind == "citation" else reference
    place = 2 * ORDER.index(style) + (kind == "bibliography")
    golden = rows("odd.jsonl")
    assert len(golden) >= 200
    found = [function(item_from_csl(row["item"]), style, MANNER) for row in golden]
    assert found == [row["expected"][place] for row in golden]


@pytest.mark.parametrize("style", [*ORDER, "oscola", "mhra"])
def test_a_page_of_a_web_site_is_printed_as_the_engine_prints_it_italics_and_all(style: str) -> None:
    formatter = named(STYLES, style, "style").formatter
    manner = Manner("en-GB" if style in ("oscola", "mhra") else "en-US", "csl")
    for row in rows("sites.jsonl"):
        item = item_from_csl(row["item"])
        for kind, function in (("citation", formatter.citation), ("bibliography", formatter.reference)):
            printed = html.unescape(re.sub(r"</?a[^>]*>", "", encode(function(item, manner), "html")))
            assert printed == row["expected"][style][kind]


def test_a_given_name_in_lower_case_is_no_initial_and_has_one_space_before_it() -> None:
    item = item_from_csl({"title": "Love", "author": [{"family": "hooks", "given": "bell"}]})
    assert reference(item, "apa").startswith("hooks, bell. (n.d.).")


def test_an_address_without_a_date_of_access_stands_alone() -> None:
    item = item_from_csl({"title": "Love", "container-title": "The Herald", "URL": "https://example.org/"})
    assert reference(item, "apa") == "Love. (n.d.). The Herald. https://example.org/"


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        ([2025, 12], "2025, December"),
        ([2025, 20], "n.d."),
        ([2025, 21], "2025, Spring"),
        ([2025, 24], "2025, Winter"),
    ],
)
def test_a_month_above_twenty_is_a_season(parts: list[int], printed: str) -> None:
    item = item_from_csl({"title": "x", "issued": {"date-parts": [parts]}})
    assert reference(item, "apa") == f"x. ({printed})."


def test_html_of_a_citation_has_no_mark_that_ends_an_attribute() -> None:
    assert encode((Run("a \"b\" & 'c' <d>"),), "html") == "a &quot;b&quot; &amp; &#x27;c&#x27; &lt;d&gt;"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"title": ""},
        {"title": "x", "issued": {"date-parts": [[]]}},
        {"title": "x", "issued": {"date-parts": [[2025, 13, 40]]}},
        {"title": "x", "issued": {"literal": "soon"}},
        {"title": "x", "issued": {"raw": "2025-02-30"}},
        {"title": "x", "author": [{"given": "Madonna"}, {"literal": ""}]},
    ],
)
def test_data_that_makes_no_sense_is_as_good_as_none(data: dict[str, Any]) -> None:
    for style in STYLES:
        for function in (citation, reference):
            assert "“”" not in function(item_from_csl(data), style.name, MANNER)
