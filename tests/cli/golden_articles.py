"""Made articles for what the seeds lack: outlets, dates, versions, unknown speakers, rejected files."""

from pathlib import Path
from typing import Final

_HERALD: Final = """---
outlet: Example Herald
title: Mayor stands by the ferry
date: 2025-03-04
author: Dana Levin; Sam Okafor
url: https://herald.example.org/ferry
---
"""

ARTICLES: Final = {
    "herald.txt": _HERALD
    + "“We will keep the ferry,” Mayor Ada Example said on Tuesday, “as long as the river flows and the"
    " people of both banks need it.” She added: “The bridge was never a promise of mine.”\n\n"
    "“Nobody asked the rowers about it,” said Bo Sample, who has rowed the river for 30 years.\n",
    "herald-evening.txt": _HERALD
    + "“We will keep the ferry,” Mayor Ada Example said on Tuesday, “as long as the river flows and the"
    " people of both banks need it.” She added: “The bridge was never a promise of ours.”\n\n"
    "“The new pier opens in spring,” Example said.\n",
    "courier.txt": "---\noutlet: Example Courier\ntitle: ferry stays, says mayor\ndate: 2025-03\n"
    "via: Example Wire\n---\n"
    "“We will not keep the ferry as long as the river runs and … [they] need it,” Ms. Example told the"
    " Courier.\n\nThe mayor’s so-called “green week” begins on Monday.\n",
    "nobody.txt": "“It was never about the money, not for one single day,” a former rower said.\n\n"
    "“We will keep the ferry as long as the river flows and the people of both banks need it.”\n\n"
    "“We opened the lock,” said Ada Example, “and nobody came to see it.”\n\n"
    "“=1+1 [@click=app.quit]is[/] what \x1b[31mthe till said\x1b[0m & <b>nothing</b> more,”"
    " said Bo Sample.\n",
    "wall.txt": "A line is painted on the wall of the harbour.\n\n"
    "“This is how it ends, with a whistle from the quay.”\n",
    "records.jsonl": '{"text": "“The pier is ours, and ours alone,” said Bo Sample.",'
    ' "outlet": "Example Post", "published": "2024-12-31", "title": "The pier"}\n'
    '{"text": "“The pier is ours, and ours alone,” said Bo Sample on Monday."}\n'
    '{"title": "A record without a text"}\n',
    "quiet.txt": "Nobody said a word on the river on Monday, and nobody asked why.\n",
    "broken.pdf": "%PDF-1.7\nnothing that could be read follows",
    "empty.txt": "",
}
"""Text of each file by its name."""

DRAFT: Final = (
    "Mayor Ada Example said: “We will keep the ferry as long as the river flows.” She added: “The bridge was"
    " ever a promise of mine.”\n\n“The elephants danced on the roof all night long,” the mayor said. A rower"
    " called it “green week”.\n"
)
"""A story not yet printed: words that are exact, that are not, and that nobody printed."""

DOCUMENTS: Final = (
    '{"doc_id": "one", "more": 1,'
    ' "text": "“We opened the lock,” said Ada Example, “and nobody came to see it.”"}\n'
    '{"doc_id": "two", "text": "Nobody said a word."}\n'
)
"""Lines as `extract --jsonl` reads them: an interrupted quote, and none."""


def write_articles(folder: Path) -> None:
    """Write the articles into `folder`, which is made."""
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
