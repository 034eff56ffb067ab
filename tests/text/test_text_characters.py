"""Characters one by one: which fold to which, which make words, which are never shown."""

import pytest

from quotebrowser.text import fold, fold_marks, hidden_characters, safe, words

PLAIN = [
    ("'", "‘’‛ʼʹ′＇`´"),
    ('"', "“”„‟«»″＂"),
    ("-", "‐‑‒–—―−"),
    (" ", "\u00a0\u2007\u202f\u2009\u200a\u3000"),
    ("", "\u00ad\u200b\u200c\u200d\u2060\ufeff"),
]
UNSAFE = ["\u061c", "\u200b", "\u200e", "\u200f", "\u202a", "\u2060", "\u2066", "\ufeff", "\ufff9", "\ufdd0",
          "\ufffe", "\uffff", "\U000e0041"]  # fmt: skip
KEPT = ["\u200c", "\u200d", "\t", "\n", "\u00ad", "é", "字", "\U0001f600", "\u00a0", "\ufffc"]


@pytest.mark.parametrize(
    ("plain", "marks"), PLAIN, ids=["apostrophes", "marks", "dashes", "blanks", "nothing"]
)
@pytest.mark.parametrize(
    "around", ["a", "a long text of more than sixty characters, in which marks are looked for"]
)
def test_special_characters_become_their_plain_forms(plain: str, marks: str, around: str) -> None:
    assert {fold_marks(f"{around}{mark}b") for mark in marks} == {f"{around}{plain}b"}
    assert {fold(f"{around}{mark}é") for mark in marks} == {f"{around}{plain}e"}


@pytest.mark.parametrize("char", UNSAFE, ids=ascii)
def test_what_hides_or_reorders_is_taken_out(char: str) -> None:
    assert safe(f"a{char}b") == "ab"
    assert hidden_characters(f"a{char}b{char}") == 2


@pytest.mark.parametrize("char", KEPT, ids=ascii)
def test_what_is_text_stays(char: str) -> None:
    assert safe(f"a{char}b") == f"a{char}b"
    assert hidden_characters(f"a{char}b") == 0


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85"], ids=ascii)
def test_a_line_end_of_any_kind_becomes_a_newline(end: str) -> None:
    assert safe(f"a{end}b") == "a\nb"


@pytest.mark.parametrize("mark", ["\u0301", "\u0489", "\u1ab0", "\u1dc0", "\u20dd", "\ufe20"], ids=ascii)
def test_a_tower_of_marks_is_cut_to_four(mark: str) -> None:
    assert safe(f"e{mark * 4}") == f"e{mark * 4}"
    assert safe(f"e{mark * 5}x") == f"e{mark * 4}x"


WORDS = [
    ("opening mark as apostrophe", "don‘t", ["don't"]),
    ("modifier apostrophe", "donʼt go", ["don't", "go"]),
    ("marks at the edges are none", "‘tis the workers’", ["tis", "the", "workers"]),
    ("two apostrophes in a row divide", "a''b", ["a", "b"]),
    ("pointed Hebrew is one word", "שָׁלוֹם", ["שלום"]),
    ("vowelled Arabic is one word", "كِتَاب", ["كتاب"]),
    ("Devanagari is one word", "हिन्दी", ["हिनदी"]),
    ("a sign of repetition is a word", "人々", ["人", "々"]),
    ("a Han zero is a word", "二〇", ["二", "〇"]),
    ("kana are a word each", "カナ", ["カ", "ナ"]),
    ("Hangul stays together", "한국 말", ["한국", "말"]),
    ("rare Han", "𠀀a", ["𠀀", "a"]),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in WORDS], ids=[case[0] for case in WORDS])
def test_what_is_one_word(text: str, wanted: list[str]) -> None:
    assert [word.normal for word in words(text)] == [fold(word) for word in wanted]
