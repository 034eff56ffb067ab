"""Who speaks as the order of words around a passage gives it, each kind in several wordings."""

import pytest
from extracting import kinds, names, read

ORDER = [
    (
        "a question and a name",
        "Nils Berg was the first to say it. “Grizzly bears?” Anna Holt repeated.",
        "Anna Holt",
    ),
    (
        "a question to somebody",
        "Nils Berg came. “Why would they?” Brandt asked him. Lena Brandt is a nurse.",
        "Lena Brandt",
    ),
    (
        "a call in a letter",
        "Holt calls it good. “Did we not use the word first?” Clark writes to Holt.",
        "Clark",
    ),
    (
        "a name after a clause of its own",
        (
            "“To see the number of cases that could change is stunning,” since so many of the largest "
            "were decided by one vote, said Lena Brandt, who teaches law."
        ),
        "Lena Brandt",
    ),
    (
        "a name behind the whole sentence",
        (
            "Berg “drew quite well from the workers of the port” in the last vote, said Harbour "
            "professor Paul Beck."
        ),
        "Paul Beck",
    ),
    (
        "a body and an anchor who did something",
        (
            "Harbour News and former TV network anchor Katie Kurig has praised it, advising all to “join "
            "the club of those who work hard and sleep well.”"
        ),
        "Katie Kurig",
    ),
    (
        "an apposition behind the passage",
        (
            "Berg “is tapping into something very deep and very old,” Simon Rose, a friend of Holt, told "
            "the paper."
        ),
        "Simon Rose",
    ),
    (
        "a name behind the verb, another in front",
        (
            "Whatever Berg’s plans may do to the race, “his chances are slim,” says Walter Stein, "
            "co-author of it."
        ),
        "Walter Stein",
    ),
    (
        "an army that should grow",
        "Berg’s army should grow “as quickly as possible,” said Mr. Bartel.",
        "Bartel",
    ),
    (
        "participles behind with",
        (
            "Voters were quick to react, with Tom Dahl tweeting that it was bad and asking, “How can she "
            "stay now?”"
        ),
        "Tom Dahl",
    ),
    (
        "a participle behind with",
        "Critics answered, with Anna Holt saying, “We were never asked at all.”",
        "Anna Holt",
    ),
    (
        "the subject of the last verb",
        (
            "Berg wrote it after Anna Holt argued for the second time that “all of us should have voted "
            "for the port.”"
        ),
        "Anna Holt",
    ),
    (
        "a second clause",
        "Ted Krug accuses her of sloth and Nils Berg says she is “losing the fight on water.”",
        "Nils Berg",
    ),
    (
        "a clause after and then",
        "The crowd cheers, and then Lance Wall continues: “He will build it for us.”",
        "Lance Wall",
    ),
    (
        "who was asked by somebody described",
        (
            "Tom Dahl was asked by the host Bill Mohr, who supports him but has dismissed the story "
            "about the port as a joke, “Now, you said that it would not matter?”"
        ),
        "Bill Mohr",
    ),
    (
        "a document that somebody issued",
        (
            "Mr. Dahl, who said last week that a judge was biased, issued a statement saying, “I feel no "
            "hate at all.”"
        ),
        "Dahl",
    ),
    (
        "a note that somebody posted",
        "Anna Holt later posted a note that read, “I feel no hate at all.”",
        "Anna Holt",
    ),
    (
        "a letter sent out by somebody",
        (
            "A letter sent out by Nils Berg on Tuesday warned of the fight: “There are 14 ports, and we "
            "need all.”"
        ),
        "Nils Berg",
    ),
    (
        "a name and what it supports",
        (
            "Melissa Rolfsen works in retail. Rolfsen supports Democrat Anna Holt. “I have loans to pay "
            "and no job.”"
        ),
        "Melissa Rolfsen",
    ),
    (
        "a name and whom it follows",
        "Brakstad succeeds Governor Nils Berg. “I have loans to pay,” Berg said.",
        "Nils Berg",
    ),
    (
        "a label inside the marks",
        (
            "The panel laughed at Nils Berg. Chris Mathis is a host.\n\n“Chris Mathis: Seriously now. He "
            "will build it.”"
        ),
        "Chris Mathis",
    ),
    (
        "a body and a person",
        "Harbour News and former anchor Katie Kurig said: “He never came to the port.”",
        "Katie Kurig",
    ),
    (
        "a body and its chairman",
        "“He never came,” said the Harbour Union and its chairman, Nils Berg.",
        "Nils Berg",
    ),
    (
        "a body and an anchor of another",
        "Harbour News and former TV network anchor Katie Kurig said: “He never came to the port.”",
        "Katie Kurig",
    ),
    ("two persons", "“He never came,” Nils Berg and Anna Holt said.", "Nils Berg"),
    (
        "a line that leads in, a name below",
        (
            "Parker Eton said that given what there is:\n\n“There is only one, in my opinion.”\n\nOmar "
            "Potts echoed him."
        ),
        "Parker Eton",
    ),
]


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in ORDER], ids=[case[0] for case in ORDER])
def test_the_order_of_words_gives_the_speaker(text: str, name: str) -> None:
    assert names(text)[-1] == name


