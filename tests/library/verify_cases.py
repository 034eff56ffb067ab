"""Made-up articles, and words that are in them, nearly in them or not, each with its right verdict."""

from typing import Final, NamedTuple

ARTICLES: Final = {
    "road": (
        "Harbour Gazette",
        "2025-01-05",
        (
            "The council votes on Friday about the old harbour road.\n\n"
            "“We will close the harbour road to heavy lorries in March,” Mayor Anna Berg said."
            " “Nobody will lose a job over it.”\n\n"
            "The evening ended with music in the market square.\n\n"
            "“The school will move to the old market hall,” Berg added. She called the old plan"
            " a “terrible idea” for the whole town.\n"
        ),
    ),
    "listened": (
        "Coast Post",
        "2025-01-05",
        (
            "“I have listened to you all and I will not ask that the harbour road be closed to lorries,”"
            " Mayor Anna Berg said.\n"
        ),
    ),
    "told": (
        "Valley Echo",
        "2025-01-06",
        (
            "The mayor told them to “ask that the harbour road be closed to lorries” in the evening,"
            " Anna Berg said.\n"
        ),
    ),
    "ferry": (
        "Harbour Gazette",
        "2025-02-01",
        (
            "“The ferry will sail to the island all winter,” said Tom Reyes, who owns it."
            " “It costs us 25 euros a day.”\n"
        ),
    ),
    "ice": (
        "Coast Post",
        "2025-02-01",
        "“The ferry will sail to the island all winter if the ice stays thin,” Tom Reyes said.\n",
    ),
    "contract": (
        "Harbour Gazette",
        "2025-02-10",
        "“We sign the contract for the new crane tomorrow,” Lena Ortega said.\n",
    ),
    "bank": (
        "Valley Echo",
        "2025-02-10",
        "“We sign the contract for the new crane tomorrow unless the bank says no,” Lena Ortega said.\n",
    ),
    "pier": (
        "Harbour Gazette",
        "2025-03-01",
        "“The wooden pier is safe for children,” said engineer Ole Brandt.\n",
    ),
    "tide": (
        "Coast Post",
        "2025-03-01",
        "“The wooden pier is safe for children, but only at low tide,” Ole Brandt said.\n",
    ),
    "numbers": (
        "Coast Post",
        "2025-03-05",
        "“I would never trust the numbers from the ministry of transport,” Maria Oduya said.\n",
    ),
    "fish": (
        "Valley Echo",
        "2025-03-05",
        "Maria Oduya urged the crews to “trust the numbers from the ministry of transport” in her letter.\n",
    ),
    "mill": (
        "Valley Echo",
        "2025-03-07",
        (
            "Councillor Ann Lee said she did not “want to sell the mill to strangers from the city”.\n\n"
            "Lee promised to “keep the old bakery open for everybody” unless the rent goes up.\n"
        ),
    ),
    "budget": (
        "Harbour Gazette",
        "2025-03-09",
        (
            "“The budget must rise by 12 percent before the summer,” said Angela Weber, the treasurer."
            " “We lost 1,200 tons of grain to the flood in Lower Dalton. Truth be told, we were not ready."
            " The storm took the roof in a single night.”\n"
        ),
    ),
    "bridge": (
        "Coast Post",
        "2025-03-12",
        (
            "“The bridge was built by my grandfather and it carries us all,” said Piotr Malinowski."
            " “It is thirty miles from here to the next one. You may cross it today, you should cross it"
            " slowly, and you can always turn back. We have repaired it every year since the war.”\n"
        ),
    ),
    "letter": (
        "Valley Echo",
        "2025-03-14",
        (
            "“The council said that we must repair the sea wall before winter ... and that the money"
            " is there,” Ann Lee told the Valley Echo."
            " “[W]e write to you because nobody else answers our letters.”\n"
        ),
    ),
    "school": (
        "Nordblatt",
        "2025-03-15",
        "„Wir werden die alte Schule am Hafen nicht schließen“, sagte Bürgermeister Karl Weber.\n",
    ),
    "ecole": (
        "Le Quai",
        "2025-03-15",
        "« Nous fermons le vieux port aux camions si la ville ne paie pas », a déclaré Paul Roche.\n",
    ),
    "circus": (
        "Harbour Gazette",
        "2025-03-16",
        (
            "“The old fairground has become under this owner a bit of a desert,” Tom Reyes said.\n\n"
            "“My brother, Jesse Jackson Jr., has sold his half,” said Sandra Jackson, who kept hers.\n"
        ),
    ),
    "best": (
        "Coast Post",
        "2025-03-16",
        "“The old fairground is at its best when the lamps are lit,” Ann Lee said.\n",
    ),
    "zirkus": (
        "Nordblatt",
        "2025-03-17",
        (
            "„Unser Land ist in diesem Sommer unter dieser Regierung zu einem Zirkus geworden“, "
            "sagte Karl Weber.\n\n„Wir wissen, wie man eine Wahl gewinnt“, sagte Karl Weber.\n"
        ),
    ),
    "weg": (
        "Südblatt",
        "2025-03-17",
        "„Unser Land ist auf dem besten Weg in eine gute Zukunft“, sagte Paul Maier.\n",
    ),
    "honte": (
        "Le Quai",
        "2025-03-18",
        "« À vrai dire, je n'ai jamais voulu ce poste et je l'ai refusé deux fois », a déclaré Paul Roche.\n",
    ),
    "winter": (
        "Harbour Gazette",
        "2025-03-20",
        "“The lighthouse will be closed in the coming winter,” said Ole Brandt of the coast guard.\n",
    ),
    "open": (
        "Coast Post",
        "2025-03-20",
        "“The lighthouse will not be closed in the coming winter,” said Ole Brandt of the coast guard.\n",
    ),
    "quiet": (
        "Valley Echo",
        "2025-03-22",
        (
            "Nobody was quoted on that day. The old lighthouse keeper fed his nine cats before the sun rose"
            " over the bay. The harbour master has denied that any ship was lost in the fog last week.\n"
        ),
    ),
}
"""Outlet, date and text by the name of the file."""


