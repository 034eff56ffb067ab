"""Where in a long speech some words stand, and the same letters with other blanks."""

import random
import time
from typing import Final

import pytest

from quotebrowser import collate
from quotebrowser.collate import Speech, Tier

_CHANCE: Final = random.Random(3)
_WORDS: Final = [f"{first}{last}" for first in "bdfgklmn" for last in ("ara", "eto", "imu", "osi", "une")]
FILLER: Final = [" ".join(_CHANCE.choices(_WORDS, k=9)).capitalize() + "." for _ in range(600)]
SAID: Final = {
    100: "We will dredge the harbour before winter.",
    101: "And the rowers, who asked for it, pay nothing.",
    102: "That is settled.",
    140: "The lighthouse stays where it is.",
    300: "We will build the bridge, we will build it well.",
    400: "We will build the bridge, we will build it twice.",
}
SPEECH: Final = [SAID.get(number, sentence) for number, sentence in enumerate(FILLER)]

PLACES: Final = [
    ("a sentence", "We will dredge the harbour before winter", [range(100, 101)], True),
    (
        "from the middle of one to that of another",
        "before winter. And the rowers, who asked",
        [range(100, 102)],
        True,
    ),
    ("over three", "pay nothing. That is settled", [range(101, 103)], True),
    ("a refrain at each of its places", "We will build the bridge", [range(300, 301), range(400, 401)], True),
    ("the right one of two nearly alike", "the bridge, we will build it twice", [range(400, 401)], True),
    ("over a marked cut", "dredge the harbour … The lighthouse stays", [range(100, 141)], False),
    (
        "over one that is not marked",
        "We will dredge the harbour. The lighthouse stays",
        [range(100, 141)],
        False,
    ),
]


@pytest.mark.parametrize(("name", "words", "sentences", "whole"), PLACES, ids=[row[0] for row in PLACES])
def test_words_are_found_where_they_stand(
    name: str, words: str, sentences: list[range], *, whole: bool
) -> None:
    found = Speech(SPEECH).places(words)
    if whole:
        assert [(place.sentences, place.whole) for place in found] == [(one, True) for one in sentences]
    else:
        first, wanted = found[0].sentences, sentences[0]
        assert (first.start <= wanted.start, wanted.stop <= first.stop, found[0].whole) == (True, True, False)


@pytest.mark.parametrize(
    "changed", ["We must dredge the old harbour before winter", "who asked for that, pay anything"]
)
def test_words_that_are_nearly_said_are_found_in_few_sentences(changed: str) -> None:
    best = Speech(SPEECH).places(changed)[0]
    assert {100, 101} & set(best.sentences)
    assert len(best.sentences) < 8


def test_words_that_are_not_said_have_no_share() -> None:
    speech = Speech(SPEECH)
    assert speech.share(["zeppelin", "unheard"]) == 0
    assert speech.places("zeppelin unheard") == []
    assert Speech([]).places("harbour") == []


def test_words_everywhere_are_looked_for_in_linear_time() -> None:
    def spent(sentences: int) -> float:
        speech = Speech(["we will do it and we will not do it"] * sentences)
        before = time.process_time()
        speech.places("we will not and it do we will and and not it will")
        return time.process_time() - before

    few, many = (min(spent(sentences) for _ in range(4)) for sentences in (500, 8000))
    assert many < 60 * max(few, 0.0005)


BLANKS: Final = [
    # printed, remembered, how they agree
    ("It was 3 o'clock in the morning", "3 o’ clock in the morning", Tier.TYPOGRAPHIC),
    ("the non-enforcement policies stay", "the nonenforcement policies stay", Tier.TYPOGRAPHIC),
    ("a healthcare plan for all", "a health care plan for all", Tier.TYPOGRAPHIC),
    ("a health care plan for all", "a healthcare plan for all", Tier.TYPOGRAPHIC),
    ("some one said that anybody pays", "someone said that any body pays", Tier.TYPOGRAPHIC),
    ("We cannot do it at all", "We can not do it at all", Tier.TYPOGRAPHIC),
    ("das Kultur-Zentrum am Fluss bleibt offen", "das KulturZentrum am Fluss bleibt offen", Tier.TYPOGRAPHIC),
    ("C'est aujourd'hui que ça commence", "C'est aujourd’ hui que ça commence", Tier.TYPOGRAPHIC),
    ("He is a notable man in this town", "He is a not able man in this town", Tier.NEAR),
    ("their body guards left and no bodyguards came", "their bodyguards left", Tier.TYPOGRAPHIC),
    ("They have a strong body. Guards are not here", "They have a strong bodyguards", Tier.NEAR),
    ("der Bau hof bleibt im Ort", "der Bauhof bleibt im Ort", Tier.TYPOGRAPHIC),
    ("someone will come with some one else", "someone will come with some one else", Tier.EXACT),
]


