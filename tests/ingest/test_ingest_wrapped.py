"""The same article with hard line ends: in every plain format it gives the quotes it gives without them."""

import json
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from wrapped_stories import STORIES

from quotebrowser.extract import quotes
from quotebrowser.ingest import read
from quotebrowser.model import Article, Kind

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
HEAD = (
    "From: Ada Example <ada@example.org>\nSubject: A story\nDate: Mon, 22 Apr 2024 13:07:01 +0000\n"
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8{}\nContent-Transfer-Encoding: 8bit\n\n"
)


def _flowed(lines: str) -> str:
    paragraphs = [part.replace("\n", " \n") for part in lines.split("\n\n")]
    return HEAD.format("; format=flowed") + "\n\n".join(paragraphs)


def _quoted(lines: str) -> str:
    return "".join(f"> {line}".rstrip() + "\n" for line in lines.splitlines())


FORMS: dict[str, tuple[str, Callable[[str], str]]] = {
    "text": ("a.txt", lambda lines: lines),
    "text with Windows' line ends": ("a.txt", lambda lines: lines.replace("\n", "\r\n")),
    "Markdown": ("a.md", lambda lines: f"# A heading\n\n{lines}"),
    "mail": ("a.eml", lambda lines: HEAD.format("") + lines),
    "flowed mail": ("a.eml", _flowed),
    "mail that was passed on": ("a.eml", lambda lines: f"{HEAD.format('')}See below.\n\n{_quoted(lines)}"),
    "text of a mail that was passed on": ("a.txt", _quoted),
    "JSON": ("a.json", lambda lines: json.dumps([{"title": "A story", "text": lines}])),
}


def _found(path: Path) -> list[tuple[str, Kind, str]]:
    """The words without white space and signs of quoted mail, the kind and the speaker of each quote."""
    (article,) = read(path)
    assert isinstance(article, Article)
    return [
        (
            "".join("".join(quote.parts(article.text)).replace(">", "").split()),
            quote.kind,
            quote.speaker.name if quote.speaker else "",
        )
        for quote in quotes(article)
    ]


def _wrapped(paragraphs: Sequence[str], width: int) -> str:
    return "\n\n".join(textwrap.fill(line, width) for line in paragraphs) + "\n"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("width", [45, 50, 60, 72, 80])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_a_wrapped_article_gives_the_quotes_of_the_whole_one(
    seed: Path, width: int, form: str, tmp_path: Path
) -> None:
    paragraphs = [line for line in seed.read_text(encoding="utf-8").splitlines() if line.strip()]
    whole = tmp_path / "whole.txt"
    whole.write_text("\n\n".join(paragraphs), encoding="utf-8")
    name, write = FORMS[form]
    path = tmp_path / name
    path.write_bytes(write(_wrapped(paragraphs, width)).encode())
    assert _found(path) == _found(whole)


def _spread(line: str, width: int) -> str:
    """A line with its blanks widened so that it fills the width."""
    words, missing = line.split(" "), width - len(line)
    gaps = len(words) - 1
    blanks = [" " * (1 + missing // gaps + (number < missing % gaps)) for number in range(gaps)]
    return "".join(word + blank for word, blank in zip(words, [*blanks, ""], strict=True))


def _justified(paragraph: str, width: int) -> str:
    *lines, last = textwrap.wrap(paragraph, width)
    return "\n".join([*(_spread(line, width) for line in lines), last])


LAYOUTS: dict[str, tuple[str, Callable[[str, int], str]]] = {
    "empty lines between": ("\n\n", textwrap.fill),
    "Windows' line ends": ("\r\n\r\n", lambda text, width: textwrap.fill(text, width).replace("\n", "\r\n")),
    "blanks at the ends": (" \n\n", lambda text, width: textwrap.fill(text, width).replace("\n", "  \n")),
    "nothing between": ("\n", textwrap.fill),
    "first lines set in": ("\n", lambda text, width: textwrap.fill(text, width, initial_indent="   ")),
    "all lines set in": ("\n\n", lambda text, width: textwrap.indent(textwrap.fill(text, width - 4), "    ")),
    "justified": ("\n\n", _justified),
    "items of a list": (
        "\n",
        lambda text, width: textwrap.fill(text, width, initial_indent="- ", subsequent_indent="  "),
    ),
    "mail that was answered twice": (
        "\n> >\n",
        lambda text, width: textwrap.indent(textwrap.fill(text, width), "> > "),
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("width", [45, 50, 60, 72, 80])
@pytest.mark.parametrize("language", STORIES)
def test_a_layout_changes_no_quote_in_any_language(
    language: str, width: int, layout: str, tmp_path: Path
) -> None:
    between, lay = LAYOUTS[layout]
    sign = "- " if "list" in layout else ""
    whole, wrapped = tmp_path / "whole.txt", tmp_path / "wrapped.txt"
    gap = "\n" if between == "\n" else "\n\n"
    whole.write_text(gap.join(sign + paragraph for paragraph in STORIES[language]), encoding="utf-8")
    wrapped.write_bytes(between.join(lay(paragraph, width) for paragraph in STORIES[language]).encode())
    assert _found(wrapped) == _found(whole)


def test_a_quote_of_a_wrapped_text_is_its_characters_with_the_line_end(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("“The bridge was ever a\npromise of mine,” said Ada Example.\n", encoding="utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    (quote,) = quotes(article)
    assert quote.parts(article.text) == ("The bridge was ever a\npromise of mine,",)
    assert quote.speaker is not None
    assert quote.speaker.name == "Ada Example"


@pytest.mark.parametrize(
    ("body", "headline"),
    [("body_main", "headline_main"), ("body_web", "headline_short"), ("body_text", "headline")],
)
def test_a_ninjs_item_may_name_its_body_and_headline(body: str, headline: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    item = {"uri": "urn:example:1", body: "“The ferry stays,” said Ada Example.", headline: "Ferry stays"}
    path.write_text(json.dumps(item), encoding="utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    assert article.text == item[body]
    assert article.title == "Ferry stays"


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "iso-8859-1"])
def test_a_page_with_an_xml_declaration_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xhtml"
    path.write_text(
        f'<?xml version="1.0" encoding="{encoding}"?>\n<html xmlns="http://www.w3.org/1999/xhtml">'
        "<head><title>Ferry</title></head><body><article><h1>Ferry stays with the town</h1>"
        "<p>“The ferry stays with the town,” said Ada Example, who leads the board of the harbour.</p>"
        "<p>The board met on Monday for three hours in the old hall by the water.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    assert _found(path) == [("Theferrystayswiththetown,", Kind.STATEMENT, "Ada Example")]