class Case(NamedTuple):
    """Words to be verified."""

    kind: str
    """What they are an example of."""
    words: str
    """The words."""
    verdict: str
    """The name of the right verdict."""
    holds: bool
    """Whether they may be printed so."""
    said: tuple[str, ...] = ()
    """What has to be said besides."""
    speaker: str = ""
    """Whose words they are said to be."""
    unsaid: tuple[str, ...] = ()
    """What must not be said."""


def _plain(kind: str, verdict: str, *rows: str, holds: bool) -> tuple[Case, ...]:
    return tuple(Case(kind, row, verdict, holds) for row in rows)


def _said(kind: str, verdict: str, *rows: tuple[str, ...], holds: bool = False) -> tuple[Case, ...]:
    return tuple(Case(kind, row[0], verdict, holds, row[1:]) for row in rows)


_EXACT: Final = _plain(
    "exact",
    "exact",
    "We will close the harbour road to heavy lorries in March",
    "Nobody will lose a job over it",
    "The school will move to the old market hall",
    "close the harbour road to heavy lorries",
    "It costs us 25 euros a day",
    "The storm took the roof in a single night",
    "“We have repaired it every year since the war.”",
    "We lost 1,200 tons of grain to the flood in Lower Dalton",
    "The bridge was built by my grandfather and it carries us all",
    "„terrible idea“",
    holds=True,
)
_TYPOGRAPHIC: Final = _plain(
    "typographic",
    "typographic",
    "We will close the harbour road, to heavy lorries, in March",
    "Nobody will lose a job - over it",
    "The school will move - to the old market hall",
    "You may cross it today; you should cross it slowly; and you can always turn back",
    "We lost 1200 tons of grain to the flood in Lower Dalton",
    "The bridge was built by my grandfather — and it carries us all",
    "We write to you because nobody else answers our letters",
    "The storm took the roof ‘in a single night’",
    holds=True,
)
_CASE: Final = (
    *_plain(
        "case",
        "first letter",
        "we will close the harbour road to heavy lorries",
        "nobody will lose a job over it",
        "the school will move to the old market hall",
        "Close the harbour road to heavy lorries in March",
        "it costs us 25 euros a day",
        "You can always turn back",
        "And it carries us all",
        "the storm took the roof in a single night",
        holds=True,
    ),
    *_plain(
        "case",
        "differs",
        "We will close the Harbour Road to heavy lorries in March",
        "THE SCHOOL will move to the old market hall",
        holds=False,
    ),
)
_NOT: Final = _said(
    "not",
    "differs",
    ("I will ask that the harbour road be closed to lorries", "A negation differs", "‘not’"),
    (
        "I have listened to you all and I will ask that the harbour road be closed",
        "‘not’ is printed but missing",
    ),
    ("I would trust the numbers from the ministry of transport", "‘never’ is printed but missing here"),
    ("We will not close the harbour road to heavy lorries in March", "‘not’ is not in this quote"),
    ("The school will never move to the old market hall", "A negation differs", "‘never’"),
    ("The bridge was not built by my grandfather", "A negation differs"),
    ("Truth be told, we were ready", "‘not’ is printed but missing here"),
    ("It doesn't cost us 25 euros a day", "A negation differs"),
    ("Somebody will lose a job over it", "A negation differs"),
    ("Wir werden die alte Schule am Hafen schließen", "‘nicht’ is printed but missing here", "negation"),
)
_NUMBER: Final = _said(
    "number",
    "differs",
    ("It costs us 35 euros a day", "A number differs: ‘25’ is printed, not ‘35’"),
    ("The budget must rise by 15 percent before the summer", "A number differs", "‘12’"),
    ("We lost 12,000 tons of grain to the flood in Lower Dalton", "‘1,200’ is printed, not ‘12,000’"),
    ("We lost 1,300 tons of grain to the flood", "A number differs"),
    ("It is forty miles from here to the next one", "‘thirty’ is printed, not ‘forty’"),
    ("It is 31 miles from here to the next one", "A number differs"),
    ("It costs us 250 euros a day", "A number differs"),
    ("The budget must rise by 12.5 percent before the summer", "A number differs"),
)
_NAME: Final = _said(
    "name",
    "differs",
    ("We lost 1,200 tons of grain to the flood in Upper Dalton", "‘Lower’ is printed, not ‘Upper’"),
    ("We lost 1,200 tons of grain to the flood in Lower Rackham", "A name differs"),
    ("tons of grain to the flood in Brixton Abbey", "A name differs"),
    ("1,200 tons of grain to the flood in Lower Dallow", "‘Dalton’ is printed, not ‘Dallow’"),
    ("We will close the harbour road to heavy lorries in Oslo", "‘March’ is printed, not ‘Oslo’"),
    ("We will close the harbour road to heavy lorries in April", "‘March’ is printed, not ‘April’"),
    ("grain to the flood in Dalton", "‘Lower’ is printed but missing here"),
    ("We lost 1,200 tons of grain to the flood in Lower Dalton Sands", "‘Sands’"),
)
_MODAL: Final = _said(
    "modal",
    "differs",
    ("We may close the harbour road to heavy lorries in March", "‘will’ is printed, not ‘may’"),
    ("We must close the harbour road to heavy lorries in March", "‘will’ is printed, not ‘must’"),
    ("The school could move to the old market hall", "‘will’ is printed, not ‘could’"),
    ("The budget should rise by 12 percent before the summer", "‘must’ is printed, not ‘should’"),
    ("The budget may rise by 12 percent before the summer", "‘must’ is printed, not ‘may’"),
    ("you must cross it slowly, and you can always turn back", "‘should’ is printed, not ‘must’"),
    ("You can cross it today, you should cross it slowly", "‘may’ is printed, not ‘can’"),
    ("and you could always turn back", "‘can’ is printed, not ‘could’"),
)
_UNIT: Final = _said(
    "unit",
    "differs",
    ("It costs us 25 dollars a day", "‘euros’ is printed, not ‘dollars’"),
    ("It costs us 25 euros a week", "‘day’ is printed, not ‘week’"),
    ("We lost 1,200 pounds of grain to the flood", "‘tons’ is printed, not ‘pounds’"),
    ("We lost 1,200 tonnes of grain to the flood in Lower Dalton", "‘tons’ is printed, not ‘tonnes’"),
    ("It is thirty kilometres from here to the next one", "‘miles’ is printed, not ‘kilometres’"),
    ("It is thirty minutes from here to the next one", "‘miles’ is printed, not ‘minutes’"),
    ("The budget must rise by 12 million before the summer", "‘percent’ is printed, not ‘million’"),
    ("The budget must rise by 12 points before the summer", "‘percent’ is printed, not ‘points’"),
)
_TENSE: Final = _said(
    "tense",
    "differs",
    ("We closed the harbour road to heavy lorries in March", "‘will close’ is printed, not ‘closed’"),
    ("The school moved to the old market hall", "‘will move’ is printed, not ‘moved’"),
    ("It cost us 25 euros a day", "‘costs’ is printed, not ‘cost’"),
    ("The bridge is built by my grandfather and it carries us all", "‘was’ is printed, not ‘is’"),
    ("The bridge was built by my grandfather and it carried us all", "‘carries’ is printed, not ‘carried’"),
    ("The storm takes the roof in a single night", "‘took’ is printed, not ‘takes’"),
    ("We lose 1,200 tons of grain to the flood in Lower Dalton", "‘lost’ is printed, not ‘lose’"),
    ("We had repaired it every year since the war", "‘have’ is printed, not ‘had’"),
)
_NOTHING: Final = _plain(
    "nothing",
    "none",
    "The moon is made of green cheese and honey",
    "The elephants danced on the roof all night long with trumpets",
    "Our spaceship lands behind the opera on Sunday morning",
    "You have to think about what other people are going to do",
    "They planted forty thousand tulips around a frozen palace",
    "My cousin sells violins to tired sailors in Lisbon",
    "Inflation eats the savings of every honest family here",
    "Never before has a parliament slept so deeply through dinner",
    holds=False,
)
_OTHERS: Final = (
    *_said(
        "a not that another prints",
        "exact",
        (
            "ask that the harbour road be closed to lorries",
            "Coast Post, 2025-01-05: The printed sentence begins with a negation",
            "I will not",
        ),
        ("The ferry will sail to the island all winter", "Coast Post", "condition: ‘if the ice stays thin’"),
        (
            "We sign the contract for the new crane tomorrow",
            "Valley Echo",
            "condition",
            "unless the bank says no",
        ),
        ("The wooden pier is safe for children", "Coast Post", "contrast: ‘but only at low tide’"),
        ("trust the numbers from the ministry of transport", "Coast Post", "negation: ‘I would never’"),
        ("want to sell the mill to strangers from the city", "negation before these words", "she did not"),
        ("keep the old bakery open for everybody", "condition behind these words", "unless the rent goes up"),
        ("The lighthouse will be closed in the coming winter", "another printing: “The lighthouse", "‘not’"),
        ("Wir werden die alte Schule am Hafen", "negation: ‘nicht schließen’"),
        ("Nous fermons le vieux port aux camions", "condition", "si la ville ne paie pas"),
        ("Wir werden die alte Schule", "negation", "nicht schließen"),
    ),
)
_MERGED: Final = _said(
    "merged",
    "differs",
    (
        "We will close the harbour road to heavy lorries. The school will move to the old market hall",
        "Printed apart, not as one quotation: 2 parts",
    ),
    (
        "It costs us 25 euros a day. The storm took the roof in a single night",
        "Printed apart",
        "Weber",
        "Reyes",
    ),
    (
        "The bridge was built by my grandfather. Nobody will lose a job over it.",
        "Printed apart",
        "Malinowski",
    ),
    ("The storm took the roof in a single night. We will never stop", "Printed only in part: 1 of 2 parts"),
    (
        "We have repaired it every year since the war and the school will move to the old market hall",
        "Printed apart, not as one quotation: 2 parts",
    ),
    (
        "We will close the harbour road … The storm took the roof … You may cross it today",
        "Printed apart, not as one quotation: 3 parts",
    ),
    (
        "The school will move to the old market hall because it costs us 25 euros a day",
        "Printed apart",
        "2 parts",
    ),
    ("Wir wissen, wie man eine Wahl gewinnt. Wir werden niemals aufhören", "Printed only in part: 1 of 2"),
    ("We know how to lose. The old fairground is at its best when the lamps are lit", "Printed only in part"),
    (
        "Our children cannot swim at all. The bridge was built by my grandfather and it carries us all",
        "part 1, in no article of this library",
        "part 2, quoted exactly",
    ),
)
_ELLIPSIS: Final = (
    *_said(
        "ellipsis",
        "exact",
        ("We will close the harbour road ... in March", "your ellipsis leaves out ‘to heavy lorries’"),
        ("We will close the harbour road … in March", "your ellipsis leaves out ‘to heavy lorries’"),
        ("The storm took … in a single night", "your ellipsis leaves out ‘the roof’"),
        ("We lost 1,200 tons [...] to the flood in Lower Dalton", "your ellipsis leaves out ‘of grain’"),
        ("The bridge was built … and it carries us all", "your ellipsis leaves out ‘by my grandfather’"),
        ("You may cross it today ... and you can always turn back", "‘you should cross it slowly’"),
        ("The old fairground has become ... a desert", "‘under this owner a bit of’"),
        ("Unser Land ist … zu einem Zirkus geworden", "‘in diesem Sommer unter dieser Regierung’"),
        ("… close the harbour road to heavy lorries …", ""),
        holds=True,
    ),
    *_said(
        "ellipsis",
        "exact",
        (
            "I have listened to you all and I will ... ask that the harbour road be closed",
            "leaves out a negation",
        ),
        ("I would … trust the numbers from the ministry", "Your ellipsis leaves out a negation: ‘never’"),
    ),
    *_said(
        "ellipsis",
        "differs",
        (
            "we must repair the sea wall before winter and that the money is there",
            "an omission is marked in print",
        ),
    ),
)
_BRACKETS: Final = (
    *_said(
        "brackets",
        "exact",
        ("We [the council] will close the harbour road", "‘[the council]’ is your own insertion"),
        (
            "We will close [it] to heavy lorries in March",
            "your ‘[it]’ stands where ‘the harbour road’ is printed",
        ),
        ("You may cross [the bridge] today", "your ‘[the bridge]’ stands where ‘it’ is printed"),
        ("The bridge was built by my grandfather and [the bridge] carries us all", "‘it’ is printed"),
        ("The storm took the roof [of the mill] in a single night", "‘[of the mill]’ is your own insertion"),
        ("Nobody will lose a job over it [the road]", "your own insertion"),
        ("Unser Land [die Republik] ist in diesem Sommer", "‘[die Republik]’ is your own insertion"),
        holds=True,
    ),
    *_said(
        "brackets",
        "typographic",
        ("[W]e will close the harbour road",),
        ("[T]he storm took the roof in a single night",),
        ("fairground] has become under this owner",),
        ("Land] ist in diesem Sommer unter dieser Regierung",),
        holds=True,
    ),
    *_said("brackets", "first letter", ("[C]lose the harbour road to heavy lorries",), holds=True),
    *_said(
        "brackets",
        "exact",
        (
            "We will [never] close the harbour road to heavy lorries",
            "Your brackets add a negation: ‘[never]’",
        ),
        ("I [would] trust the numbers from the ministry", "A negation differs"),
    ),
)
_PHRASES: Final = tuple(
    Case("name phrases", words, "differs", holds=False, said=("is printed",), unsaid=("A name differs",))
    for words in (
        "God help us, we were not ready",
        "Good Lord, we were not ready",
        "To be honest, we were not ready",
        "Between us, we were not ready",
        "Frankly Speaking, we were not ready",
        "This storm took the roof in a single night",
        "That bridge was built by my grandfather",
        "Everybody will lose a job over it",
        "Mon Dieu, je n'ai jamais voulu ce poste et je l'ai refusé deux fois",
        "Gott hilf uns, wir wissen, wie man eine Wahl gewinnt",
        "Unser Land ist in diesem Herbst unter dieser Regierung zu einem Zirkus geworden",
    )
)
_SPEAKERS: Final = (
    *(
        Case("speaker", words, "exact", holds, said, speaker)
        for words, speaker, holds, said in (
            (
                "Nobody will lose a job over it",
                "Piotr Malinowski",
                False,
                ("Anna Berg's, not Piotr Malinowski's",),
            ),
            (
                "It costs us 25 euros a day",
                "Lena Ortega",
                False,
                ("printed as Tom Reyes's, not Lena Ortega's",),
            ),
            ("The storm took the roof in a single night", "Ole Brandt", False, ("Angela Weber's",)),
            ("The storm took the roof in a single night", "Karl Weber", False, ("Angela Weber's",)),
            ("The school will move to the old market hall", "Anna Berg", True, ()),
            ("The school will move to the old market hall", "Mayor Berg", True, ()),
            ("It costs us 25 euros a day", "Reyes", True, ()),
            ("We have repaired it every year since the war", "P. Malinowski", True, ()),
            ("You may cross it today", "Ann Lee", False, ("printed as Piotr Malinowski's",)),
            ("has sold his half", "Jesse Jackson Jr.", False, ("Sandra Jackson's, not Jesse Jackson Jr.'s",)),
            ("wie man eine Wahl gewinnt", "Olaf Scholz", False, ("Karl Weber's, not Olaf Scholz's",)),
        )
    ),
    Case(
        "speaker",
        "We may close the harbour road to heavy lorries",
        "differs",
        holds=False,
        said=("not Tom Reyes's",),
        speaker="Tom Reyes",
    ),
)
_NARRATED: Final = (
    *_said(
        "outside marks",
        "unquoted",
        ("The council votes on Friday about the old harbour road", "Harbour Gazette, 2025-01-05"),
        ("The evening ended with music in the market square", "Harbour Gazette"),
        ("The old lighthouse keeper fed his nine cats before the sun rose over the bay", "Valley Echo"),
        ("the harbour master has denied that any ship was lost in the fog", "Valley Echo"),
        (
            "She called the old plan a terrible idea for the whole town",
            "only ‘terrible idea’ stands in quotation",
        ),
        ("fed his nine cats before the sun rose", "Valley Echo, 2025-03-22"),
        ("The mayor told them to ask that the harbour road be closed to lorries", "only ‘ask that"),
        (
            "The old lighthouse keeper fed his seven cats before the sun rose over the bay",
            "‘nine’ is printed, not",
        ),
    ),
)

CASES: Final[tuple[Case, ...]] = (
    *(*_EXACT, *_TYPOGRAPHIC, *_CASE, *_NOT, *_NUMBER, *_NAME, *_MODAL, *_UNIT, *_TENSE, *_NOTHING),
    *(*_OTHERS, *_MERGED, *_ELLIPSIS, *_BRACKETS, *_PHRASES, *_SPEAKERS, *_NARRATED),
)
"""All of them; at least eight of each kind."""
