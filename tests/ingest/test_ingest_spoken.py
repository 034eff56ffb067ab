"""Captions and JSON of speakers and words: one article each, with its labels and times."""

import json
from pathlib import Path

import pytest

from quotebrowser.extract import quotes
from quotebrowser.ingest import Given, read
from quotebrowser.model import Article, Form, Moment, Rejected


def only(path: Path, data: str, mapping: tuple[tuple[str, str], ...] = ()) -> Article:
    path.write_text(data, encoding="utf-8")
    (found,) = read(path, Given(mapping=mapping))
    assert isinstance(found, Article)
    return found


def turns(article: Article) -> list[tuple[str, str]]:
    """Who speaks and what; nobody is empty."""
    return [
        (quote.speaker.name if quote.speaker else "", " ".join(quote.parts(article.text)))
        for quote in quotes(article)
    ]


def vtt(*cues: str) -> str:
    """Cues of a second each, one behind the other."""
    timed = [f"00:{at:02}.000 --> 00:{at + 1:02}.000\n{cue}" for at, cue in enumerate(cues, 1)]
    return "\n\n".join(["WEBVTT", *timed, ""])


_SUBRIP = "1\n00:00:01,000 --> 00:00:02,000\nOne and\n\n2\n00:00:02,500 --> 00:00:04,000\ntwo.\n"
_NOTES = "WEBVTT - talk\n\nNOTE\nnot said\n\nSTYLE\n::cue {}\n\n00:01.000 --> 00:02.000\nOne and two.\n"
_PLACED = "WEBVTT\n\n00:01.000 --> 00:02.000 line:0%\n<c.red>One</c> <00:01.500>and <b>two</b>.\n"
_PAUSE = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\n00:09.000 --> 00:10.000\nTwo.\n"
_ROLLED = vtt(
    "so the bridge is", "so the bridge is\nclosed now", "closed now", "closed now\nand nobody knows"
)

CUES = [
    ("SubRip", _SUBRIP, "One and two."),
    ("Windows lines", _SUBRIP.replace("\n", "\r\n"), "One and two."),
    ("WebVTT without hours", vtt("One and", "two."), "One and two."),
    ("positions and tags", _PLACED, "One and two."),
    ("notes and styles", _NOTES, "One and two."),
    ("entities", vtt("One &amp; two."), "One & two."),
    ("signs of position", _SUBRIP.replace("One", "{\\an8}One"), "One and two."),
    ("rolling captions", _ROLLED, "so the bridge is closed now and nobody knows"),
    ("a word said twice", vtt("I said no", "no means no"), "I said no no means no"),
    ("a pause after a sentence", _PAUSE, "One.\n\nTwo."),
]


@pytest.mark.parametrize(("data", "text"), [row[1:] for row in CUES], ids=[row[0] for row in CUES])
def test_cues_become_running_text(tmp_path: Path, data: str, text: str) -> None:
    article = only(tmp_path / "talk.srt", data)
    assert article.text == text
    assert article.form is Form.CAPTIONS


_SPOKEN = (
    "so the bridge has been closed since",
    "monday and nobody knows when it will",
    "open again. The engineers say that",
    "the wood is wet and they will not",
    "let anybody cross it before the",
    "spring, which is late for us.",
    "So we wait and we walk around it",
    "all the way to the other side",
)
SAID = " ".join(_SPOKEN)


def copied(form: str, talk: tuple[str, ...] = _SPOKEN, step: int = 3) -> str:
    """What is copied from a video's page, a cue as `form` says: `{time}`, `{told}`, `{name}`, `{words}`."""
    return "\n".join(
        form.format(
            time=f"{at * step // 60}:{at * step % 60:02}",
            told=f"{at * step} seconds",
            name=("Anna Holt", "Tom Dahl")[at % 2],
            words=words,
        )
        for at, words in enumerate(talk)
    )


COPIED = [
    ("times alone", copied("{time}\n{words}"), SAID),
    ("times in brackets and blank lines", copied("[{time}]\n\n{words}\n", step=4), SAID),
    ("times told in words", copied("{time}\n{told}\n{words}"), SAID),
    ("under a headline", "Transcript of the talk\n\n" + copied("{time}\n{words}"), SAID),
    (
        "SubViewer",
        "0:00:01.000,0:00:02.500\nOne and\n\n0:00:02.500,0:00:04.000\ntwo[br]again.\n",
        "One and two again.",
    ),
    ("SubViewer without an end", "0:01:01.010,0:01:02.500\nOne and two.", "One and two."),
]


@pytest.mark.parametrize(("data", "text"), [row[1:] for row in COPIED], ids=[row[0] for row in COPIED])
def test_times_on_lines_of_their_own_are_those_of_captions(tmp_path: Path, data: str, text: str) -> None:
    article = only(tmp_path / "talk.txt", data)
    assert article.text == text
    assert article.form is Form.CAPTIONS
    assert article.times[0].offset == 0
    assert article.times == tuple(sorted(article.times, key=lambda moment: moment.time))
    assert article.title == ("Transcript of the talk" if "headline" in data or "Transcript" in data else "")