@pytest.mark.parametrize(("printed", "remembered", "tier"), BLANKS)
def test_the_same_letters_with_other_blanks_are_typography(printed: str, remembered: str, tier: Tier) -> None:
    assert collate.compare_words(printed, remembered).tier is tier


ACCOUNTS: Final = [
    ("We will not go", "We will go", "the record has ‘not’ here", "the captions have ‘not’ here"),
    (
        "We will go now",
        "We will go just now",
        "the record has no ‘just’ here",
        "the captions have no ‘just’ here",
    ),
    (
        "We paid ten farmers",
        "We paid two farmers",
        "the record has ‘ten’ here, not ‘two’",
        "the captions have ‘ten’ here, not ‘two’",
    ),
]


@pytest.mark.parametrize(("said", "words", "record", "captions"), ACCOUNTS)
def test_a_record_has_words_and_prints_none(said: str, words: str, record: str, captions: str) -> None:
    assert collate.compare_words(said, words, account=collate.RECORD).differences == (record,)
    assert collate.compare_words(said, words, account=collate.CAPTIONS).differences == (captions,)


EDGES: Final = [
    (
        "The roof is gone. Nobody asked them before it was sold.",
        "Nobody asked the rowers before it was sold",
        "Nobody asked them before it was sold.",
    ),
    ("They will pay for it. And they know.", "They will pay for the wall", "They will pay for it."),
    (
        "No allies. We're leaving the old bridge business.",
        "We are leaving the old bridge business",
        "We're leaving",
    ),
    (
        "Das Dach ist weg. Wir fragten den Müller am Kanal.",
        "Er fragte den Müller am Kanal",
        "Wir fragten den",
    ),
    (
        "Le toit est parti. On vend le marché couvert. Tout.",
        "On vend le marché neuf",
        "On vend le marché couvert.",
    ),
]


@pytest.mark.parametrize(("printed", "remembered", "answers"), EDGES)
def test_other_words_at_an_end_are_not_those_of_the_next_sentence(
    printed: str, remembered: str, answers: str
) -> None:
    found = collate.compare_words(printed, remembered).printed
    assert found.startswith(answers)
    assert found in printed.partition(answers)[1] + printed.partition(answers)[2]


NEARLY: Final = [
    # what was said, some words, whether these are likely to be made of that
    ("We will never sell the harbour", "We will sell the harbour", True),
    ("She is guilty", "She is not guilty", True),
    ("Das ist kein Betrug", "Das ist Betrug", True),
    ("The state pays the farmers", "The state pays farmers", True),
    ("keep its promise", "keep the promise", False),
    ("had a few weeks", "in a few weeks", False),
    ("level of service", "options of service", False),
    ("like a singer with a guitar", "like a dog with a leash", False),
    ("You know how I love harbours", "You know, I love Larry", False),
    ("We met the pilots twice and gave them a radio", "We met the pilots once and gave them a radio", True),
    ("from your friends. Who were you talking about", "What in the world were you talking about?", False),
    ("Die Brücke am Kanal wird im Herbst gebaut", "Die Brücke am Kanal wird im Winter gebaut", True),
]


@pytest.mark.parametrize(("said", "words", "likely"), NEARLY)
def test_a_few_common_words_prove_nothing_in_a_long_record(said: str, words: str, *, likely: bool) -> None:
    assert collate.is_nearly(said, words) is likely
