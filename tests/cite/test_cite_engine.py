"""Held against the styles' own engine by frozen strings.

`golden/citeproc.jsonl` holds made-up items and what citeproc-js 1.4.61 printed of each, alone, as plain
text, by the CSL files of August 2026 in the locale named (`citation` for a first reference, `bibliography`).
"""

import json
from pathlib import Path

import pytest

from quotebrowser.cite import Manner, citation, item_from_csl, reference

ROWS = [
    json.loads(row)
    for row in (Path(__file__).parent / "golden" / "citeproc.jsonl").read_text(encoding="utf-8").splitlines()
]
STYLES = {
    "apa en-US": "apa",
    "modern-language-association en-US": "mla",
    "chicago-author-date en-US": "chicago-author-date",
    "chicago-notes-bibliography en-US": "chicago-notes",
    "harvard-cite-them-right en-US": "harvard",
    "harvard-cite-them-right en-GB": "harvard",
    "oscola en-GB": "oscola",
    "mhra-notes en-GB": "mhra",
}


@pytest.mark.parametrize("engine", STYLES)
@pytest.mark.parametrize("kind", ["citation", "bibliography"])
def test_every_string_is_what_the_engine_prints(engine: str, kind: str) -> None:
    manner = Manner(locale=engine.rpartition(" ")[2], title_marks="csl")
    function = citation if kind == "citation" else reference
    found = [function(item_from_csl(row["item"]), STYLES[engine], manner) for row in ROWS]
    assert found == [row["expected"][engine][kind] for row in ROWS]


def test_the_golden_covers_every_number_of_authors_and_part_of_a_date() -> None:
    items = [row["item"] for row in ROWS]
    assert {len(item.get("author", ())) for item in items} >= {0, 1, 2, 3, 4, 7, 8, 10}
    dates = {len(item["issued"]["date-parts"][0]) if "issued" in item else 0 for item in items}
    assert dates == {0, 1, 2, 3}
