"""Made-up records in several layouts, what outlets print of them, and words with their right verdicts."""

import json
from typing import Final, NamedTuple


def _headed(outlet: str, date: str, text: str, more: str = "") -> str:
    return f"---\noutlet: {outlet}\ndate: {date}\ntitle: Of {outlet}\n{more}---\n\n{text}"


_REV: Final = """Ann Lee: (00:05)
Good evening. We will not close the harbour road to lorries in March. (APPLAUSE) That is a promise, and I
made it in writing.

Bob Hale: (01:20)
The mill owners paid for the new quay. If the state pays half, we build the school next year.

Ann Lee: (02:31)
We looked at every ledger of the quay.

Bob Hale: (02:40)
Every one of them?

Ann Lee: (02:44)
And we found nothing that was not paid for twice.

Speaker 3: (03:10)
My boat has been on that slip since the winter of the great flood.

Ann Lee: (12:31)
The rowers get their boathouse back. Nobody asked them before it was sold. I would have asked them.
"""
_ZOOM: Final = """WEBVTT

1
00:00:05.000 --> 00:00:09.000
Carla Stein: Thank you all for joining the call on such short notice.

2
00:00:09.500 --> 00:00:14.000
Carla Stein: The second turbine will be switched off in autumn,

3
00:00:14.000 --> 00:00:18.000
Carla Stein: and the workers keep their pay until the summer after.

4
00:00:19.000 --> 00:00:24.000
Dan Otieno: We heard the same thing about the first turbine.
"""
_CAPTIONS: Final = """WEBVTT

00:00:01.000 --> 00:00:04.000
the river does not belong to the company

00:00:04.000 --> 00:00:08.000
and it never will as long as I sit here

00:12:31.000 --> 00:12:36.000
we will count every salmon twice if we have to
"""
_GERMAN: Final = [
    ("Jonas Krüger", "Wir schließen kein einziges Freibad in dieser Stadt. Das habe ich versprochen.", 3.0),
    ("Reporterin", "Auch nicht das am Kanal?", 9.5),
    ("Jonas Krüger", "Auch das am Kanal bleibt offen. Die Rutsche wird im Herbst erneuert.", 751.0),
]
_FRENCH: Final = """Marie Dubois: Nous ne vendrons jamais le vieux marché. Les poissonniers y resteront, et
leurs enfants aussi.

Paul Garnier: Et le parking, madame ?

Marie Dubois: Le parking sera couvert d’arbres. (Applaudissements.) C’est le quartier qui l’a demandé.

Paul Garnier: Je prends note de cette promesse devant tout le conseil.
"""
_OTTER: Final = """Eva Lind  0:05
We row at six in the morning because the ferries sleep then.

Tom Reyes  0:41
And because nobody sees us fall in.

Eva Lind  1:02
That too. The new boat is lighter than the trophy that paid for it.

Tom Reyes  1:30
We never sold the trophy, we only lent it to the bank.
"""
_SUBTITLES: Final = """1
00:00:02,000 --> 00:00:05,000
The vaccine came late.

2
00:00:05,000 --> 00:00:09,000
It was shared out by the nurses, not by

3
00:00:09,000 --> 00:00:12,000
the ministry.
"""
_MACHINE: Final = [
    ("SPEAKER_01", "So the greenhouse burned on a Sunday. Nobody was inside, thank God.", 1.2),
    ("SPEAKER_02", "And the insurance?", 5.2),
    ("SPEAKER_01", "It lapsed in March. We could not pay both the seeds and the premium.", 6.5),
]
_HEARING: Final = """HEARING BEFORE THE SUBCOMMITTEE ON BRIDGES

    Mr. HOLLIS. Thank you, Madam Chair. The gauge on the north pier was
replaced in April, and the old one was never sent to the labora-
tory. We asked

[[Page 12]]

for it twice.
    The CHAIR. Was anybody told?
    Mr. HOLLIS. The county engineer was told. He wrote back.
    The CHAIR. What did he write?
    Mr. HOLLIS. That the budget did not allow for postage.
    The CHAIR. For postage?
    Mr. HOLLIS. For postage, yes.
"""
_BRIEFING: Final = """MS. ORTEGA: Good morning. The dam holds, and the spillway was opened at noon.

Q    Will the valley be flooded?

MS. ORTEGA: No. We expect two feet of water in the lower fields, and I want to be careful
about that number.

Q    Who pays the farmers?

MS. ORTEGA: The state pays the farmers. (Laughter.) Somebody has to.
"""
RECORDS: Final = {
    "council.txt": _headed("Harbour Council", "2025-03-04", _REV),
    "call.vtt": _ZOOM,
    "call.vtt.toml": 'title = "Turbine call"\noutlet = "Works council"\npublished = "2025-04-10"\n',
    "hearing.vtt": _CAPTIONS,
    "hearing.vtt.toml": 'title = "River hearing"\noutlet = "Valley TV"\npublished = "2025-05-02"\n',
    "interview.json": json.dumps([{"speaker": a, "text": b, "start": c} for a, b, c in _GERMAN]),
    "interview.json.toml": 'title = "Gespräch"\noutlet = "Stadtradio"\npublished = "2025-06-01"\n',
    "seance.txt": _headed("Conseil municipal", "2025-07-03", _FRENCH, "form: transcript\n"),
    "club.txt": _headed("Rowing club", "2025-08-08", _OTTER),
    "clinic.srt": _SUBTITLES,
    "greenhouse.json": json.dumps([{"speaker": a, "text": b, "start": c} for a, b, c in _MACHINE]),
    "gauge.txt": _HEARING,
    "briefing.txt": _headed("Water office", "2025-09-09", _BRIEFING),
}
PRESS: Final = {
    "gazette": (
        "Harbour Gazette",
        "2025-03-04",
        (
            "“We will not close the harbour road to lorries in March,” Mayor Ann Lee said. “The rowers get"
            " their boathouse back,” she added. “We will tear down the old lighthouse before the"
            " summer,” Lee said.\n"
        ),
    ),
    "post": (
        "Coast Post",
        "2025-03-04",
        (
            "“We will close the harbour road to lorries in March,” Mayor Ann Lee said. “We will tear"
            " down the old lighthouse before the summer,” Ann Lee said.\n"
        ),
    ),
    "mirror": (
        "Harbour Mirror",
        "2025-03-04",
        "“Nobody asked the rowers before it was sold, and I would surely have asked them,” Ann Lee said.\n",
    ),
    "echo": (
        "Valley Echo",
        "2025-03-05",
        "“The mill owners paid for the new quay,” Ann Lee said on Tuesday.\n",
    ),
    "works": (
        "Works Daily",
        "2025-04-10",
        "“The workers keep their pay until the winter after,” Carla Stein said.\n",
    ),
    "river": (
        "River Daily",
        "2025-05-02",
        "“The river does not belong to the company,” said council member Ines Brandt.\n",
    ),
    "blatt": (
        "Stadtblatt",
        "2025-06-01",
        (
            "„Wir schließen kein einziges Freibad in dieser Stadt“, sagte Bürgermeister Jonas Krüger. „Die"
            " Brücke wird im Winter gesperrt“, sagte Jonas Krüger.\n"
        ),
    ),
    "quartier": (
        "Le Quartier",
        "2025-07-03",
        "« Nous vendrons le vieux marché », a dit la maire Marie Dubois.\n",
    ),
    "farm": (
        "Farm Weekly",
        "2025-09-12",
        "“We expect ten feet of water in the lower fields,” Lena Ortega said.\n",
    ),
}


