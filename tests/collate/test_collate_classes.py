"""Classes of difference and how much they may matter."""

import pytest

from quotebrowser.collate.versions.classes import classify, inspect_cut
from quotebrowser.collate.versions.printed_words import printed_words
from quotebrowser.model import Level

CASES = [
    ("nothing", "the mill", "the mill", "", 0),
    ("a comma", "the mill,", "the mill", "punctuation", 0),
    ("a capital", "The mill", "the mill", "case", 0),
    ("curly marks", "don’t", "don't", "", 0),
    ("a contraction", "do not go", "don't go", "contraction", 0),
    ("two words or one", "world view", "worldview", "spelling", 0),
    ("British spelling", "organised labour", "organized labor", "spelling", 0),
    ("an abbreviation", "Sen. Reid", "Senator Reid", "spelling", 0),
    ("a numeral", "eleven farms", "11 farms", "spelling", 0),
    ("a percent sign", "5 percent", "5%", "spelling", 0),
    ("a negation dropped", "will not grow", "will grow", "negation", 4),
    ("a negation in another word", "is able", "is unable", "negation", 4),
    ("a negation moved is counted once on each side", "not here", "never here", "wording", 3),
    ("another number", "25 mills", "35 mills", "number", 4),
    ("a number dropped", "two million people", "people", "number", 4),
    ("an article", "a mill", "the mill", "function word", 1),
    ("any and a", "any mill", "a mill", "function word", 1),
    ("all and any", "all mills", "any mills", "quantity", 3),
    ("order", "mills and farms", "farms and mills", "order", 1),
    ("an inflection", "the mills", "the mill", "inflection", 2),
    ("a tense", "he says it", "he said it", "inflection", 2),
    ("another tense with other auxiliaries", "was running there", "has run there", "inflection", 2),
    ("near spelling", "the goverment", "the government", "near spelling", 2),
    ("a name in other letters", "with Gadhafi", "with Qaddafi", "spelling of a name", 2),
    ("another name", "with Merkel", "with Macron", "name", 3),
    ("another month is no other name", "in June", "in July", "wording", 3),
    ("another weekday is no other spelling", "on Monday", "on Sunday", "wording", 3),
    ("emphasis", "**She** knew", "She knew", "punctuation", 0),
    ("another word with emphasis", "they **knew** it", "they said it", "wording", 3),
    ("another pronoun", "we know", "they know", "pronoun", 2),
    ("will and would", "it will rain", "it would rain", "modality", 3),
    ("a condition dropped", "if asked go", "asked go", "condition", 3),
    ("an intensifier dropped", "very big", "big", "function word", 1),
    ("other words", "his message", "his visit", "wording", 3),
    ("a word dropped", "a raw act", "an act", "words", 3),
    ("many words dropped", "burned every barn house mill shed", "", "omission", 3),
    ("many words added", "", "burned barn house mill shed", "addition", 3),
    ("an editor's words", "they left", "[the farmers] left", "bracketed", 1),
    ("editor's words beside others", "they left town [again]", "they fled city", "bracketed", 3),
    ("two acronyms", "the UN", "the EU", "name", 3),
    ("two acronyms of three letters", "with SPD", "with CDU", "name", 3),
    ("two acronyms with periods", "in the U.K.", "in the U.S.", "name", 3),
    ("an acronym and a word", "the IRA", "the IRS", "name", 3),
    ("numbers that are written together", "25 mills", "2 5 mills", "number", 4),
    ("numbers of one digit more", "12 of 100", "1 of 2100", "number", 4),
    ("a compound numeral", "twenty-one dead", "21 dead", "spelling", 0),
    ("a hundred in words", "five hundred mills", "500 mills", "spelling", 0),
    ("a million in words", "3 million people", "3,000,000 people", "spelling", 0),
    ("another compound numeral", "twenty-one dead", "twelve dead", "number", 4),
    ("is and was", "it is closed", "it was closed", "inflection", 2),
    ("have and had", "they have seen", "they had seen", "inflection", 2),
    ("is and was beside an article", "this is a start", "that was the start", "inflection", 2),
    ("has and had beside a pronoun", "he has it", "she had it", "inflection", 2),
    ("y and ies", "their duties", "their duty", "inflection", 2),
    ("y and ied", "they carry it", "they carried it", "inflection", 2),
    ("y and ies of a city", "our cities", "our city", "inflection", 2),
    ("first of all", "first of all we pay", "we pay", "function word", 1),
    ("in the first place", "why in the first place", "why", "function word", 1),
    ("first of three", "the first of three mills", "the second of three mills", "number", 4),
    ("OK in two spellings", "it is O.K. now", "it is okay now", "spelling", 0),
    ("OK in three", "it is OK now", "it is okay now", "spelling", 0),
    ("grey", "a grey day", "a gray day", "spelling", 0),
    ("per cent", "five per cent", "5 percent", "spelling", 0),
    ("another adviser", "his adviser", "his advisor", "spelling", 0),
    ("it is and it's behind a but", "But it is true", "It's true", "function word", 1),
    ("an opening and", "And we stay", "We stay", "function word", 1),
    ("a but inside", "we pay but they stay", "we pay they stay", "words", 3),
    ("a masked word", "that hellish", "that h**lish", "masked", 1),
]


@pytest.mark.parametrize(
    ("name", "base", "other", "category", "level"), CASES, ids=[case[0] for case in CASES]
)
def test_differences_are_classed(name: str, base: str, other: str, category: str, level: int) -> None:
    found = classify(printed_words(base), printed_words(other))
    assert (found.category, int(found.level)) == (category, level)


CUTS = [
    ("a condition", "When the rain stops,", "condition"),
    ("a negation", "nobody says that", "negation"),
    ("a contrast", "but only there", "contrast"),
    ("a number", "for 50 minutes", "number"),
    ("nothing of note", "and the mill", ""),
    ("when of the past", "when the mill was built,", ""),
    ("when he came", "when he came home", ""),
    ("when they visited", "when they visited the mill", ""),
    ("when of the future", "when the mill is opened,", "condition"),
    ("when somebody will", "when they will pay", "condition"),
    ("first of all", "first of all", ""),
    ("in the first place", "in the first place,", ""),
    ("no words", "", ""),
]


@pytest.mark.parametrize(("name", "text", "category"), CUTS, ids=[case[0] for case in CUTS])
def test_what_a_cut_hides_is_named(name: str, text: str, category: str) -> None:
    found = inspect_cut(printed_words(text))
    assert found.category == category
    assert found.level == (Level.WORDING if category else Level.NONE)


def test_other_words_and_hidden_signal_words_may_change_the_meaning() -> None:
    assert inspect_cut(printed_words("if they pay")).level.may_change_meaning
    assert [level.may_change_meaning for level in Level] == [False, False, False, True, True]
