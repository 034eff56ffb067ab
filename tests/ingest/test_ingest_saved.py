"""Pages as programs really save them: every word and every fact that stands on the page, and nothing else.

`saved/page.html` is made up. From it, as http://www.example.org/a.html, SingleFile wrote `singlefile.html`
(single-file-cli 2.0.83, https://github.com/gildas-lormeau/single-file-cli: the code of the extension and of
Zotero's snapshots), and Chromium 156 `chromium.mhtml` (`Page.captureSnapshot` of its DevTools protocol: what
*Save page as, Webpage, single file* writes), both on 30 November 2026.
"""

from pathlib import Path

import pytest

from quotebrowser import extract
from quotebrowser.ingest.read_files import read
from quotebrowser.model import Article

SAVED = Path(__file__).parent / "saved"
TEXT = """\
Council refuses to sell the harbour

The council will not sell the harbour, its chair said on Tuesday after a long debate about the money that the
city lacks.

“We will not sell the harbour, not today and not next year,” said Maria Quist, who chairs the council. “It
belongs to the people who work there.”

Tom Baker, a fisherman, said: “The quay is ours, and everyone in this town knows it.”

The vote was 12 to 3. The mayor said that she would “respect the decision”, but asked for a plan to repair the
quay."""
PARAGRAPHS = [" ".join(each.split()) for each in TEXT.split("\n\n")]


@pytest.mark.parametrize("name", ["page.html", "singlefile.html", "chromium.mhtml"])
def test_a_page_is_read_as_it_stands_whatever_saved_it(name: str) -> None:
    (article,) = read(SAVED / name)
    assert isinstance(article, Article)
    paragraphs = [each for each in article.text.split("\n\n") if each != "The harbour on Monday."]
    assert paragraphs == PARAGRAPHS
    facts = {key: fact.value for key, fact in article.facts.known()}
    assert facts.items() >= {
        ("title", "Council refuses to sell the harbour"),
        ("outlet", "Example Herald"),
        ("byline", "Ada Penner"),
        ("published", "2025-03-04T08:00:00Z"),
        ("language", "en"),
    }
    if name != "page.html":
        assert facts["url"] == "http://www.example.org/a.html"
        assert facts["accessed"][:10] == "2026-11-30"


def test_the_quotes_of_a_saved_page_are_its_own() -> None:
    (article,) = read(SAVED / "singlefile.html")
    assert isinstance(article, Article)
    said = [
        (quote.parts(article.text), quote.speaker and quote.speaker.name) for quote in extract.quotes(article)
    ]
    assert said[:2] == [
        (
            (
                "We will not sell the harbour, not today and not next year,",
                "It belongs to the people who work there.",
            ),
            "Maria Quist",
        ),
        (("The quay is ours, and everyone in this town knows it.",), "Tom Baker"),
    ]
    assert [parts for parts, _ in said[2:]] == [("respect the decision",)]
