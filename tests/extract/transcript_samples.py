"""Texts set as transcripts are, two in each layout: nobody ever said these words."""

from typing import Final

TURNS: Final = (
    ("HOLT", "Good evening. The bridge has been closed since Monday."),
    ("DAHL", "It has. Nobody may cross it, and nobody should."),
    ("HOLT", "Who decided that?"),
    ("DAHL", "The engineers did, on Sunday night, after they had seen the wood."),
    ("HOLT", "And when will it open again?"),
    ("DAHL", "In the spring, I hope. I can’t promise it."),
)
"""Who speaks, and what."""
OTHERS: Final = (
    ("REYES", "I move that we adjourn. It is late, and the hall is cold."),
    ("ORTEGA", "There is a motion. Does anybody second it?"),
    ("REYES", "Somebody always does, Madam Chair."),
    ("ORTEGA", "Then we shall vote on it, as the rules say."),
    ("REYES", "I would rather go home."),
    ("ORTEGA", "So would I, and so would the clerk."),
)

NAMES: Final = {
    "HOLT": "Anna Holt",
    "DAHL": "Tom Dahl",
    "REYES": "Nora Reyes",
    "ORTEGA": "Lena Ortega",
}
Talk = tuple[tuple[str, str], ...]


def set_as(talk: Talk, form: str, between: str = "\n\n") -> str:
    """A talk, each turn as `form` says: `{name}`, `{last}`, `{LAST}`, `{time}`, `{short}`, `{words}`."""
    return between.join(
        form.format(
            name=NAMES[who],
            last=who.title(),
            LAST=who,
            time=f"00:{at // 2:02}:{at * 31 % 60:02}",
            short=f"{at // 2}:{at * 31 % 60:02}",
            words=words,
        )
        for at, (who, words) in enumerate(talk)
    )  # fmt: skip


def _wrapped(talk: Talk, labels: dict[str, str], hanging: str = "") -> str:
    """A talk in lines broken at a width."""
    lines = []
    for who, words in talk:
        line = labels[who]
        for word in words.split():
            if len(line) + len(word) > 44:
                lines.append(line)
                line = hanging
            line += ("" if line.endswith(" ") or not line else " ") + word
        lines.append(line)
    return "\n".join(lines)


HEAD: Final = "Transcript of the evening’s talk.\n\n"
RECORD: Final = "Congressional Record, Volume 1 Number 2\n\n[Page S7]\n\n"

_FORMS: Final = (
    ("surnames in capitals", HEAD, "{LAST}: {words}", "\n\n"),
    ("full names", HEAD, "{name}: {words}", "\n\n"),
    ("with titles", HEAD, "MS. {LAST}:  {words}", "\n\n"),
    ("times in brackets before", "", "[{time}] {name}: {words}", "\n\n"),
    ("times before without a colon", "", "{time} {name}\n{words}", "\n\n"),
    ("times in brackets before the colon", "", "{name} ({short}): {words}", "\n\n"),
    ("Rev", "", "{name}: ({time})\n{words}", "\n\n"),
    ("Rev, newer", "", "{name} ({time}):\n{words}", "\n\n"),
    ("Otter", "", "{name}  {short}\n{words}", "\n\n"),
    ("Zoom", "", "[{name}] {time}\n{words}", "\n\n"),
    ("podcasts", "", "{name}: {time}\n\n{words}", "\n\n"),
    ("bold names", HEAD, "**{name}:** {words}", "\n\n"),
    ("bold names before the colon", HEAD, "**{name}**: {words}", "\n\n"),
    ("names on lines of their own", HEAD, "{name}\n{words}", "\n\n"),
    ("bold names on lines of their own", HEAD, "**{name}**\n\n{words}", "\n\n"),
    ("CNN", f"{HEAD}(BEGIN VIDEOTAPE)\n\n", "{LAST}, EXAMPLE ANCHOR: {words}", "\n\n"),
    ("Hansard", "Oral answers\n\n", "Ms {name} (Port Mira) (Ind): {words}", "\n\n"),
    ("Congressional Record", RECORD, "  Ms. {LAST}. {words}", "\n"),
    ("hearings", "Hearing\n\n", "    Ms. {last}. {words}", "\n"),
    ("hearings, other titles", "Hearing\n\n", "    Senator {last}. {words}", "\n\n"),
    ("Parliament of the Union", HEAD, "{name}, on behalf of the Group. – {words}", "\n\n"),
    ("calls", HEAD, "{name} -- Chief Executive\n\n{words}", "\n\n"),
    ("members with their states", RECORD, "  Ms. {LAST} of Ohio. {words}", "\n"),
)
_TALKS: Final = ((1, TURNS), (2, OTHERS))