PRONOUNS = [
    (
        "who leads in with a colon",
        ("Tom Dahl attacked the paper.\n\nAnna Holt fired back: “As a friend,” she wrote, “we know you.”"),
        "Anna Holt",
    ),
    (
        "a man who leads in",
        (
            "Tom Dahl met Nils Berg. Berg offered a retort: “We were never asked,” he said, “and will "
            "not pay.”"
        ),
        "Nils Berg",
    ),
    (
        "who is spoken of",
        "Tom Dahl met Nils Berg at the port. “He is a great golfer,” he said of Berg.",
        "Tom Dahl",
    ),
    (
        "who is told",
        "Nils Berg praised Tom Dahl at the port. “You are a great golfer,” he told Berg.",
        "Tom Dahl",
    ),
    (
        "an earlier pronoun",
        (
            "One voter, Oswin Karlo, 35, came in a hat. He had protested Nils Berg at a rally.\n\n“I met "
            "friends,” he said."
        ),
        "Oswin Karlo",
    ),
    (
        "an earlier pronoun of somebody unknown",
        (
            "One fisherman, Ilmar Pekk, stood there. He once sued Nils Berg over a boat.\n\n“I lost "
            "money,” he said."
        ),
        "Ilmar Pekk",
    ),
    (
        "an object of a description",
        (
            "Tom Dahl, a developer, welcomed Olav Strand to his club. “He is great,” the developer said "
            "of Mr. Strand."
        ),
        "Tom Dahl",
    ),
]


@pytest.mark.parametrize(
    ("text", "name"), [case[1:] for case in PRONOUNS], ids=[case[0] for case in PRONOUNS]
)
def test_a_pronoun_means_nobody_named_behind_it_and_goes_on_about_the_same(text: str, name: str) -> None:
    assert names(text)[-1] == name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "“We keep the ferry,” Mayor Ada Holt said, “as long as it runs.” She added: “I promised it.”",
            [2, 1],
        ),
        ("“We keep it,” Ada Holt said, “as long as it runs.” Holt added, “The town pays.”", [2, 1]),
        ("“We keep the ferry.” Ada Holt added: “The town has always paid for it.”", [1, 1]),
        ("“We keep the ferry,” Ada Holt said, “and the town pays for it.”", [2]),
    ],
)
def test_what_follows_a_whole_sentence_is_a_quote_of_its_own(text: str, parts: list[int]) -> None:
    assert [len(quote.spans) for quote in read(text)] == parts


def test_words_led_in_and_interrupted_are_one_quote() -> None:
    assert len(read("Anna Holt fired back: “As a friend,” she wrote, “we know what you are after.”")) == 1


