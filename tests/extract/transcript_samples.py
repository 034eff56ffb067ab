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


def _lines(talk: Talk, form: str, between: str = "\n\n") -> str:
    """A talk, each turn as `form` says: `{name}`, `{last}`, `{LAST}`, `{time}`, `{words}`."""
    return between.join(
        form.format(
            name=NAMES[who], last=who.title(), LAST=who, time=f"00:{at // 2:02}:{at * 31 % 60:02}", words=words,
            short=f"{at // 2}:{at * 31 % 60:02}",
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
                line = hanging.rstrip(" ") + " " * len(hanging)
            line += ("" if line.endswith(" ") or not line else " ") + word
        lines.append(line)
    return "\n".join(lines)


HEAD: Final = "Transcript of the evening’s talk.\n\n"
RECORD: Final = "Congressional Record, Volume 1 Number 2\n\n[Page S7]\n\n"

LAYOUTS: Final[tuple[tuple[str, str, Talk], ...]] = tuple(
    (f"{name}, {number}", make(talk), talk)
    for name, make in (
        ("surnames in capitals", lambda talk: HEAD + _lines(talk, "{LAST}: {words}")),
        ("full names", lambda talk: HEAD + _lines(talk, "{name}: {words}")),
        ("with titles", lambda talk: HEAD + _lines(talk, "MS. {LAST}:  {words}")),
        ("times in brackets before", lambda talk: _lines(talk, "[{time}] {name}: {words}")),
        ("times before without a colon", lambda talk: _lines(talk, "{time} {name}\n{words}")),
        ("times in brackets before the colon", lambda talk: _lines(talk, "{name} ({short}): {words}")),
        ("Rev", lambda talk: _lines(talk, "{name}: ({time})\n{words}")),
        ("Rev, newer", lambda talk: _lines(talk, "{name} ({time}):\n{words}")),
        ("Otter", lambda talk: _lines(talk, "{name}  {short}\n{words}")),
        ("Zoom", lambda talk: _lines(talk, "[{name}] {time}\n{words}")),
        ("podcasts", lambda talk: _lines(talk, "{name}: {time}\n\n{words}")),
        ("bold names", lambda talk: HEAD + _lines(talk, "**{name}:** {words}")),
        ("bold names before the colon", lambda talk: HEAD + _lines(talk, "**{name}**: {words}")),
        ("names on lines of their own", lambda talk: HEAD + _lines(talk, "{name}\n{words}")),
        ("bold names on lines of their own", lambda talk: HEAD + _lines(talk, "**{name}**\n\n{words}")),
        ("CNN", lambda talk: HEAD + "(BEGIN VIDEOTAPE)\n\n" + _lines(talk, "{LAST}, EXAMPLE ANCHOR: {words}")),
        ("Hansard", lambda talk: "Oral answers, Hansard\n\n" + _lines(talk, "Ms {name} (Port Mira) (Ind): {words}")),
        ("Congressional Record", lambda talk: RECORD + _lines(talk, "  Ms. {LAST}. {words}", "\n")),
        ("Congressional Record with states", lambda talk: RECORD + _lines(talk, "  Ms. {LAST} of Ohio. {words}", "\n")),
    )
    for number, talk in ((1, TURNS), (2, OTHERS))
)  # fmt: skip
"""What each is called, the text, and the turns it has."""

_LETTERS: Final = {"HOLT": "Q", "DAHL": "A", "REYES": "Q", "ORTEGA": "A"}

LETTERED: Final[tuple[tuple[str, str, Talk], ...]] = tuple(
    (f"{name}, {number}", make(talk), talk)
    for name, make in (
        (
            "court",
            lambda talk: _wrapped(talk, {who: f"        {_LETTERS[who]}.  " for who, _ in talk}, " " * 12),
        ),
        (
            "briefing",
            lambda talk: "Press briefing\n\n"
            + _lines(talk, "{LAST}:  {words}").replace("HOLT:", "Q   ").replace("REYES:", "Q   "),
        ),
    )
    for number, talk in ((1, TURNS), (2, OTHERS))
)
"""The same, where letters stand for one or both who speak."""

REPORTS: Final = (
    (
        "an interview of a newspaper",
        "Nora Feld has built bridges for thirty years. We met her on a cold day at the harbour, where the"
        " last of them stands, and asked why it is closed.\n\n"
        + "Q: When will it open?\n\nA: In the spring, if all goes well.\n\n"
        + "Q: Who pays for it?\n\nA: The city does, all of it.",
    ),
    (
        "an interview that was edited",
        "This interview has been edited for length and clarity.\n\n" + _lines((*TURNS, *TURNS), "{name}: {words}"),
    ),
    (
        "a press review",
        HEAD + "\n\n".join(f"{name}: “{words}”" for name, words in TURNS),
    ),
    (
        "a list of results",
        "Results\n\n" + "\n".join(f"{who.title()}: {at}, {at + 3}." for at, (who, _) in enumerate(TURNS)),
    ),
    (
        "captions of pictures",
        "The town met.\n\nPhoto: Ana Bell\nCaption: The pier on Monday.\n\n“It is not safe,” said Tom Reyes.\n\n"
        "Photo: Ole Brandt\nCaption: The hall on Tuesday.",
    ),
    (
        "mails",
        "From: Ana Bell\nTo: Tom Reyes\nSubject: The pier\n\nHello. It is closed.\n\n"
        "From: Tom Reyes\nTo: Ana Bell\nSubject: Re: The pier\n\nThanks. I know.",
    ),
    (
        "a live blog",
        "10:15 Good morning. The bridge is closed.\n\n10:32 The mayor has arrived.\n\n11:05 She speaks now.\n\n"
        "11:40 That was all for today.",
    ),
    (
        "datelines",
        "PORT MIRA: The bridge is closed.\n\nVESTE: The pier is open.\n\nPORT MIRA: Nobody knows why (applause)"
        " was heard.",
    ),
    (
        "a report with a short exchange",
        "The council met on Monday and talked about the bridge for two hours, as it had the week before, and"
        " the week before that.\n\n" + _lines(TURNS[:4], "{LAST}: {words}") + "\n\nThen all went home, and the"
        " report of the engineers was put away until next week, when it will be read again. " * 3,
    ),
    (
        "a play",
        "The theatre shows a new piece by Tom Dahl. It has two scenes.\n\n" + _lines(TURNS, "{name}: {words}"),
    ),
)  # fmt: skip
"""What each is called, and a text that is no transcript."""
