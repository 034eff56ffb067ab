"""Mail as programs send it on: whose words are quotes, and that the narration around them is not."""

from pathlib import Path

import pytest

from quotebrowser.extract import quotes
from quotebrowser.ingest.read_files import read
from quotebrowser.model import Article, Kind

HEAD = (
    "From: Ada Example <ada@example.org>\nSubject: {}\nDate: Mon, 22 Apr 2024 13:07:01 +0000\n"
    "MIME-Version: 1.0\nContent-Type: {}; charset=utf-8{}\nContent-Transfer-Encoding: 8bit\n\n{}"
)
SAID = "“The nets stay where they are,” said Mia Holt."
PLAIN, PAGE = "text/plain", "text/html"
FORMS = [
    ("alone", "A story", PLAIN, "", f"Hello.\n\n{SAID}\nThe hall was empty by then.\n"),
    ("passed on", "Fwd: A story", PLAIN, "", f"see below\n\n> {SAID}\n> The hall was empty by then.\n"),
    ("passed on twice", "WG: A story", PLAIN, "", f"look\n\n>> {SAID}\n>> Nobody else spoke.\n> Thanks.\n"),
    (
        "answered",
        "Re: A story",
        PLAIN,
        "",
        f"On Mon, 1 Jan 2024, Ann Lee wrote:\n\n> {SAID}\n> It was late.\n",
    ),
    (
        "in a block",
        "Fwd: A story",
        PLAIN,
        "",
        f"---------- Forwarded message ---------\nFrom: Ann Lee <ann@example.org>\nSubject: x\n\n{SAID}\n",
    ),
    ("an original", "A story", PLAIN, "", f"-----Original Message-----\nFrom: Ann Lee\nTo: Ada\n\n{SAID}\n"),
    ("with a signature", "A story", PLAIN, "", f"{SAID}\n\n-- \nAda “The Pen” Example\nTel 12345\n"),
    (
        "flowed",
        "A story",
        PLAIN,
        "; format=flowed",
        "“The nets stay \nwhere they are,” said \nMia Holt.\nThe hall was \nempty.\n",
    ),
    (
        "flowed without blanks",
        "A story",
        PLAIN,
        "; format=flowed; delsp=yes",
        "“The nets st \nay where they are,” said Mia Holt.\n",
    ),
    ("a page", "A story", PAGE, "", f"<html><body><p>Hello.</p><p>{SAID}</p></body></html>"),
    (
        "a page that quotes",
        "Re: A story",
        PAGE,
        "",
        f"<html><body><blockquote type='cite'><p>{SAID}</p></blockquote></body></html>",
    ),
]


@pytest.mark.parametrize(
    ("subject", "kind", "more", "body"), [row[1:] for row in FORMS], ids=[row[0] for row in FORMS]
)
def test_the_words_are_whole_and_alone_whatever_form_a_mail_has(
    tmp_path: Path, subject: str, kind: str, more: str, body: str
) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(HEAD.format(subject, kind, more, body).replace("\n", "\r\n").encode())
    (article,) = read(path)
    assert isinstance(article, Article)
    (found,) = (quote for quote in quotes(article) if quote.kind is not Kind.MENTION)
    assert " ".join("".join(found.parts(article.text)).split()) == "The nets stay where they are,"
    assert found.speaker is not None
    assert found.speaker.name == "Mia Holt"