NAMED = [
    (
        "a clause between noun and name",
        "The editor I was talking to, Tim Grabe, interrupted me to say, “There goes the paper.”",
        "Tim Grabe",
    ),
    ("who answered", "The nurse who answered, Berit Aas, hung up and said: “We are full.”", "Berit Aas"),
    ("whom I called", "The driver I had called, Per Dahl, muttered, “There is no road.”", "Per Dahl"),
    (
        "an early supporter",
        (
            "One early supporter, Mayor Lars Holm, a Liberal, gave it a try on Tuesday: “You can argue "
            "it is lost.”"
        ),
        "Lars Holm",
    ),
    (
        "a place and a handle",
        "“It is not allowed,” tweeted a user from Hanover going by the handle Pulver.",
        "Pulver",
    ),
    (
        "a chief of something",
        (
            "Google’s chief human resources executive, Laszlo Bock, told us in 2013. “We found no "
            "relationship.”"
        ),
        "Laszlo Bock",
    ),
    (
        "a chief of staff",
        "“There is no road to it,” Rep. Duncan Hale’s chief of staff, Omar Vik, told us.",
        "Omar Vik",
    ),
    (
        "a principal deputy",
        "The principal deputy secretary, Lena Brandt, wrote: “There is no road.”",
        "Lena Brandt",
    ),
    (
        "a particle with a small letter",
        "The case is lost, dos Santos says. “If so, nobody can speak.”",
        "dos Santos",
    ),
    ("another particle", "“If so, nobody can speak freely,” della Rovere said.", "della Rovere"),
    (
        "a president of a bank",
        (
            "President Jon Alvar met with National Bank President Mara Quist. “We will do it,” the "
            "president said."
        ),
        "Jon Alvar",
    ),
    (
        "a president of a bank alone",
        "University President Mara Quist spoke on Monday. “We will do it,” the president said.",
        "Mara Quist",
    ),
    (
        "a president without his title",
        (
            "World Bank President Jon Kim left. Mr. Alvar promised help.\n\n“We will do it,” the "
            "president said. President Alvar slept."
        ),
        "Alvar",
    ),
    (
        "a letter left out",
        "“It was magical,” Kathryn Waters said.\n\n“I know his name,” Water said.",
        "Kathryn Waters",
    ),
    (
        "a letter left out inside",
        "“It was magical,” Kathryn Brandt said.\n\n“I know his name,” said Brant.",
        "Kathryn Brandt",
    ),
    (
        "two letters swapped",
        "“It was odd,” Kathryn Lindgren said.\n\n“I know it,” Lingdren told us.",
        "Kathryn Lindgren",
    ),
    (
        "another name",
        "“It was odd,” Kathryn Johnson said. Peter Johnston left.\n\n“I know it,” Johnston said.",
        "Peter Johnston",
    ),
    ("a name by itself", "“It was odd,” Kathryn Berger said.\n\n“I know it,” Anders said.", "Anders"),
]


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in NAMED], ids=[case[0] for case in NAMED])
def test_descriptions_particles_and_misprints_name_the_person(text: str, name: str) -> None:
    assert names(text)[-1] == name


def test_a_misprinted_name_is_uncertain() -> None:
    said = read("“It was magical,” Kathryn Waters said.\n\n“I know his name,” Water said.")[-1].attribution
    assert said is not None
    assert said.confidence < 0.8


TRADES = [
    ("skipper", "said a trawler skipper, {name}", "{name}, the skipper of a trawler,"),
    ("foreman", "said the foreman, {name}", "Foreman {name} of the mill"),
    ("principal", "said the school’s principal, {name}", "Harbour principal {name}"),
    ("midfielder", "said a midfielder, {name}", "{name}, a midfielder,"),
    ("nurse", "said the nurse, {name}", "{name}, the village’s only nurse,"),
    ("novelist", "said the novelist, {name}", "The novelist {name}"),
    ("trucker", "said one trucker, {name}", "{name}, a trucker,"),
    ("paramedic", "said a paramedic, {name}", "Paramedic {name}"),
]


@pytest.mark.parametrize(("trade", "beside", "before"), TRADES, ids=[trade[0] for trade in TRADES])
def test_a_trade_describes_a_person(trade: str, beside: str, before: str) -> None:
    assert names(f"“There is no road,” {beside.format(name='Omar Vik')}.") == ["Omar Vik"]
    first = before.format(name="Omar Vik")
    again = f"Anna Holt spoke first. {first} disagreed. “There is no road,” the {trade} said."
    assert names(again) == ["Omar Vik"]


@pytest.mark.parametrize(
    "text",
    [
        "The plans stalled, Mr. Rubin said in his 2012 book, “A Northern Son.” So they stayed.",
        "A troupe is performing a popular play called “The Sons of Dahl,” in the harbour.",
        "She tweeted a video from an account called “Hypo Krug” that showed the mayor.",
        "She read from her memoir, “Days of Salt and Iron,” to a full house, Berg said.",
    ],
)
def test_the_title_of_a_work_is_a_mention(text: str) -> None:
    assert kinds(text) == ["mention"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The wall will hold,” because some of the stones are new, said Olav Strand.", "statement"),
        ("Ports “keep the town alive,” Howard Dahl, the mayor of Veste, told a crowd.", "fragment"),
        ("In “The Long Road Home,” Howard Dahl said, all was well.", "mention"),
        ("“Really?” Anna Holt asked.", "statement"),
        ("Who wrote “Sea,” Howard Dahl asked.", "mention"),
    ],
)
def test_a_passage_whose_speaker_follows_is_speech(text: str, kind: str) -> None:
    assert kinds(text) == [kind]
