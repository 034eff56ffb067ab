"""Notes that programs make of a page in the browser: their metadata block, and what of them is the article.

The blocks have the forms of files that these programs wrote and that stand in public repositories: Obsidian
Web Clipper (`tags` with "clippings", authors as links, "[[By ...]]"), its older template (`clipped`),
MarkDownload (`created ... (UTC -05:00)`, a heading and "> ## Excerpt"), a template of MarkDownload's with keys of
its own, and Joplin (its exporter's specification and tests, laurent22/joplin).
"""

# ruff: noqa: E501, ISC004 - blocks are easier to read so

from pathlib import Path

import pytest
from reader_material import SAID, TOLD

from quotebrowser.ingest.read_files import read
from quotebrowser.model import Article

URL = "https://www.example.org/harbour"
EXCERPT = "The town keeps it. “We will not sell it,” the mayor said."

NOTES = [
    (
        "Obsidian Web Clipper",
        'title: "Mayor: \\"The harbour stays\\" – for now"\nsource: "https://www.example.org/harbour"\nauthor:\n'
        '  - "[[Dana R. Levin]]"\n  - "[[By Sam Okafor]]"\npublished: 2025-01-09\ncreated: 2025-01-12\n'
        f'description: "{EXCERPT}"\ntags:\n  - "clippings"',
        "![A ferry](https://img.example.org/ferry.jpg)\n\n",
        ('Mayor: "The harbour stays" – for now', "Dana R. Levin; Sam Okafor", "2025-01-09", "2025-01-12", ""),
    ),
    (
        "without an author or a day",
        f'title: "The harbour stays"\nsource: "{URL}"\nauthor:\npublished:\ncreated: 2025-01-12\n'
        'description:\ntags:\n  - "clippings"',
        "",
        ("The harbour stays", "", "", "2025-01-12", ""),
    ),
    (
        "an older template",
        "category: \"[[Clippings]]\"\nauthor: \"[[people/levin|Dana R. Levin]]\"\ntitle: 'The harbour isn''t sold'\n"
        f"source: {URL}\nclipped: 2025-01-12\npublished: 2025-01-09\ntopics: harbour",
        "",
        ("The harbour isn't sold", "Dana R. Levin", "2025-01-09", "2025-01-12", ""),
    ),
    (
        "MarkDownload",
        f"created: 2025-01-12T21:02:33 (UTC -05:00)\ntags: [harbour,town]\nsource: {URL}\nauthor: Dana R. Levin",
        f"# The harbour stays\n\n> ## Excerpt\n> {EXCERPT}\n\n---\n",
        ("The harbour stays", "Dana R. Levin", "", "2025-01-12", ""),
    ),
    (
        "MarkDownload, an excerpt of several lines",
        f'Notes: {EXCERPT}\n  It is theirs.\nauthor: \nUrl: {URL}\nCreated: "2025-01-12  02:48:43"\nModified: ',
        f"# The harbour stays\n\nsource: {URL}\n\n> ## Excerpt\n> {EXCERPT}\n“It is theirs.”\n\n---\n",
        ("The harbour stays", "", "", "2025-01-12", ""),
    ),
    (
        "Joplin",
        "title: >-\n  The harbour stays: a long headline\n  on two lines\nupdated: 2025-02-01 10:00:00Z\n"
        f"created: 2025-01-12 09:30:00Z\nsource: {URL}\nauthor: Dana R. Levin\nlatitude: 52.50000000\n"
        "completed?: no\ntags:\n  - harbour",
        "",
        ("The harbour stays: a long headline on two lines", "Dana R. Levin", "", "2025-01-12", ""),
    ),
    (
        "a blog's own post, which is no clipping",
        "title: The harbour stays\ndate: 2025-01-09\ncreated: 2025-01-08\nupdated: 2025-01-12\nauthor: By Lee",
        "",
        ("The harbour stays", "Lee", "2025-01-09", "", "2025-01-12"),
    ),
]


@pytest.mark.parametrize(
    ("block", "head", "known"), [row[1:] for row in NOTES], ids=[row[0] for row in NOTES]
)
def test_a_note_of_a_page_says_what_the_page_is(
    tmp_path: Path, block: str, head: str, known: tuple[str, ...]
) -> None:
    path = tmp_path / "note.md"
    path.write_text(f"---\n{block}\n---\n{head}{TOLD}\n\n{SAID}\n", encoding="utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    facts = article.facts
    found = [fact.value if fact else "" for fact in (facts.title, facts.byline)]
    days = [
        fact.date.iso if fact and fact.date else ""
        for fact in (facts.published, facts.accessed, facts.modified)
    ]
    assert (*found, *days) == known
    assert facts.url is None or facts.url.value == URL
    running = article.text
    for span in reversed(article.furniture):
        running = running[: span.start] + running[span.end :]
    assert [line for line in running.splitlines() if line][-2:] == [TOLD, SAID]
    assert "theirs" not in running
    assert "mayor said" not in running