class RecordCase(NamedTuple):
    """Some words, and what is said of them."""

    words: str
    heading: str
    """The verdict."""
    holds: bool
    said: tuple[str, ...] = ()
    """Parts of its lines."""
    speaker: str = ""
    record: str | None = "transcript"
    """The form of the record that is meant."""


CASES: Final = [
    RecordCase(
        "We will not close the harbour road to lorries in March",
        "Said so in the record (00:00:05); printed by one outlet",
        holds=True,
        said=("Ann Lee, Harbour Council, 2025-03-04, 00:00:05 [", "another printing: “We will close"),
    ),
    RecordCase(
        "We will close the harbour road to lorries in March",
        "Printed by one outlet; the record has other words (00:00:05), with a warning",
        holds=False,
        said=("The record has ‘not’ here", "what the record has (00:00:05): “We will not close"),
    ),
    RecordCase(
        "We will not close the harbour road to lorries in March. That is a promise",
        "Said so in the record (00:00:05), with (APPLAUSE) between",
        holds=True,
        said=("with (APPLAUSE) between ‘lorries in March’ and ‘That is a’",),
    ),
    RecordCase(
        "get their boathouse back. Nobody asked them before it was sold. I would have",
        "Said so in the record (00:12:31)",
        holds=True,
    ),
    RecordCase(
        "get their boathouse back. Nobody asked them before it was built. I would have",
        "Differs from the record (00:12:31)",
        holds=False,
        said=("the record has ‘sold’ here, not ‘built’",),
    ),
    RecordCase(
        "every ledger of the quay. And we found nothing that was not paid for twice",
        "Said so in the record (00:02:31), over two turns, with the words of Bob Hale between",
        holds=True,
    ),
    RecordCase(
        "We looked at every ledger of the quay. Every one of them?",
        "In the record apart, not as one quotation: 2 parts",
        holds=False,
        said=("Bob Hale, Harbour Council", "Ann Lee, Harbour Council"),
        record=None,
    ),
    RecordCase(
        "We will tear down the old lighthouse before the summer",
        "Not in the record of that day; printed by two outlets, with a warning",
        holds=False,
        said=("no such words: Harbour Council, 2025-03-04; they may have been said elsewhere",),
        record=None,
    ),
    RecordCase(
        "Nobody asked the rowers before it was sold, and I would surely have asked them",
        "Printed by one outlet; the record has other words (00:12:31), with a warning",
        holds=False,
        said=(
            "what the record has (00:12:31): “Nobody asked them before it was sold. I would have asked them”",
        ),
    ),
    RecordCase(
        "The mill owners paid for the new quay",
        "Said so in the record (00:01:20); printed by one outlet, but as another person's words",
        holds=False,
        said=("the record gives them to Bob Hale, printed as Ann Lee's",),
    ),
    RecordCase(
        "The mill owners paid for the new quay",
        "Said so in the record (00:01:20); printed by one outlet",
        holds=True,
        speaker="Bob Hale",
    ),
    RecordCase(
        "The rowers get their boathouse back",
        "Said so in the record (00:12:31); printed by one outlet, but as another person's words",
        holds=False,
        said=("the record gives them to Ann Lee, not to Bob Hale",),
        speaker="Bob Hale",
    ),
    RecordCase(
        "we build the school next year",
        "Said so in the record (00:01:20), with a warning",
        holds=False,
        said=("The sentence in the record begins with a condition: ‘If the state pays half’",),
    ),
    RecordCase(
        "My boat has been on that slip",
        "Said so in the record (00:03:10)",
        holds=True,
        said=("speaker not known",),
        speaker="Tom Reyes",
    ),
    RecordCase(
        "The second turbine will be switched off in autumn, and the workers keep their pay",
        "In the captions (00:00:09); captions are not always the words",
        holds=True,
        record="captions",
    ),
    RecordCase(
        "The workers keep their pay until the winter after",
        "Printed by one outlet; the captions have other words (00:00:14); captions are not always the words,"
        " with a warning",
        holds=False,
        said=("The captions have ‘summer’ here, not ‘winter’; captions are not always the words",),
        record="captions",
    ),
    RecordCase(
        "The river does not belong to the company",
        "In the captions (00:00:01), with another first letter only; printed by one outlet; captions are not"
        " always the words",
        holds=True,
        record="captions",
    ),
    RecordCase(
        "we will count every salmon twice",
        "In the captions (00:12:31); captions are not always the words",
        holds=True,
        record="captions",
    ),
    RecordCase(
        "shared out by the nurses, not by the ministry",
        "In the captions (00:00:05); captions are not always the words",
        holds=True,
        record="captions",
    ),
    RecordCase(
        "Wir schließen kein einziges Freibad in dieser Stadt",
        "Said so in the record (00:00:03); printed by one outlet",
        holds=True,
    ),
    RecordCase(
        "Das habe ich versprochen. Auch das am Kanal bleibt offen",
        "Said so in the record (00:00:03), over two turns, with the words of Reporterin between",
        holds=True,
    ),
    RecordCase(
        "einziges Freibad in dieser Stadt. Das habe ich versprochen",
        "Said so in the record (00:00:03), with a warning",
        holds=False,
        said=("The sentence in the record begins with a negation: ‘Wir schließen kein’",),
    ),
    RecordCase(
        "Die Brücke wird im Winter gesperrt",
        "Not in the record of that day; printed by one outlet, with a warning",
        holds=False,
        record=None,
    ),
    RecordCase(
        "Nous vendrons le vieux marché",
        "Printed by one outlet; the record has other words, with a warning",
        holds=False,
        said=("The record has ‘ne’ here", "The record has ‘jamais’ here"),
    ),
    RecordCase(
        "couvert d’arbres. C’est le quartier qui l’a demandé",
        "Said so in the record, with (Applaudissements.) between",
        holds=True,
    ),
    RecordCase(
        "Les poissonniers y resteront … Le parking sera couvert d’arbres",
        "Said so in the record, over two turns, with the words of Paul Garnier between",
        holds=True,
        said=("your ellipsis leaves out ‘et leurs enfants aussi’",),
    ),
    RecordCase(
        "the ferries sleep then. That too. The new boat is lighter",
        "Said so in the record (00:00:05), over two turns, with the words of Tom Reyes between",
        holds=True,
    ),
    RecordCase(
        "We sold the trophy, we only lent it to the bank",
        "Differs from the record (00:01:30)",
        holds=False,
        said=("A negation differs: the record has ‘never’ here",),
    ),
    RecordCase(
        "Nobody was inside, thank God. It lapsed in March",
        "Said so in the record (00:00:01), over two turns, with the words of others between",
        holds=True,
        said=("speaker not known",),
    ),
    RecordCase(
        "the old one was never sent to the laboratory. We asked for it twice",
        "Said so in the record, with typographic differences only",
        holds=True,
        said=("Hollis,",),
    ),
    RecordCase(
        "He wrote back. That the budget did not allow for postage",
        "Said so in the record, over two turns, with the words of The CHAIR between",
        holds=True,
    ),
    RecordCase(
        "I want to be careful about that number",
        "Said so in the record",
        holds=True,
    ),
    RecordCase(
        "The state pays the farmers. Somebody has to",
        "Said so in the record, with (Laughter.) between",
        holds=True,
    ),
    RecordCase(
        "We expect ten feet of water in the lower fields",
        "Printed by one outlet; the record has other words, with a warning",
        holds=False,
        said=("The record has ‘two’ here, not ‘ten’", "Water office, 2025-09-09 ["),
    ),
    RecordCase(
        "The lighthouse keeper sold the trophy to the nurses. I don't know",
        "In no article of this library",
        holds=False,
        record=None,
    ),
]
