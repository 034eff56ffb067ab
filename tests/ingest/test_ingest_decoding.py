"""Bytes become the text that was written, or are refused."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_news import TONGUES, story

from quotebrowser.errors import ReadError
from quotebrowser.ingest import decode

ENGLISH = (
    "“We won’t sell the harbour – not now,” the mayor said. “Nobody’s asked us… and nobody will.”\n"
    "She’d been asked, she added, ‘at least twice’ by the owners’ club—and had refused.\n"
)
TEXTS = [
    ("English", ENGLISH),
    ("English in one sentence", "She said: “It’s ours.”"),
    (
        "French",
        "« Le port n’est pas à vendre », a déclaré la maire à l’été. « Où irions-nous ? » a-t-elle ajouté.\n",
    ),
    (
        "German",
        "„Der Hafen gehört uns“, sagte die Bürgermeisterin. „Für immer – länger.“ Über das schwieg sie.\n",
    ),
    (
        "Spanish",
        "«El puerto no está en venta», dijo la alcaldesa. ¿Quién lo pidió? Nadie, según el señor Núñez.\n",
    ),
    ("Italian", "«Il porto è nostro», ha detto la sindaca. «Perché venderlo? Così è, e così sarà.»\n"),
    ("Danish", "»Havnen er vores,« sagde borgmesteren på rådhuset. Ærøs gæster så på.\n"),
]
WESTERN = [(name, text, encoding) for name, text in TEXTS for encoding in ("cp1252", "mac-roman")]


@pytest.mark.parametrize(
    ("text", "encoding"), [row[1:] for row in WESTERN], ids=[f"{row[0]} in {row[2]}" for row in WESTERN]
)
def test_western_encodings_are_told_apart(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("text", [text for _, text in TEXTS], ids=[name for name, _ in TEXTS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")))
def test_any_text_in_utf_8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text


@given(
    st.text(st.characters(codec="ascii", exclude_categories=["Cc"])), st.sampled_from(["\n", "\r\n", "\r"])
)
def test_line_ends_stay_as_they_are(text: str, end: str) -> None:
    assert decode(f"{text}{end}{text}".encode()) == f"{text}{end}{text}"


def test_a_few_control_characters_are_still_text() -> None:
    hostile = ENGLISH + "\x1b]52;c;aGVsbG8=\x07\x9b2J" + ENGLISH
    assert decode(hostile.encode()) == hostile


def bodies(seeds: Path) -> list[str]:
    """The five samples and 181 articles in four languages."""
    made = [
        story(language, random.Random(f"{language}{number}")) for language in TONGUES for number in range(46)
    ]
    told = ["\n\n".join(block.text for block in one.blocks) for one in made]
    return [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt"))] + told[:181]


TABLE = [
    # encoding, and how many characters of each text are written in it; None: all
    *(("utf-8", None), ("cp1252", None), ("mac-roman", None), ("cp1252", 300), ("utf-8", 300)),
    *(("utf-16", None), ("utf-16-le", 300)),
]


@pytest.mark.parametrize(("encoding", "length"), TABLE)
def test_every_text_comes_back_from_every_encoding_it_can_be_written_in(
    seeds: Path, encoding: str, length: int | None
) -> None:
    written = []
    for text in bodies(seeds):
        try:
            written.append((text[:length], text[:length].encode(encoding)))
        except UnicodeEncodeError:
            continue
    assert len(written) > 150
    assert [text for text, data in written if decode(data) != text] == []


CYRILLIC = "«Порт не продаётся», — сказала мэр города на встрече с жителями."
REFUSED = [
    ("a program", bytes(range(256)) * 8, "binary"),
    ("zeros", b"\0" * 100, "binary"),
    ("text with zeros in an old encoding", b"caf\xe9 \0 " * 3, "binary"),
    ("Cyrillic in an old encoding", CYRILLIC.encode("cp1251") * 3, "could not be detected"),
    (
        "Japanese in an old encoding",
        "港は売らないと市長は述べた。".encode("shift-jis") * 9,
        "could not be detected|binary",
    ),
    ("UTF-16 cut in two", ENGLISH.encode("utf-16")[:-1], "not valid UTF-16"),
    ("UTF-16 with half a pair", b"\xff\xfe\x00\xd8", "not valid UTF-16"),
    ("UTF-8 with its mark and a wrong byte", b"\xef\xbb\xbfcaf\xe9", "not valid UTF-8"),
]


@pytest.mark.parametrize(("data", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_no_text_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        decode(data)


def test_an_encoding_that_is_named_is_used_and_no_other() -> None:
    assert decode(CYRILLIC.encode("cp1251"), "cp1251") == CYRILLIC
    with pytest.raises(ReadError, match="not valid ASCII"):
        decode(CYRILLIC.encode(), "ascii")
    for name in ("klingon", "rot13", "base64", "a\0b"):
        with pytest.raises(ReadError, match="Unknown encoding"):
            decode(b"text", name)


def test_random_bytes_are_hardly_ever_text() -> None:
    dice = random.Random(1)
    refused = 0
    for _ in range(200):
        try:
            decode(dice.randbytes(dice.randrange(200, 2000)))
        except ReadError:
            refused += 1
    assert refused == 200