def test_names_before_times_are_those_of_speakers(tmp_path: Path) -> None:
    article = only(tmp_path / "talk.txt", copied("{name}\n{time}\n{words}"))
    assert article.form is Form.TRANSCRIPT
    assert turns(article) == [(("Anna Holt", "Tom Dahl")[at % 2], words) for at, words in enumerate(_SPOKEN)]
    assert article.times[1].time == 3_000


_SHORT = (
    "News at noon",
    "The weather",
    "Film: The Bridge",
    "Sports",
    "News",
    "Film: The Town",
    "Talk",
    "Ends",
)
_ENTRIES = tuple(
    f"{words.capitalize()}. Nobody was hurt, and the police are looking for the driver of the car."
    for words in _SPOKEN
)
_RANKED = tuple(
    f"{name} Example Town {at}" for at, name in enumerate(("Holt", "Dahl", "Reyes", "Ortega") * 2)
)
NO_CAPTIONS = [
    ("a programme", copied("{time}\n{words}", _SHORT, 45)),
    ("a live blog", copied("{time}\n{words}", _ENTRIES, 9)),
    ("a list of results", copied("{time}\n{words}", _RANKED, 2)),
    ("times that fall", copied("{time}\n{words}").replace("0:06", "0:01")),
    ("too few", copied("{time}\n{words}", _SPOKEN[:5])),
]


@pytest.mark.parametrize("data", [row[1] for row in NO_CAPTIONS], ids=[row[0] for row in NO_CAPTIONS])
def test_lines_of_times_that_are_no_times_of_speech_stay_text(tmp_path: Path, data: str) -> None:
    article = only(tmp_path / "talk.txt", data)
    assert article.text == data
    assert article.form is Form.REPORT


TALK = [("Anna Holt", "Good evening."), ("Tom Dahl", "It is late.")]

VOICES = [
    ("voices", ("<v Anna Holt>Good evening.</v>", "<v.loud Tom Dahl>It is late.</v>"), TALK),
    ("two voices in a cue", ("<v Anna Holt>Good\nevening.\n<v Tom Dahl>It is", "<v Tom Dahl>late."), TALK),
    ("a voice and none", ("<v Anna Holt>Good evening.", "It is late."), [TALK[0], ("", "It is late.")]),
    (
        "labels",
        ("ANNA HOLT: Good evening.", "HOLT: So.", "DAHL: It is late.", "HOLT: Is it?"),
        [TALK[0], ("Anna Holt", "So."), ("Dahl", "It is late."), ("Anna Holt", "Is it?")],
    ),
    (
        "a label after others",
        ("It began.", "HOLT: Good evening.", "HOLT: So."),
        [("", "It began."), ("Holt", "Good evening."), ("Holt", "So.")],
    ),
    ("signs of change", (">> Good evening.", ">> It is late."), [("", "Good evening."), ("", "It is late.")]),
    ("nobody", ("Good evening.", "It is late."), [("", "Good evening. It is late.")]),
]


@pytest.mark.parametrize(("cues", "said"), [row[1:] for row in VOICES], ids=[row[0] for row in VOICES])
def test_voices_and_labels_of_captions_say_who_speaks(
    tmp_path: Path, cues: tuple[str, ...], said: list[tuple[str, str]]
) -> None:
    assert turns(only(tmp_path / "talk.vtt", vtt(*cues))) == said


def test_each_cue_keeps_its_time(tmp_path: Path) -> None:
    cues = "WEBVTT\n\n1:00:01.500 --> 1:00:02.000\n<v A>One\n\n1:00:03.000 --> 1:00:04.000\n<v A>two.\n"
    article = only(tmp_path / "talk.vtt", cues)
    assert article.text == "A: One two."
    assert article.times == (Moment(3, 3_601_500), Moment(7, 3_603_000))


def test_a_file_of_captions_without_words_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "talk.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", encoding="utf-8")
    (found,) = read(tmp_path / "talk.vtt")
    assert isinstance(found, Rejected)
    assert found.reason == "The file contains no captions"


TOLD = "Good evening. It is late."


def records(speaker: str, words: str, start: str = "", every: float = 1) -> list[dict[str, object]]:
    """The talk as records whose fields have these names; `start` is left out where it is empty."""
    made = [{speaker: who, words: said, start: at * every} for at, (who, said) in enumerate(TALK)]
    return [{name: value for name, value in record.items() if name} for record in made]


RECORDS = [
    ("turns", records("speaker", "text")),
    ("turns with times", records("speaker", "text", "start")),
    ("AssemblyAI", {"id": "x", "text": TOLD, "utterances": records("speaker", "text", "start", 9000)}),
    ("Otter", {"title": "Talk", "transcripts": records("speaker_name", "transcript", "start_offset")}),
    ("Whisper", {"text": TOLD, "language": "en", "segments": records("speaker", "text", "start", 1.5)}),
    ("speakers with names within", [{"speaker": {"id": 1, "name": who}, "text": said} for who, said in TALK]),
]


