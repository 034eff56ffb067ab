"""A few short articles on one speech, in ASCII alone: any other sign on a screen is the program's."""

from pathlib import Path
from typing import Final

from quotebrowser import ingest
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files

_ARTICLES: Final = {
    "herald": ("Example Herald", "Mayor rules out sale of harbour", "Jo Writer", "2025-03-04", """\
The council met for four hours on Tuesday night in a hall so full that people stood on the stairs.

"We will not sell the harbour to anyone, and we will not raise the fees before 2027," Mayor Clara \
Ostrander said. "That is a promise to every family on the quay."

"Nobody asked us," said Tom Baker, who runs a boatyard. "We read about it in the paper."

Trade through the port has fallen by a third in ten years, according to the harbour office.

The leader of the opposition, Maria Lindqvist, said: "The mayor has known about the offer since January."
"""),
    "wire": ("Wire Agency", "Ostrander: fees stay", "", "2025-03-04", """\
Mayor Clara Ostrander said on Tuesday: "We will sell the harbour to anyone, and we will not raise the fees \
before 2028."

"The mayor has known about the offer since January," Maria Lindqvist said.
"""),
    "post": ("The Evening Post and Mercury", "A promise to all", "Ann Reporter, Bo Second", "2025-03-05", """\
"We will never sell the harbour to anyone. ... That is a promise to every family on the quay," the mayor, \
Clara Ostrander, told the council.

"I have not slept since the vote," said Tom Baker.
"""),
}  # fmt: skip
"""Outlet, headline, author, date and text of each, by the name of its file."""


def made(directory: Path) -> Path:
    """Make the library; returns its place."""
    papers = directory / "papers"
    papers.mkdir()
    for name, (outlet, title, author, date, text) in _ARTICLES.items():
        facts = {"outlet": outlet, "title": title, "author": author, "date": date}
        head = "\n".join(f"{key}: {value}" for key, value in facts.items() if value)
        url = f"url: https://{name}.example/harbour"
        (papers / f"{name}.txt").write_text(f"---\n{head}\n{url}\n---\n\n{text}", encoding="utf-8")
    library = Library.open(directory / "library")
    list(add_files.add(library, [papers], ingest.Given(), jobs=1))
    library.close()
    return directory / "library"
