"""Articles for the tests of adding: small texts, each with words of its own, and pages that take long."""

import io
import json
import os
import random
import zipfile
from collections.abc import Sequence
from pathlib import Path

from quotebrowser.library import FileOutcome, Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.copying import export_quotes
from quotebrowser.model import Rejected

SAID = "“We will not sell the harbour, not now and not in ten years,” said Ada Example.\n"
ASKED = "“Nobody asked the fishermen about any of this,” said Bo Sample.\n"


_SYLLABLES = ("ba", "le", "mi", "no", "ru", "ta", "ve", "sol", "kar", "den", "ost", "im")


def words(number: int, count: int) -> str:
    """Words that no other number has."""
    dice = random.Random(number)
    return " ".join("".join(dice.choices(_SYLLABLES, k=3)) for _ in range(count))


def text(number: int) -> str:
    """An article with two quotes, one of which three articles print."""
    own = f"“We have heard {words(number, 9)} of town {number},” said Ada Li."
    shared = f"“Whoever signs {words(-1 - number // 3, 8)} loses them,” said Bo Sample, who speaks for them."
    return f"Council of town {number} meets\n\nThe council met on day {number}.\n\n{own}\n\n{shared}\n"


def write_texts(folder: Path, number: int) -> Path:
    """A folder with so many articles."""
    folder.mkdir(exist_ok=True)
    for at in range(number):
        (folder / f"{at:04}.txt").write_text(text(at), encoding="utf-8")
    return folder


def slow_page(path: Path) -> Path:
    """A page that keeps its reader busy for seconds, though it breaks no limit of size."""
    path.write_text(f"<!DOCTYPE html><html><body>{'<p>x' * 59_000}</body></html>", encoding="utf-8")
    return path


def large_document(path: Path) -> Path:
    """A small document that unpacks to much more than it looks."""
    xml = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            xml + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 900_000 + "</w:body></w:document>",
        )
    path.write_bytes(buffer.getvalue())
    return path


def added(library: Library, *paths: Path, jobs: int | None = None) -> list[FileOutcome]:
    """The outcomes of adding."""
    return list(add_files.add(library, paths, jobs=jobs))


def exported(library: Library) -> list[dict[str, object]]:
    """All that a library holds, for comparison."""
    return [json.loads(piece.text) for piece in export_quotes.pieces(library, "", "jsonl")]


def reasons(items: Sequence[object]) -> list[str]:
    """The reasons of the rejected ones."""
    return [item.reason for item in items if isinstance(item, Rejected)]


POSIX = os.name == "posix"
