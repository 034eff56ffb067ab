"""A speech of our own, its transcript, and three articles that print it with planted differences.

The tables say what the record has, what an article prints of it between marks, and what is to be told. The
articles are made from them: an English one, a German one and a French one, each with a narration of its own.
"""

from typing import Final, NamedTuple

CUT: Final = "cut_undeclared"
MARKED: Final = "cut_declared"
MORE: Final = "not_quoted"


class Planted(NamedTuple):
    """A difference between the record and an article."""

    name: str
    said: str
    """Of the speech: a sentence or more, as the transcript has them."""
    printed: str
    """As the article prints it, marks included."""
    told: tuple[tuple[str, str, int, str], ...]
    """Kind, class, level and note of each difference but those of punctuation and case."""


ENGLISH: Final = (
    Planted(
        "not a word differs",
        "We shall keep the old lighthouse open to every child of this town.",
        "“We shall keep the old lighthouse open to every child of this town,” Weiss said.",
        (),
    ),
    Planted(
        "a not is gone",
        "We will not close the fish market on the eastern quay this winter.",
        "“We will close the fish market on the eastern quay this winter,” Weiss said.",
        ((CUT, "negation", 4, "the record has ‘not’ here"),),
    ),
    Planted(
        "a never is gone",
        "I have never promised a second bridge to the people of the island.",
        "“I have promised a second bridge to the people of the island,” she said.",
        ((CUT, "negation", 4, "the record has ‘never’ here"),),
    ),
    Planted(
        "a no is gone",
        "There is no money for another swimming pool behind the railway station.",
        "“There is money for another swimming pool behind the railway station,” Weiss told the council.",
        ((CUT, "negation", 4, "the record has ‘no’ here"),),
    ),
    Planted(
        "a not is put in",
        "The ferry company has answered every single letter that we wrote about trains.",
        "“The ferry company has not answered every single letter that we wrote about trains,” she said.",
        (("added", "negation", 4, "the record does not have ‘not’ here"),),
    ),
    Planted(
        "a number is another",
        "The new library will cost us fourteen million over the next decade.",
        "“The new library will cost us forty million over the next decade,” the mayor said.",
        (("wording", "number", 4, "the record has ‘fourteen’ here"),),
    ),
    Planted(
        "the same number in digits",
        "Fifty gardeners look after the parks between the castle and the brewery.",
        "“50 gardeners look after the parks between the castle and the brewery,” Weiss said.",
        (("typographic", "spelling", 0, ""),),
    ),
    Planted(
        "a year is another",
        "Our grandparents built the breakwater in 1931 with stones from the quarry.",
        "“Our grandparents built the breakwater in 1913 with stones from the quarry,” Weiss said.",
        (("wording", "number", 4, "the record has ‘1931’ here"),),
    ),
    Planted(
        "another tense",
        "The harbour master knows about every rusty crane along the northern basin.",
        "“The harbour master knew about every rusty crane along the northern basin,” she said.",
        (("wording", "inflection", 2, "the record has ‘knows’ here"),),
    ),
    Planted(
        "is and was",
        "The sewage plant is a disgrace to the whole western district.",
        "“The sewage plant was a disgrace to the whole western district,” she said.",
        (("wording", "inflection", 2, "the record has ‘is’ here"),),
    ),
    Planted(
        "one and many",
        "The teacher at the harbour school deserves a warm classroom and a proper wage.",
        "“The teachers at the harbour school deserve a warm classroom and a proper wage,” Weiss said.",
        (
            ("wording", "inflection", 2, "the record has ‘teacher’ here"),
            ("wording", "inflection", 2, "the record has ‘deserves’ here"),
        ),
    ),
    Planted(
        "may and must",
        "The landlords may repair the chimneys along Mill Street before October.",
        "“The landlords must repair the chimneys along Mill Street before October,” Weiss said.",
        (("wording", "modality", 3, "the record has ‘may’ here"),),
    ),
    Planted(
        "some and all",
        "Some of the orchards above the village were sprayed against the moth.",
        "“All of the orchards above the village were sprayed against the moth,” she said.",
        (("wording", "quantity", 3, "the record has ‘Some’ here"),),
    ),
    Planted(
        "another name",
        "Professor Lindqvist measured the mud under the pontoon and found mercury.",
        "“Professor Sandberg measured the mud under the pontoon and found mercury,” Weiss said.",
        (("wording", "name", 3, "the record has ‘Lindqvist’ here"),),
    ),
    Planted(
        "another word",
        "The tannery owes its neighbours a decent apology for the smell.",
        "“The tannery owes its neighbours a decent settlement for the smell,” Weiss said.",
        (("wording", "wording", 3, "the record has ‘apology’ here"),),
    ),
    Planted(
        "a contraction",
        "We do not know who painted the mermaid on the water tower.",
        "“We don’t know who painted the mermaid on the water tower,” she said.",
        (("wording", "contraction", 0, "the record has ‘We do not’ here"),),
    ),
    Planted(
        "British and American",
        "The colour of the new trams was chosen by the pupils themselves.",
        "“The color of the new trams was chosen by the pupils themselves,” she said.",
        (("typographic", "spelling", 0, ""),),
    ),
    Planted(
        "the first letter",
        "Volunteers dug the trenches for the pipeline through the moor.",
        "Weiss said that “volunteers dug the trenches for the pipeline through the moor.”",
        (),
    ),
    Planted(
        "words are cut, undeclared",
        "The orchestra will play in the ruined abbey beside the mill pond every August.",
        "“The orchestra will play in the ruined abbey every August,” she said.",
        ((CUT, "omission", 3, "the record has ‘beside the mill pond’ here"),),
    ),
    Planted(
        "words are cut, with an ellipsis",
        "The hospital needs a helicopter pad, whatever the neighbours say, before the next storm.",
        "“The hospital needs a helicopter pad … before the next storm,” she said.",
        (
            (
                MARKED,
                "marked omission",
                1,
                "the record has ‘whatever the neighbours say’ here; B marks the cut with …",
            ),
        ),
    ),
    Planted(
        "words are cut, with three points",
        "The brewery wants to sell the meadow, as everybody knows, to a golf club.",
        "“The brewery wants to sell the meadow ... to a golf club,” she said.",
        (
            (
                MARKED,
                "marked omission",
                1,
                "the record has ‘as everybody knows’ here; B marks the cut with ...",
            ),
        ),
    ),
    Planted(
        "words are cut, with an ellipsis in brackets",
        "The museum keeps the anchor of the schooner, a gift of the widow, in a damp cellar.",
        "“The museum keeps the anchor of the schooner [...] in a damp cellar,” she said.",
        (
            (
                MARKED,
                "marked omission",
                1,
                "the record has ‘a gift of the widow’ here; B marks the cut with [...]",
            ),
        ),
    ),
    Planted(
        "a negation is cut, with an ellipsis",
        "The prison chaplain supports the reform, though not the timetable, of the visiting hours.",
        "“The prison chaplain supports the reform … of the visiting hours,” Weiss said.",
        ((MARKED, "negation", 3, "the record has ‘though not the timetable’ here; B marks the cut with …"),),
    ),
    Planted(
        "an ellipsis and another cut",
        "The bakers, the butchers and the barbers have signed the long petition against the ring road.",
        "“The bakers … and the barbers have signed the petition against the ring road,” she said.",
        (
            (MARKED, "marked omission", 1, "the record has ‘the butchers’ here; B marks the cut with …"),
            (CUT, "words", 3, "the record has ‘long’ here"),
        ),
    ),
    Planted(
        "a pronoun is replaced, in brackets",
        "He has served the lifeboat station for thirty winters without a holiday.",
        "“[Olsen] has served the lifeboat station for thirty winters without a holiday,” she said.",
        (("interpolated", "bracketed", 1, "the record has ‘He’ here"),),
    ),
    Planted(
        "a name is replaced by a pronoun, in brackets",
        "Superintendent Varga locked the evidence room and lost the only key.",
        "“[She] locked the evidence room and lost the only key,” Weiss said.",
        (("interpolated", "bracketed", 1, "the record has ‘Superintendent Varga’ here"),),
    ),
    Planted(
        "a pronoun is replaced, without brackets",
        "They blocked the tunnel with tractors and manure until midnight.",
        "“The farmers blocked the tunnel with tractors and manure until midnight,” Weiss said.",
        (("wording", "wording", 3, "the record has ‘They’ here"),),
    ),
    Planted(
        "words are explained in brackets",
        "The dredger broke down twice while the minister was watching.",
        "“The dredger [a Dutch ship] broke down twice while the minister was watching,” she said.",
        (("interpolated", "bracketed", 1, ""),),
    ),
    Planted(
        "a word is added",
        "The choir rehearses in the garage of the fire brigade on Tuesdays.",
        "“The choir secretly rehearses in the garage of the fire brigade on Tuesdays,” she said.",
        (("added", "words", 3, "the record does not have ‘secretly’ here"),),
    ),
    Planted(
        "words are added at the end",
        "The turbines on the ridge will be taken down after the harvest.",
        "“The turbines on the ridge will be taken down after the harvest and sold for scrap,” Weiss said.",
        (("added", "addition", 3, "the record does not have ‘and sold for scrap’ here"),),
    ),
    Planted(
        "part only",
        "The cobblers of the old town have invited the whole parliament to a dance in the square.",
        "Weiss said that “the cobblers of the old town have invited the whole parliament to a dance.”",
        (),
    ),
    Planted(
        "an edge hides a condition",
        "I will resign from the supervisory board tomorrow if the auditors find one forged receipt.",
        "“I will resign from the supervisory board tomorrow,” she said.",
        ((MORE, "condition", 3, "the record goes on: ‘if the auditors find one forged receipt.’"),),
    ),
    Planted(
        "an edge hides what it begins with",
        "Unless the county pays, the kindergarten on the hill will open its doors in September.",
        "“The kindergarten on the hill will open its doors in September,” Weiss said.",
        ((MORE, "condition", 3, "the record begins: ‘Unless the county pays,’"),),
    ),
    Planted(
        "an edge hides a contrast",
        "The cyclists were right about the roundabout but the lorry drivers paid the price.",
        "“The cyclists were right about the roundabout,” she said.",
        ((MORE, "contrast", 3, "the record goes on: ‘but the lorry drivers paid the price.’"),),
    ),
    Planted(
        "two sentences in the other order, in one pair of marks",
        "The vineyard belongs to the hospital since the plague. Its wine pays for the ambulance.",
        "“Its wine pays for the ambulance. The vineyard belongs to the hospital since the plague,” she said.",
        (
            (
                "moved",
                "order",
                1,
                "B prints it before ‘The vineyard belongs to …’; the record has these in the other order",
            ),
        ),
    ),
    Planted(
        "two sentences in the other order, apart",
        "The cathedral bells were silent for weeks. The ringers had gone on strike over their pension.",
        "“The ringers had gone on strike over their pension,” Weiss said."
        " “The cathedral bells were silent for weeks,” she went on.",
        (
            (
                "moved",
                "moved",
                0,
                "B prints it after ‘The ringers had gone …’; the record has these in the other order",
            ),
        ),
    ),
    Planted(
        "clauses in the other order",
        "When the dam broke in spring, the millers lost their horses and their wheels.",
        "“The millers lost their horses and their wheels when the dam broke in spring,” she said.",
        (("moved", "order", 1, "the record has these in the other order"),),
    ),
    Planted(
        "a list in the other order",
        "We bought blankets and lanterns for the families from the flooded street.",
        "“We bought lanterns and blankets for the families from the flooded street,” she said.",
        (("moved", "order", 1, "the record has these in the other order"),),
    ),
    Planted(
        "two sentences joined over a third",
        "The theatre will be sold by the end of June. That was a hard decision for all of us."
        " The actors will keep their workshop in the attic.",
        "“The theatre will be sold by the end of June. The actors will keep their workshop in the attic,”"
        " she said.",
        ((CUT, "omission", 3, "the record has ‘That was a hard decision for all of us’ here"),),
    ),
    Planted(
        "two sentences joined over a third that negates",
        "The refinery has agreed to the filters. It has not agreed to the fines."
        " Its lawyers meet the inspectors on Thursday.",
        "“The refinery has agreed to the filters. Its lawyers meet the inspectors on Thursday,” Weiss said.",
        ((CUT, "negation", 4, "the record has ‘It has not agreed to the fines’ here"),),
    ),
    Planted(
        "two parts of a quote, a sentence between them",
        "The observatory has a telescope from Jena. Nobody under fifty has ever looked through it."
        " We want to lend it to the schools.",
        "“The observatory has a telescope from Jena,” Weiss said. “We want to lend it to the schools.”",
        (),
    ),
    Planted(
        "two parts of a sentence, words between them",
        "The sculptor asked for marble from the southern quarry, which is dearer than silver,"
        " and for six apprentices.",
        "“The sculptor asked for marble from the southern quarry,” Weiss said, “and for six apprentices.”",
        (
            (
                MARKED,
                "marked omission",
                1,
                "the record has ‘which is dearer than silver’ here; B closes the marks there",
            ),
        ),
    ),
    Planted(
        "two quotes, a sentence between them",
        "The postmistress rides a reindeer in the carnival. It bites."
        " The police have given up writing tickets.",
        "“The postmistress rides a reindeer in the carnival,” Weiss said.\n\nNobody was hurt."
        " “The police have given up writing tickets,” the mayor said.",
        (),
    ),
    Planted(
        "a may becomes a will",
        "The council may sell the empty brewery beside the southern canal to students.",
        "“The council will sell the empty brewery beside the southern canal to students,” Weiss said.",
        (("wording", "modality", 3, "the record has ‘may’ here"),),
    ),
    Planted(
        "an only is gone",
        "Our night buses only stop at the hospital when somebody rings the bell.",
        "“Our night buses stop at the hospital when somebody rings the bell,” she said.",
        ((CUT, "modality", 3, "the record has ‘only’ here"),),
    ),
)
GERMAN: Final = (
    Planted(
        "ein nicht fehlt",
        "Wir werden den Bahnhof am Fluss nicht an die Spekulanten verkaufen.",
        "„Wir werden den Bahnhof am Fluss an die Spekulanten verkaufen“, sagte Weiss.",
        ((CUT, "negation", 4, "the record has ‘nicht’ here"),),
    ),
    Planted(
        "eine andere Zahl",
        "Die neue Turnhalle kostet die Gemeinde zwölf Millionen und viele Nerven.",
        "„Die neue Turnhalle kostet die Gemeinde zwanzig Millionen und viele Nerven“, sagte Weiss.",
        (("wording", "number", 4, "the record has ‘zwölf’ here"),),
    ),
    Planted(
        "kein und ein",
        "Es gibt keinen Plan für die Brücke zwischen den beiden Inseln.",
        "„Es gibt einen Plan für die Brücke zwischen den beiden Inseln“, sagte die Bürgermeisterin.",
        (("wording", "negation", 4, "the record has ‘keinen’ here"),),
    ),
    Planted(
        "Worte gestrichen",
        "Die Feuerwehr braucht vor dem nächsten Winter zwei neue Leiterwagen.",
        "„Die Feuerwehr braucht zwei neue Leiterwagen“, sagte Weiss.",
        ((CUT, "omission", 3, "the record has ‘vor dem nächsten Winter’ here"),),
    ),
    Planted(
        "Worte gestrichen, mit Zeichen",
        "Der Zirkus kommt, so hat es der Direktor versprochen, im Herbst mit Elefanten zurück.",
        "„Der Zirkus kommt (...) im Herbst mit Elefanten zurück“, sagte Weiss.",
        (
            (
                MARKED,
                "marked omission",
                1,
                "the record has ‘so hat es der Direktor versprochen’ here; B marks the cut with (...)",
            ),
        ),
    ),
    Planted(
        "ein anderes Wort",
        "Das Krankenhaus verdient unseren Respekt und eine ordentliche Küche.",
        "„Das Krankenhaus verdient unseren Spott und eine ordentliche Küche“, sagte Weiss.",
        (("wording", "wording", 3, "the record has ‘Respekt’ here"),),
    ),
    Planted(
        "ein Name in Klammern",
        "Er hat die Orgel der Klosterkirche dreimal vor dem Feuer gerettet.",
        "„[Brandt] hat die Orgel der Klosterkirche dreimal vor dem Feuer gerettet“, sagte Weiss.",
        (("interpolated", "bracketed", 1, "the record has ‘Er’ here"),),
    ),
    Planted(
        "die Bedingung fehlt",
        "Die Schleuse wird im März geöffnet, wenn das Eis den Pegel freigibt.",
        "„Die Schleuse wird im März geöffnet“, sagte Weiss.",
        ((MORE, "condition", 3, "the record goes on: ‘wenn das Eis den Pegel freigibt.’"),),
    ),
)
FRENCH: Final = (
    Planted(
        "une négation manque",
        "Nous ne vendrons jamais le vieux moulin de la vallée aux promoteurs.",
        "« Nous vendrons le vieux moulin de la vallée aux promoteurs », a dit Ada Weiss.",
        (
            (CUT, "function word", 1, "the record has ‘ne’ here"),
            (CUT, "negation", 4, "the record has ‘jamais’ here"),
        ),
    ),
    Planted(
        "un autre nombre",
        "Le pont suspendu coûtera trois millions à chaque commune de la rive.",
        "« Le pont suspendu coûtera treize millions à chaque commune de la rive », a dit Ada Weiss.",
        (("wording", "number", 4, "the record has ‘trois’ here"),),
    ),
    Planted(
        "un autre mot",
        "Les vignerons attendent une réponse honnête du ministère depuis deux ans.",
        "« Les vignerons attendent une réponse rapide du ministère depuis deux ans », a dit Ada Weiss.",
        (("wording", "wording", 3, "the record has ‘honnête’ here"),),
    ),
    Planted(
        "des mots coupés, avec signe",
        "La bibliothèque restera ouverte le dimanche, malgré les critiques du préfet, pour les étudiants.",
        "« La bibliothèque restera ouverte le dimanche […] pour les étudiants », a dit Ada Weiss.",
        (
            (
                MARKED,
                "marked omission",
                1,
                "the record has ‘malgré les critiques du préfet’ here; B marks the cut with […]",
            ),
        ),
    ),
    Planted(
        "des mots coupés",
        "Les pompiers ont sauvé dans la nuit de samedi toute la collection du musée.",
        "« Les pompiers ont sauvé toute la collection du musée », a dit Ada Weiss.",
        ((CUT, "omission", 3, "the record has ‘dans la nuit de samedi’ here"),),
    ),
    Planted(
        "la condition manque",
        "Je signerai le contrat du tramway demain si la région tient sa parole.",
        "« Je signerai le contrat du tramway demain », a dit Ada Weiss.",
        ((MORE, "condition", 3, "the record goes on: ‘si la région tient sa parole.’"),),
    ),
    Planted(
        "pas un mot ne diffère",
        "Le marché aux fleurs appartient à tous les habitants de cette ville.",
        "« Le marché aux fleurs appartient à tous les habitants de cette ville », a dit Ada Weiss.",
        (),
    ),
)
PAPERS: Final = {"english.txt": ENGLISH, "german.txt": GERMAN, "french.txt": FRENCH}
_BETWEEN: Final = {
    "english.txt": "The council listened at {} minutes past the hour, and item {} was closed.",
    "german.txt": "Der Gemeinderat hörte um {} Uhr zu, und Punkt {} war erledigt.",
    "french.txt": "Le conseil a écouté pendant {} minutes, et le point {} était clos.",
}


def transcript() -> str:
    """The record: turns of the mayor, each followed by a question."""
    turns = []
    for number, row in enumerate((*ENGLISH, *GERMAN, *FRENCH)):
        turns += [f"ADA WEISS: {row.said}", f"OMAR HADDAD: Thank you for item {number}, madam mayor."]
    return "\n\n".join(("Transcript of the council's meeting", *turns)) + "\n"


def article(name: str) -> str:
    """One of the articles."""
    told = (f"{row.printed}\n\n{_BETWEEN[name].format(at, at)}" for at, row in enumerate(PAPERS[name], 2))
    return "\n\n".join(told) + "\n"