LAYOUTS: Final[tuple[tuple[str, str, Talk], ...]] = tuple(
    (f"{name}, {number}", head + set_as(talk, form, between), talk)
    for name, head, form, between in _FORMS
    for number, talk in _TALKS
)
"""What each is called, the text, and the turns it has."""

_BRIEFING: Final = {"HOLT": "Q   ", "DAHL": "MS. DAHL:  ", "REYES": "Q   ", "ORTEGA": "MS. ORTEGA:  "}
_PRESIDENT: Final = {"HOLT": "Q. ", "DAHL": "The President. ", "REYES": "Q. ", "ORTEGA": "The President. "}
_COURT: Final = {"HOLT": "    Q.  ", "DAHL": "    A.  ", "REYES": "    Q.  ", "ORTEGA": "    A.  "}

LETTERED: Final[tuple[tuple[str, str, Talk], ...]] = (
    *((f"court, {number}", _wrapped(talk, _COURT, " " * 8), talk) for number, talk in _TALKS),
    *(
        (f"briefing, {number}", f"Press briefing\n\n{_wrapped(talk, _BRIEFING)}", talk)
        for number, talk in _TALKS
    ),
)
"""The same, where letters stand for one or both who speak."""

_LEAD: Final = (
    "Nora Feld has built bridges for thirty years. We met her on a cold day at the harbour, where the last of"
    " them stands, and asked why it is closed.\n\n"
)
_LETTERED: Final = (
    "Q: When will it open?\n\nA: In the spring, if all goes well.\n\n"
    "Q: Who pays for it?\n\nA: The city does, all of it."
)
_MET: Final = (
    "The council met on Monday and talked about the bridge for two hours, as it had the week before. "
)
_PICTURES: Final = (
    "The town met.\n\nPhoto: Ana Bell\nCaption: The pier on Monday.\n\n“It is not safe,” said Tom Reyes.\n\n"
    "Photo: Ole Brandt\nCaption: The hall on Tuesday."
)
_MAILS: Final = (
    "From: Ana Bell\nTo: Tom Reyes\nSubject: The pier\n\nHello. It is closed.\n\n"
    "From: Tom Reyes\nTo: Ana Bell\nSubject: Re: The pier\n\nThanks. I know."
)
_LIVE: Final = (
    "10:15 Good morning. The bridge is closed.\n\n10:32 The mayor has arrived.\n\n11:05 She speaks now.\n\n"
    "11:40 That was all for today."
)
_DATELINES: Final = (
    "PORT MIRA: The bridge is closed.\n\nVESTE: The pier is open.\n\n"
    "PORT MIRA: Nobody knows why (applause) was heard."
)
_EDITED: Final = "This interview has been edited for length and clarity.\n\n"
_PLAY: Final = "The theatre shows a new piece by Tom Dahl. It has two scenes.\n\n"
_RESULTS: Final = "Results\n\n" + "\n".join(
    f"{who.title()}: {at}, {at + 3}." for at, (who, _) in enumerate(TURNS)
)

_PRODUCTS: Final = "\n\n".join(
    f"{label}: {words} {number}\n\nIt is a light lamp, and it stands well. We would buy it again, as before."
    for number in range(25)
    for label, words in (("Buy", "Example Shop"), ("Variants", "White or black, set"))
)
REPORTS: Final = (
    ("an interview of a newspaper", _LEAD + _LETTERED),
    ("an interview that was edited", _EDITED + set_as((*TURNS, *TURNS), "{name}: {words}")),
    (
        "a part of an interview",
        "Partial transcript as follows:\n\n" + set_as((*TURNS, *TURNS), "{LAST}: {words}"),
    ),
    (
        "letters of a newspaper",
        set_as((*TURNS, *TURNS, *TURNS), "{name}: {words}")
        .replace("Anna Holt", "Q")
        .replace("Tom Dahl", "A"),
    ),
    (
        "letters with full stops",
        set_as((*TURNS, *TURNS), "{name}. {words}").replace("Anna Holt", "Q").replace("Tom Dahl", "A"),
    ),
    ("a press review", HEAD + set_as(TURNS, "{name}: “{words}”")),
    ("a list of results", _RESULTS),
    ("captions of pictures", _PICTURES),
    ("mails", _MAILS),
    ("a live blog", _LIVE),
    ("datelines", _DATELINES),
    (
        "a short exchange in a report",
        _MET * 3 + "\n\n" + set_as(TURNS[:4], "{LAST}: {words}") + "\n\n" + _MET * 4,
    ),
    ("a list of products", _PRODUCTS),
    ("a play", _PLAY + set_as(TURNS, "{name}: {words}")),
)
"""What each is called, and a text that is no transcript."""