@pytest.mark.parametrize("data", [row[1] for row in RECORDS], ids=[row[0] for row in RECORDS])
def test_json_of_speakers_and_words_is_one_transcript(tmp_path: Path, data: object) -> None:
    article = only(tmp_path / "talk.json", json.dumps(data))
    assert article.form is Form.TRANSCRIPT
    assert turns(article) == TALK


def test_json_lines_of_turns_are_one_transcript(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"speaker": who, "text": words}) for who, words in TALK)
    assert turns(only(tmp_path / "talk.jsonl", lines)) == TALK


def test_segments_without_speakers_are_captions(tmp_path: Path) -> None:
    whisper = {"text": "x", "segments": [{"start": 1.0, "text": " One and"}, {"start": 2.5, "text": " two."}]}
    article = only(tmp_path / "talk.json", json.dumps(whisper))
    assert (article.form, article.text) == (Form.CAPTIONS, "One and two.")
    assert article.times == (Moment(0, 1_000), Moment(8, 2_500))


def test_times_of_json_are_seconds_or_milliseconds(tmp_path: Path) -> None:
    for name, starts in (("s", (0, 9, 20)), ("ms", (0, 9_000, 20_000))):
        data = [{"speaker": "A", "text": "Yes.", "start": start} for start in starts]
        article = only(tmp_path / f"{name}.json", json.dumps(data))
        assert [moment.time for moment in article.times] == [0, 9_000, 20_000]


def test_the_user_may_say_which_field_speaks(tmp_path: Path) -> None:
    data = [record | {"date": "2025-01-08"} for record in records("mp", "speech")]
    article = only(tmp_path / "talk.json", json.dumps(data), (("speaker", "mp"), ("text", "speech")))
    assert turns(article) == TALK


def test_whom_a_record_does_not_name_is_nobody(tmp_path: Path) -> None:
    data = [{"speaker": who, "text": words} for who, words in (TALK[0], (None, "Two."), (3, "Three."))]
    said = turns(only(tmp_path / "talk.json", json.dumps(data)))
    assert said == [TALK[0], ("", "Two."), ("", "Three.")]


@pytest.mark.parametrize(
    "record",
    [
        {"title": "Harbour", "text": "“We will not sell,” she said."},
        {"text": "“We will not sell,” she said.", "date": "2025-01-08", "speaker": "Ada"},
        {"text": "“We will not sell,” she said."},
    ],
)
def test_records_of_articles_stay_articles(tmp_path: Path, record: dict[str, str]) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([record, record | {"text": "“Not now,” she said."}]), encoding="utf-8")
    found = list(read(path))
    assert len(found) == 2
    assert all(isinstance(one, Article) and one.form is Form.REPORT for one in found)


ANSWERS = (
    ("Anna Holt", "Good evening. The bridge has been closed since Monday."),
    ("Tom Dahl", "It has. Nobody may cross it, and nobody should."),
    ("Anna Holt", "And who was it that decided that?"),
    ("Tom Dahl", "The engineers did, on Sunday night, after they had seen the wood."),
)
PAGES = [
    ("bold labels", "<p><strong>{name}:</strong> {words}</p>"),
    ("bold names above", "<p><b>{name}</b></p><p>{words}</p>"),
    ("names as headings", "<h3>{name}</h3><p>{words}</p>"),
    ("names and words in boxes", "<div><div>{name}</div><div>{words}</div></div>"),
    ("a list", "<dt>{name}</dt><dd>{words}</dd>"),
    ("a table with times", "<tr><td>00:0{at}:00</td><td>{name}</td><td>{words}</td></tr>"),
    ("breaks", "{name}: {words}<br>"),
    ("two breaks", "{name}: {words}<br><br>"),
    ("linked times", "<p>{name}: (<a href='#'>00:0{at}:00</a>)<br>{words}</p>"),
    ("lines as they were typed", "{name}: {words}\n\n"),
]
_AROUND = {"{": "p", "<dt": "dl", "<tr": "table"}


@pytest.mark.parametrize("form", [row[1] for row in PAGES], ids=[row[0] for row in PAGES])
def test_a_transcript_is_one_on_any_page(tmp_path: Path, form: str) -> None:
    said = "".join(form.format(name=who, words=words, at=at) for at, (who, words) in enumerate(ANSWERS * 2))
    around = (
        "pre"
        if "\n" in form
        else next((tag for sign, tag in _AROUND.items() if form.startswith(sign)), "div")
    )
    head = "<h1>Transcript of the evening’s talk</h1>"
    page = f"<html><head><title>A</title></head><body><main>{head}<{around}>{said}</{around}></main></body>"
    article = only(tmp_path / "talk.html", page)
    assert turns(article) == list(ANSWERS * 2)


def test_lines_that_were_typed_are_paragraphs_of_a_page(tmp_path: Path) -> None:
    lines = (
        "  The council met on Monday to talk about\nthe bridge, which is closed, and about who\n"
        "pays for it.\n  “We will not sell the harbour,” said Ada\nExample, the mayor, who had come late.\n"
    )
    article = only(tmp_path / "a.html", f"<html><body><pre>\n{lines}</pre></body></html>")
    assert [line[:11] for line in article.text.splitlines() if line] == ["The council", "“We will no"]
