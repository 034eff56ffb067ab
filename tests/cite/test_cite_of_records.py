"""Records of what was said, held against the styles' own engine by frozen strings.

The first line of `golden/records.jsonl` names engine and styles. The others hold a made-up item and what
citeproc-js printed of it, alone, with italics as HTML: 15 broadcasts (`b`), speeches and press conferences
(`s`), hearings and debates (`h`) and interviews (`i`), transcripts of unknown events (`t`), and reports (`p`,
`r`) for their pages. `located` is the citation with the locator beside the item. For MLA the date of a speech
was given as that of its event, the only one which that style prints.

Not followed, on purpose: OSCOLA's file prints neither date nor committee of a hearing; those of Chicago and
MHRA leave unpublished speeches and interviews out of the bibliography, which a reader asked for; `on` where
a broadcast has a network and no date.
"""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from quotebrowser.cite import Manner, item_from_csl
from quotebrowser.cite.parts.encode import encode
from quotebrowser.cite.parts.runs import Line
from quotebrowser.cite.style_table import STYLES, named
from quotebrowser.cite.styles.house import Locator

HEAD, *ROWS = (
    json.loads(row)
    for row in (Path(__file__).parent / "golden" / "records.jsonl").read_text(encoding="utf-8").splitlines()
)
FIVE = ("apa", "mla", "chicago-author-date", "chicago-notes", "harvard")


def printed(line: Line) -> str:
    return html.unescape(re.sub(r"</?a[^>]*>", "", encode(line, "html")))


def locator(row: dict[str, Any]) -> Locator:
    given = row["locator"]
    if given["label"] == "timestamp":
        return Locator(time=given["locator"])
    first, _, last = given["locator"].partition("-")
    return Locator(page=first, last=last)


@pytest.mark.parametrize("style", [*FIVE, "oscola", "mhra"])
@pytest.mark.parametrize("kind", ["citation", "located", "bibliography"])
def test_every_string_of_a_record_is_what_the_engine_prints(style: str, kind: str) -> None:
    formatter = named(STYLES, style, "style").formatter
    manner = Manner("en-GB" if style in ("oscola", "mhra") else "en-US", "csl")
    rows = [row for row in ROWS if style != "oscola" or row["item"]["type"] != "hearing"]
    found = {}
    for row in rows:
        item = item_from_csl(row["item"])
        line = (
            formatter.reference(item, manner)
            if kind == "bibliography"
            else formatter.citation(item, manner, locator(row) if kind == "located" else Locator())
        )
        found[row["item"]["id"]] = printed(line)
    assert found == {row["item"]["id"]: row["expected"][style][kind] for row in rows}


def test_the_golden_holds_fifteen_items_of_each_kind_in_five_styles() -> None:
    items = [row["item"]["id"] for row in ROWS]
    assert [sum(name.startswith(kind) for name in items) for kind in "bshi"] == [15] * 4
    assert all(row["expected"].keys() >= set(FIVE) for row in ROWS)
    assert HEAD["engine"].startswith("citeproc-js 1.4.61")
