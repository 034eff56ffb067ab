"""Text fragments find their quote again by the matching rules of the specification."""

import random
import re
from urllib.parse import unquote

import pytest
from cite_material import DEFEATED, SEEDS, URL, article, facts, quoted, seed

from quotebrowser.cite import open_address, render
from quotebrowser.cite.parts.text_fragments import deep_link, directive
from quotebrowser.model import Span

WORDS = [
    "the",
    "port",
    "was",
    "closed",
    "and",
    "we",
    "lost",
    "a",
    "boat",
    "but",
    "no",
    "one",
    "said",
    "why",
    "it",
    "is",
    "so",
    "hard",
    "to",
    "leave",
    "it’s",
    "U.S.",
    "e-mail",
]


def page_of(text: str) -> str:
    """The page as a browser sees it: blocks on lines of their own, white space collapsed."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def bounded(page: str, start: int, end: int) -> bool:
    return not re.search(r"\w\w", page[max(start - 1, 0) : start + 1] if start else "") and not (
        page[end - 1 : end + 1].isalnum() and len(page[end - 1 : end + 1]) > 1
    )


def occurrences(page: str, words: str, after: int) -> list[int]:
    found = [match.start() for match in re.finditer(f"(?={re.escape(words)})", page, re.IGNORECASE)]
    return [at for at in found if at >= after and bounded(page, at, at + len(words))]


def matched(page: str, text: str) -> tuple[int, int] | None:
    """Where a directive leads: the first match, as the specification has it."""
    parts = [unquote(part) for part in text.removeprefix("text=").split(",")]
    raw = text.removeprefix("text=").split(",")
    prefix = parts.pop(0)[:-1] if raw[0].endswith("-") else ""
    suffix = parts.pop()[1:] if raw[-1].startswith("-") else ""
    start, end = parts[0], parts[1] if len(parts) > 1 else ""
    for at in occurrences(page, prefix, 0) if prefix else occurrences(page, start, 0):
        begin = at
        if prefix:
            rest = page[at + len(prefix) :]
            begin = at + len(prefix) + len(rest) - len(rest.lstrip())
            if begin not in occurrences(page, start, begin)[:1]:
                continue
        if not end:
            return begin, begin + len(start)
        ends = occurrences(page, end, begin + len(start))
        if suffix:
            ends = [at for at in ends if page[at + len(end) :].lstrip().startswith(suffix)]
        if ends:
            return begin, ends[0] + len(end)
    return None


def bare(text: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", page_of(text))


def samples() -> list[tuple[str, Span]]:
    """Quotes of the sample articles, and of made-up ones whose few words repeat all the time."""
    found = []
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found += [(text, Span(*match.span(1))) for match in re.finditer(r"[“\"]([^“”\"]{3,})[”\"]", text)]
    chance = random.Random(5)
    while len(found) < 540:
        lines = [" ".join(chance.choices(WORDS, k=chance.randint(4, 40))) for _ in range(6)]
        quote = " ".join(chance.choices(WORDS, k=chance.randint(6, 40)))
        if chance.random() < 0.2:
            quote = quote.replace(" and ", "\n")
        place = chance.randrange(6)
        lines[place] += f" “{quote}.” he said"
        text = "\n".join(lines)
        start = text.index(f"“{quote}.”") + 1
        found.append((text, Span(start, start + len(quote) + 1)))
    return found


def test_five_hundred_fragments_find_their_quote_again() -> None:
    lost = []
    for text, span in samples():
        page = page_of(text)
        where = matched(page, directive(text, span))
        if where is None or page[slice(*where)] != bare(span.of(text)):
            lost.append((span.of(text), directive(text, span)))
    assert lost == []


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("He said: “No.”", "No.", "text=No"),
        ("A “well-known, quiet” port", "well-known, quiet", "text=well%2Dknown%2C%20quiet"),
        ("The enemy is “the enemy” here", "the enemy", "text=is%20%E2%80%9C-,the%20enemy"),
        ("C a\nYes it is.\nB a\nYes it is.", "Yes it is", "text=B%20a-,Yes%20it%20is"),
        (
            "a b c d e f g h i j x\na b c d e f g h i j k l",
            "a b c d e f g h i j k l",
            "text=x-,a%20b%20c%20d%20e,h%20i%20j%20k%20l",
        ),
        ("“It’s on & off”", "It’s on & off", "text=It%E2%80%99s%20on%20%26%20off"),
        ("A xnot “not” here", "not", "text=not"),
        ("A notx “not” here", "not", "text=not"),
        ("An It “I” here", "I", "text=I"),
        ("“…!”", "…!", ""),
    ],
)
def test_a_short_quote_is_written_whole_and_told_from_an_earlier_one(
    text: str, quote: str, expected: str
) -> None:
    start = text.rindex(quote)
    assert directive(text, Span(start, start + len(quote))) == expected


def test_a_quote_of_several_paragraphs_is_found_by_words_of_its_first_and_last() -> None:
    text = "He said, “One two three.\n\n“Four five six seven eight nine ten eleven.”"
    start, end = text.index("One"), text.index(".”")
    assert directive(text, Span(start, end)) == "text=One%20two%20three,seven%20eight%20nine%20ten%20eleven"


def test_each_part_of_a_split_quote_gets_a_directive_of_its_own() -> None:
    of = seed("001", facts({"url": URL}))
    quote = quoted(of, "I don’t consider losing Syria something to be proud of,", DEFEATED)
    assert open_address(quote, of).count("text=") == 2
    assert open_address(quote, of).partition("#:~:")[0] == URL


def test_of_a_quote_in_more_than_three_parts_the_first_is_linked() -> None:
    text = "“One,” he said. “Two,” he said. “Three,” he said. “Four.”"
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in ("One", "Two", "Three", "Four")]
    assert deep_link(URL, text, tuple(spans[:3])) == f"{URL}#:~:text=One&text=Two&text=Three"
    assert deep_link(URL, text, tuple(spans)) == f"{URL}#:~:text=One"


def test_only_addresses_of_the_web_are_deep_linked() -> None:
    text, spans = "“Yes we can”", (Span(1, 11),)
    assert deep_link("", text, spans) == ""
    assert deep_link("javascript:alert(1)", text, spans) == "javascript:alert(1)"
    assert (
        deep_link("https://x.example/a#top", text, spans) == "https://x.example/a#top:~:text=Yes%20we%20can"
    )
    assert deep_link("https://x.example/a", "“…”", (Span(1, 2),)) == "https://x.example/a"


@pytest.mark.parametrize("flavour", ["bibtex", "ris", "csl-json"])
def test_records_keep_the_plain_address(flavour: str) -> None:
    of = article("“We held on.”", facts({"url": URL, "title": "T"}))
    assert ":~:" not in render(quoted(of, "We held on."), of, flavour=flavour).text


@pytest.mark.parametrize("style", ["apa", "mla", "chicago-notes", "harvard", "wikipedia"])
def test_styles_keep_the_plain_address(style: str) -> None:
    of = article("“We held on.”", facts({"url": URL, "title": "T"}))
    assert (
        ":~:" not in render(quoted(of, "We held on."), of, style=style, form="reference", flavour="html").text
    )
