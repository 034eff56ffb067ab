"""Press quotations in a record: the sentences they print, and what comes together over these."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import pytest
from collate_shelf import Entry, Shelf, article, passages, quoted

from quotebrowser.collate.same.groups import _MOST_SENTENCES
from quotebrowser.model import Article, Fact, Form, Provenance

SPEECH = {
    "open": "Good evening to everybody who came out in this rain.",
    "mill": "We bought the old mill because nobody else wanted to pay for its roof.",
    "gone": "That was eleven winters ago.",
    "roof": "The roof still leaks above the second staircase, and I apologise to the choir.",
    "stump": "We leave nobody behind in this valley.",
    "bus": "The night bus will run again from the first of March.",
    "fare": "Children pay nothing on it and pensioners pay half.",
    "vote": "We are a single vote away from losing the maternity ward at Saint Anne.",
    "school": "We are a single vote away from losing the village school in Upper Marden.",
    "pool": "We are a single vote away from losing the swimming pool that our parents dug.",
    "stump again": "We leave nobody behind in this valley.",
    "well": "The wells at Thornbury have been tested twice and the water is clean.",
    "rival": 'My rival told you that "the wells at Thornbury are a poisoned inheritance" of ours.',
    "stump at last": "We leave nobody behind in this valley.",
    "thanks": "Thank you, and drive home carefully.",
}
GERMAN = {
    "brücke": "Die alte Brücke über die Schlucht wird im Herbst für Lastwagen gesperrt.",
    "kurz": "Das ist bitter.",
    "fähre": "Bis dahin bezahlt die Gemeinde eine Fähre für die Milchbauern am Ostufer.",
    "dank": "Ich danke der Feuerwehr für die Nacht am Deich.",
}
FRENCH = {
    "verger": "Le verger communal restera ouvert aux écoliers pendant toute la récolte.",
    "bref": "Rien ne change.",
    "pressoir": "Le pressoir sera réparé par les apprentis avant la fin du mois d’octobre.",
}


def recorded(speech: Mapping[str, str], name: str = "record", form: Form = Form.TRANSCRIPT) -> Entry:
    """A record in which one person says all of it."""
    made = article(name, "SPEAKER: " + " ".join(speech.values()), "2021-03-04")
    facts = replace(made.facts, form=Fact(form, Provenance.GIVEN))
    made = Article(made.id, made.text, made.origin, facts)
    said = passages(made, *speech.values())
    return Entry(made, tuple(replace(one, quote=said[0].uid) for one in said))


def told(shelf: Shelf, record: Entry, names: Sequence[str]) -> set[frozenset[str]]:
    """The groups of two and more: names of sentences, `1` for the passages of the first article."""
    numbers = {
        of: str(at) for at, of in enumerate((of for of in shelf.by_article if of != record.article.id), 1)
    }
    found: dict[str, set[str]] = {}
    for one in shelf.every():
        in_record = one.article == record.article.id
        name = names[one.order] if in_record else f"{numbers[one.article]}{'abcdef'[one.order]}"
        found.setdefault(shelf.groups()[one.uid], set()).add(name)
    return {frozenset(group) for group in found.values() if len(group) > 1}


class Case(NamedTuple):
    """What articles print of a speech."""

    name: str
    speech: Mapping[str, str]
    printed: tuple[tuple[str, ...], ...]
    """Of each article its passages: names of sentences, or words."""
    groups: tuple[str, ...]
    """Names, as `told` has them."""

    def entries(self) -> list[Entry]:
        """The articles."""
        return [
            quoted(
                f"article {at}",
                *(" ".join(self.speech.get(part, part) for part in words.split(" + ")) for words in of),
                published="2021-03-05",
            )
            for at, of in enumerate(self.printed)
        ]


CASES = (
    Case("two sentences", SPEECH, (("mill + gone",),), ("mill,gone,1a",)),
    Case(
        "the end of one and the beginning of the next",
        SPEECH,
        (("pay for its roof. That was eleven winters ago. The roof still leaks above the second",),),
        ("mill,gone,roof,1a",),
    ),
    Case(
        "a short one after a long one, alone elsewhere",
        SPEECH,
        (("mill + gone",), ("mill",)),
        ("mill,gone,1a,2a",),
    ),
    Case(
        "two halves of a sentence",
        SPEECH,
        (("The roof still leaks above the second staircase",), ("I apologise to the choir", "bus")),
        ("roof,1a,2a", "bus,2b"),
    ),
    Case(
        "neighbours in two articles have nothing in common",
        SPEECH,
        (("bus",), ("fare",)),
        ("bus,1a", "fare,2a"),
    ),
    Case(
        "neighbours in one article are one, parted by narration",
        SPEECH,
        (("bus", "fare"), ("fare",)),
        ("bus,fare,1a,1b,2a",),
    ),
    Case(
        "what lies two sentences apart stays apart",
        SPEECH,
        (("mill", "roof"),),
        ("mill,1a", "roof,1b"),
    ),
    Case(
        "long statements side by side stay apart",
        {
            "one": "The council has decided after eleven hours of talks to keep the harbour, the cranes, the"
            " rope walk and the sailors' chapel in the hands of the town for the next forty years.",
            "two": "The tenants of the warehouses along the northern quay will receive new contracts before"
            " Easter, and nobody who mends nets or builds boats there will pay a penny more than today.",
        },
        (("one", "two"),),
        ("one,1a", "two,1b"),
    ),
    Case(
        "one beginning of three sentences",
        SPEECH,
        (("vote",), ("school",), ("pool", "roof"), ("roof",)),
        ("vote,1a", "school,2a", "pool,3a", "roof,3b,4a"),
    ),
    Case(
        "a line that is said three times",
        SPEECH,
        (("stump + bus",), ("stump + well",), ("stump + thanks",)),
        ("stump,bus,1a", "stump again,well,2a", "stump at last,thanks,3a"),
    ),
    Case("such a line alone is its first place", SPEECH, (("stump", "mill"),), ("stump,1a", "mill,1b")),
    Case(
        "what a speaker quotes of another",
        SPEECH,
        (("The wells at Thornbury are a poisoned inheritance, as the inspectors wrote",),),
        (),
    ),
    Case("the other order", SPEECH, (("fare + bus",),), ("bus,fare,1a",)),
    Case(
        "words left out",
        SPEECH,
        (("The night bus will run again … Children pay nothing on it",),),
        ("bus,fare,1a",),
    ),
    Case("words of another occasion", SPEECH, (("The night bus was late again on the first of May.",),), ()),
    Case("German", GERMAN, (("brücke + kurz + fähre",), ("fähre",)), ("brücke,kurz,fähre,1a,2a",)),
    Case(
        "German, two halves",
        GERMAN,
        (("im Herbst für Lastwagen gesperrt. Das ist bitter. Bis dahin bezahlt die Gemeinde eine Fähre",),),
        ("brücke,kurz,fähre,1a",),
    ),
    Case(
        "French, three words hold nothing together",
        FRENCH,
        (("verger + bref",), ("bref + pressoir",)),
        ("verger,bref,1a", "pressoir,2a"),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_press_quotations_meet_at_the_sentences_they_print(case: Case) -> None:
    record, entries = recorded(case.speech), case.entries()
    expected = {frozenset(group.split(",")) for group in case.groups}
    first = Shelf().add(record, *entries)
    assert told(first, record, list(case.speech)) == expected
    assert Shelf().add(*entries, record).links == first.links
    assert Shelf().add(*reversed(entries), record).links == first.links


NOUNS = (
    *("anchor", "baker", "candle", "dairy", "engine", "ferry", "glacier", "harbour", "island", "jacket"),
    *("kettle", "lantern", "mirror", "needle", "orchard", "pasture", "quarry", "ribbon", "saddle", "timber"),
    *("umbrella", "violin", "walnut", "yarrow"),
)


def chained() -> dict[str, str]:
    """Sentences that have little in common."""
    return {
        noun: f"Nobody sold the {noun} to the {other} workshop behind {third.title()} Street in autumn."
        for noun, other, third in zip(NOUNS, NOUNS[7:] + NOUNS[:7], NOUNS[12:] + NOUNS[:12], strict=True)
    }


def test_a_chain_of_overlapping_quotations_does_not_swallow_a_speech() -> None:
    speech = chained()
    record, names = recorded(speech), list(speech)
    printed = tuple((f"{a} + {b}",) for a, b in pairwise(names))
    entries = Case("chain", speech, printed, ()).entries()
    shelf = Shelf().add(record, *entries)
    found = told(shelf, record, names)
    sizes = [sum(name in speech for name in group) for group in found]
    assert max(sizes) <= _MOST_SENTENCES < len(names)
    assert sum(sizes) == len(names)
    assert told(Shelf().add(*entries[::-1], record), record, names) == {
        frozenset(renumbered(group, len(entries))) for group in found
    }


def renumbered(group: frozenset[str], last: int) -> set[str]:
    """A group with the numbers of articles that were added in the other order."""
    return {f"{last + 1 - int(name[:-1])}a" if name[:-1].isdigit() else name for name in group}


def test_a_sentence_of_a_record_bridges_nothing_that_has_no_word_of_it() -> None:
    speech = chained()
    record, names = recorded(speech), list(speech)
    entries = Case("apart", speech, tuple((name,) for name in names[:12]), ()).entries()
    assert told(Shelf().add(record, *entries), record, names) == {
        frozenset({name, f"{at}a"}) for at, name in enumerate(names[:12], 1)
    }


HEARD = {
    "open": "good evening to everybody who came out in this rain we bought the old mill because nobody else",
    "mill": "wanted to pay for its roof that was eleven winters ago",
    "roof": "the roof still leaks above the second staircase and I apologise to the choir",
    "stump": "we leave nobody behind in this valley",
    "bus": "the night bus will run again from the first of march",
    "fare": "children pay nothing on it and pensioners pay half",
    "pool": "we are a single vote away from losing the swimming pool that our parents dug",
    "stump again": "we leave nobody behind in this valley",
    "well": "the wells at thornbury have been tested twice and the water is clean",
    "stump at last": "we leave nobody behind in this valley",
    "thanks": "thank you and drive home carefully",
}


def test_two_records_of_a_speech_are_laid_side_by_side() -> None:
    record, captions = recorded(SPEECH), recorded(HEARD, "captions", Form.CAPTIONS)
    for order in ((record, captions), (captions, record)):
        shelf = Shelf().add(*order)
        here, there = (
            {one.uid: name for one, name in zip(of.passages, names, strict=True)}
            for of, names in ((record, SPEECH), (captions, HEARD))
        )
        links = {tuple(sorted((link.a, link.b), key=lambda uid: uid in there)) for link in shelf.links}
        same = {name for a, b in links if (name := here[a]) == there[b]}
        others = {(here[a], there[b]) for a, b in links if here[a] != there[b]}
        assert same == set(HEARD) - {"mill"}
        assert others == {("gone", "mill")}


def test_short_sentences_of_two_records_follow_their_neighbours() -> None:
    said = {
        "mill": SPEECH["mill"],
        "yes": "Yes, yes.",
        "roof": SPEECH["roof"],
        "no": "No, no.",
        "bus": SPEECH["bus"],
    }
    record, other = recorded(said), recorded({**said, "no": "Never."}, "other")
    links = Shelf().add(record, other).links
    names = {one.uid: name for one, name in zip(record.passages, said, strict=True)}
    found = {names.get(link.a) or names[link.b]: link.tier for link in links}
    assert found == {"mill": 1, "yes": 2, "roof": 1, "bus": 1}
