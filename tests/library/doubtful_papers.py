"""Articles of which something of each kind is doubtful, in ASCII alone but for their marks."""

from pathlib import Path
from typing import Final

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files

_FILLER: Final = (
    "The council met for four hours on Tuesday night in a hall so full that people stood on the stairs, and"
    " nobody left before the vote was over."
)
_WALL: Final = '"The harbour wall will stand for a hundred years and more," said {}.'
_PAGES: Final = {
    "a": (
        "https://www.example.org/2025/03/04/wall",
        (
            _FILLER,
            _WALL.format("Mayor Clara Ostrander"),
            "Tom Baker, who runs a boatyard, met her deputy Ann Lee on the quay.",
        ),
    ),
    "b": ("https://example.org/2025/03/05/wall", (_FILLER, _WALL.format("Mayor Ostrander"))),
    "c": (
        "https://example.org/ferry",
        (_FILLER, '"We shall pay for the ferry this year," said Mayor Clara Ostrander.'),
    ),
    "e": ("https://post.example/quay", (_FILLER, '"We read about it in the paper," said Tom Baker.')),
}
"""Address and paragraphs of web pages that name no outlet."""
_TEXTS: Final = {
    "d": '"It will rain all week," said Edith Ostrander.\n\nJohn Smith met Peter Jones. "That was a very long'
    ' day for all of us," he said.\n',
    "0": "---\noutlet: The Evening Post\nurl: https://post.example/first\ndate: 2025-03-06\n---\n\n"
    '"Nobody asked us," said Tom Baker.\n',
}
"""Texts; the last names its outlet, which so becomes that of its site."""


def made(directory: Path) -> Path:
    """Make the library; returns its place."""
    papers = directory / "papers"
    papers.mkdir(parents=True)
    for name, (url, paragraphs) in _PAGES.items():
        body = "".join(f"<p>{each}</p>" for each in (f"News {name}", *paragraphs))
        head = f"<title>News {name}</title><link rel='canonical' href='{url}'>"
        html = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
        (papers / f"{name}.html").write_text(html, encoding="utf-8")
    for name, text in _TEXTS.items():
        (papers / f"{name}.md").write_text(text, encoding="utf-8")
    library = Library.open(directory / "library")
    list(add_files.add(library, sorted(papers.iterdir()), jobs=1))
    library.close()
    return directory / "library"
