"""Folding, words and the filter that makes text safe to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebrowser.text import fold, fold_marks, hidden_characters, safe, safe_line, words

FOLDED = [
    ("case goes", "Assad", "assad"),
    ("accents go", "Échéance", "echeance"),
    ("a curly apostrophe is a straight one", "don’t", "don't"),
    ("a grave accent stands for an apostrophe", "don`t", "don't"),
    ("ligatures come apart", "ﬁnance", "finance"),
    ("sharp s is double s", "Straße", "strasse"),
    ("soft hyphens are invisible", "co\u00adop", "coop"),
    ("dashes are one dash", "a–b", "a-b"),
    ("Persian is left whole but for its joiners", "می‌شود", "میشود"),
]


@pytest.mark.parametrize(("name", "text", "expected"), FOLDED, ids=[case[0] for case in FOLDED])
def test_folding(name: str, text: str, expected: str) -> None:
    assert fold(text) == unicodedata.normalize("NFKD", expected)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("aé“”’—\u00a0`\u00ad字", min_size=1, max_size=4), st.integers(20, 90))
def test_long_texts_are_folded_like_short_ones(part: str, times: int) -> None:
    assert fold_marks(part * times) == fold_marks(part) * times
    assert fold(part * times) == fold(part) * times


def test_folding_marks_leaves_letters_alone() -> None:
    assert fold_marks("“Ça va” — l’été") == '"Ça va" - l\'été'


@given(st.text(max_size=80))
def test_a_words_span_leads_back_to_its_characters(text: str) -> None:
    for word in words(text):
        assert fold(word.span.of(text)) == word.normal


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_text_has_the_same_words_before_another_script(text: str) -> None:
    assert list(words(text)) == list(words(f"{text} 字"))[:-1]


def test_apostrophes_stay_inside_words_and_marks_outside() -> None:
    assert [word.normal for word in words("‘It’s Assad’s,’ he said")] == ["it's", "assad's", "he", "said"]


WORDS = [
    ("an accent written apart stays in its word", "cafe\u0301s open", ["cafes", "open"]),
    ("Han signs are a word each", "中国不会 yes", ["中", "国", "不", "会", "yes"]),
    ("a joiner stays in its word", "می\u200cشود.", ["میشود"]),
    ("a modifier apostrophe alone is no word", "ʼ a", ["a"]),
    ("numbers and underscores", "12_ab 3.5", ["12", "ab", "3", "5"]),
]


@pytest.mark.parametrize(("name", "text", "expected"), WORDS, ids=[case[0] for case in WORDS])
def test_words(name: str, text: str, expected: list[str]) -> None:
    assert [word.normal for word in words(text)] == [unicodedata.normalize("NFKD", each) for each in expected]


SAFE = [
    ("escape sequences become pictures", "a\x1b]52;c;QQ==\x07b", "a␛]52;c;QQ==␇b"),
    ("a C1 control is replaced", "a\x9bb", "a\ufffdb"),
    ("delete has a picture", "a\x7fb", "a␡b"),
    ("bidirectional overrides go", "a\u202eb\u202c", "ab"),
    ("zero-width joiners stay", "می\u200cشود", "می\u200cشود"),
    ("carriage returns are line ends", "a\r\nb\rc", "a\nb\nc"),
    ("line separators are line ends", "a\u2028b", "a\nb"),
    ("lone surrogates are replaced", "a\ud800b", "a\ufffdb"),
    ("stacked marks are cut to four", "e" + "\u0301" * 9, "e" + "\u0301" * 4),
    ("square brackets stay", "[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
]


@pytest.mark.parametrize(("name", "text", "expected"), SAFE, ids=[case[0] for case in SAFE])
def test_safe(name: str, text: str, expected: str) -> None:
    assert safe(text) == expected


@given(
    st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from("\x1b\x9b\x07\u202e\u200b\ufeff\r\n\t\x85")),
        max_size=60,
    )
)
def test_safe_text_holds_no_control_and_stays_as_it_is(text: str) -> None:
    shown = safe(text)
    assert all(char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs") for char in shown)
    assert safe(shown) == shown


@given(st.text(max_size=60))
def test_a_safe_line_is_one_line_without_blanks_at_its_ends(text: str) -> None:
    line = safe_line(text)
    assert "\n" not in line
    assert line == line.strip()
    assert safe_line(line) == line


def test_hidden_characters_are_counted() -> None:
    assert hidden_characters("clean") == 0
    assert hidden_characters("a\u200bb\x1bc") == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a ten-\nyear plan", "a ten-year plan"),
        ("in 2024-\n25 and", "in 2024-25 and"),
        ("in 2024-\r\n  25 and", "in 2024-25 and"),
        ("the Smith-\nJones house", "the Smith-Jones house"),
        ("a prom\u00ad\nise", "a promise"),
        ("two-\nand three-day trips", "two- and three-day trips"),
        ("she left -\nand so did he", "she left - and so did he"),
        ("she left --\nand so did he", "she left -- and so did he"),
        ("ten-\n\nyear", "ten- year"),
    ],
)
def test_a_word_broken_at_its_hyphen_is_one_word_on_a_line(text: str, line: str) -> None:
    assert safe_line(text) == line
