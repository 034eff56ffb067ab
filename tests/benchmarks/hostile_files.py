"""Malformed and hostile files: as many outcomes as files, no crash, within the limits of time and memory.

usage: hostile_files.py [--files N] [--jobs N] [--directory DIR]

One in fifty is built to stall, crash or fill a reader (bombs, endless nesting, pipes, links, sparse
giants); the rest are sound files of every format, damaged. Prints the outcomes, the longest time of a file
and the most memory of a reading process; ends with 1 where a file has no outcome or a limit was passed.
"""

import argparse
import gzip
import io
import json
import os
import random
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "ingest"))
import test_ingest_round_trip as forms

from quotebrowser.ingest import MOST_MARKS, Given
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files, lane, pool

_SECONDS = 10.0
_BYTES = 1 << 30
_SPECIAL = 50
_BODY = forms.BODY
_SYLLABLES = ("ba", "le", "mi", "no", "ru", "ta", "ve", "sol", "kar", "den")


def _records() -> list[dict[str, str]]:
    return [{"text": "\n".join(forms.BODY), "title": f"Record {at}"} for at in range(3)]


def _nexis() -> bytes:
    return "\n".join(
        f"\n{at} of 3 DOCUMENTS\n\nExample Herald\n\nJanuary 9, 2025\n\nHarbour\n\nLENGTH: 90 words\n\n"
        + "\n\n".join(forms.BODY)
        + "\n\nLOAD-DATE: January 10, 2025\n"
        for at in (1, 2, 3)
    ).encode()


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _document(xml: str) -> bytes:
    head = f'<?xml version="1.0"?><w:document xmlns:w="{forms.W}"><w:body>'
    return _zipped({"word/document.xml": f"{head}{xml}</w:body></w:document>".encode()})


def _nothing(size: int) -> bytes:
    """A gzip file of `size` zeros, packed a megabyte at a time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()


def _page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>".encode()


SOUND: Sequence[Callable[[], bytes]] = (
    *(make for _, make in forms.FORMS),
    lambda: forms.as_text().decode().encode("utf-16"),
    lambda: forms.as_text().decode().encode("cp1252"),
    lambda: b"---\ntitle: Harbour\ndate: 2025-01-09\n---\n" + forms.as_text(),
    lambda: b'+++\ntitle = "Harbour"\n+++\n' + forms.as_text(),
    lambda: json.dumps(_records()).encode(),
    lambda: "\n".join(map(json.dumps, _records())).encode(),
    lambda: b"title,text\n" + b'"Harbour","%s"\n' % " ".join(forms.BODY).encode(),
    _nexis,
    lambda: gzip.compress(forms.as_text()),
    lambda: _zipped({"a.txt": forms.as_text(), "b.html": forms.as_page(), "c.docx": forms.as_document()}),
)
"""What makes a file of every format, as its reader wants it."""

_STARTS = (
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"<html>",
    b"WARC/1.0\r\n",
    b"{\\rtf",
    b'{"',
    b"<?xml ",
)
_CHUNKS = (
    *(b"\0", b"\x1b[2J", b"\xff\xfe", b"\xed\xa0\x80", b"&#27;", b"<div>", b"</p>", b"<!--", b"]]>", b'"'),
    *("“".encode(), b"\r\n\r\n--", b"\\", b"<![CDATA[", b"&lt;" * 99, b"endobj", b"PK\x01\x02", b"<script>"),
)


def damaged(dice: random.Random) -> bytes:
    """A sound file with one thing wrong, or random bytes that begin as a file would."""
    # Other words in each file, as no two articles of a real folder are the same.
    forms.BODY = tuple(  # type: ignore[assignment]
        _other_words(part, dice) for part in _BODY
    )
    data = bytearray(dice.choice(SOUND)())
    match dice.randrange(6):
        case 0:
            return dice.choice(_STARTS) + dice.randbytes(dice.randrange(2000))
        case 1:
            return bytes(data[: dice.randrange(len(data))])
        case 2:
            for _ in range(dice.randrange(1, 20)):
                data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        case 3:
            place = dice.randrange(len(data))
            data[place:place] = dice.choice(_CHUNKS) * dice.randrange(1, 200)
        case 4:
            start = dice.randrange(len(data))
            del data[start : start + dice.randrange(1, 400)]
        case 5:
            other = dice.choice(SOUND)()
            place = dice.randrange(len(data))
            data[place:] = other[dice.randrange(len(other)) :]
    return bytes(data)


def _other_words(text: str, dice: random.Random) -> str:
    return " ".join(
        "".join(dice.choices(_SYLLABLES, k=2)) if word.isalpha() and word.islower() else word
        for word in text.split(" ")
    )


HOSTILE: Sequence[tuple[str, Callable[[], bytes]]] = (
    ("gzip bomb", lambda: _nothing(1 << 30)),
    ("zip bomb", lambda: _zipped({f"{at}.txt": bytes(19_000_000) for at in range(40)})),
    ("zip in zip", lambda: _zipped({"a.zip": _zipped({"b.zip": _zipped({"c.txt": forms.as_text()})})})),
    ("zip of nothing", lambda: _zipped({f"{at}": b"" for at in range(19_000)})),
    ("document bomb", lambda: _document("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 1_700_000)),
    ("deep document", lambda: _document("<w:r>" * 400_000 + "</w:r>" * 400_000)),
    ("laughs", lambda: _document('<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]>&d;')),
    ("deep page", lambda: _page("<div>" * 50_000 + _BODY[1])),
    ("wide tag", lambda: _page("<p " + "a=b " * 300_000 + f">{_BODY[1]}</p>")),
    ("many tags", lambda: _page("<p>x" * 59_000)),
    ("open tags", lambda: _page("<b><i><a href=x><table><tr><td>" * 8_000)),
    ("comments", lambda: _page("<!--" * 900_000)),
    ("one long word", lambda: _page("<p>" + "x" * 4_900_000)),
    ("quoted page", lambda: _page("<p>“a” " * 50_000)),
    ("marks", lambda: "“".encode() * 1_600_000),
    ("straight marks", lambda: b'"a ' * (MOST_MARKS - 1)),
    ("single marks", lambda: b"'a' " * (MOST_MARKS // 2)),
    ("nested marks", lambda: "“‘".encode() * (MOST_MARKS // 2)),
    ("one line", lambda: b"a " * 2_400_000),
    ("said without end", lambda: "“We go,” said Ada. ".encode() * (MOST_MARKS // 2)),
    ("names without end", lambda: b"Ada Marie Example said " * 150_000),
    ("capitals without end", lambda: b"Ada " * 1_000_000),
    ("deep JSON", lambda: b'[{"a":' * 300_000),
    ("wide JSON", lambda: json.dumps([{"text": "x", "n": at} for at in range(200_000)]).encode()),
    ("long number", lambda: b'{"text": ' + b"9" * 5_000_000 + b"}"),
    ("wide table", lambda: b"text," * 900_000 + b"\n" + b"x," * 900_000),
    ("long table", lambda: b"title,text\n" + b"a,b\n" * 1_500_000),
    ("open quote in a table", lambda: b'title,text\na,"' + b"b\n" * 2_000_000),
    ("deep mail", lambda: _deep_mail(3_000)),
    ("header without end", lambda: b"From: a\nMIME-Version: 1.0\nSubject: " + b"=?utf-8?q?a?= " * 100_000),
    ("front matter", lambda: b"---\n" + b"a: b\n" * 400_000),
    ("deep TOML", lambda: b"+++\na = " + b"[" * 9_000 + b"\n+++\n"),
    ("pages without end", lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]"
     b"/Count 99999999>>endobj\ntrailer<</Root 1 0 R/Size 2>>"),
    ("PDF bomb", lambda: _pdf_bomb()),  # noqa: PLW0108 - which is defined below
)  # fmt: skip
"""Files that were built to do harm, made only when asked for: some are large."""


_ONCE = ("wide JSON", "long table", "zip of nothing")
"""Those that hold thousands of articles, which all have an outcome."""


def _deep_mail(depth: int) -> bytes:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n' for at in range(depth))
    return b"From: a@example.org\nMIME-Version: 1.0\n" + parts.encode() + b"Content-Type: text/plain\n\nhi"


def _pdf_bomb() -> bytes:
    """A page whose packed content is a gigabyte of strings."""
    packer = zlib.compressobj(9)
    block = b"(x) Tj T* " * 100_000
    stream = b"".join(packer.compress(block) for _ in range(1000)) + packer.flush()
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R"
        b"/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n"
        % (len(stream), stream)
        + b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R/Size 6>>\n"
    )


def odd(path: Path, number: int) -> None:
    """Something in a folder that is no file, or not a file of that folder."""
    match number % 6:
        case 0:
            os.mkfifo(path)
        case 1:
            path.symlink_to(path.name)
        case 2:
            path.symlink_to("/etc/passwd")
        case 3:
            path.symlink_to("/dev/zero")
        case 4:
            path.symlink_to(path.parent)
        case _:
            with path.open("wb") as file:
                file.truncate(1 << 40)


def write(folder: Path, number: int, dice: random.Random) -> None:
    """Write so many bad files."""
    made: dict[int, bytes] = {}
    specials = 0
    for at in range(number):
        path = folder / f"{at:05}"
        if at % _SPECIAL:
            path.write_bytes(damaged(dice))
            continue
        kind = specials % (len(HOSTILE) + 6)
        specials += 1
        if kind >= len(HOSTILE):
            odd(path, kind - len(HOSTILE))
            continue
        if kind in made and HOSTILE[kind][0] in _ONCE:
            path.write_bytes(damaged(dice))
            continue
        if kind not in made:
            made[kind] = HOSTILE[kind][1]()
        # One byte makes it another file: what is known is not read again.
        path.write_bytes(made[kind] + b"\n" * (specials // len(HOSTILE)))


class Meter(threading.Thread):
    """Watches the memory of this process's children."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0

    def run(self) -> None:
        me = psutil.Process()
        while True:
            for child in me.children(recursive=True):
                try:
                    self.most = max(self.most, child.memory_info().rss)
                except psutil.Error:
                    continue
            time.sleep(0.02)


def main() -> int:
    """Write, add, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=1, help="reading processes; with 1 the times are exact")
    parser.add_argument("--directory", type=Path)
    wanted = parser.parse_args()
    meter = Meter()
    with tempfile.TemporaryDirectory(dir=wanted.directory) as scratch:
        folder = Path(scratch) / "files"
        folder.mkdir()
        write(folder, wanted.files, random.Random(31))
        meter.start()
        return measure(Path(scratch), folder, wanted.files, wanted.jobs, meter)


def measure(scratch: Path, folder: Path, number: int, jobs: int, meter: Meter) -> int:
    """Add the files and print what became of them."""
    slowest, last, at = [(0.0, "")] * 5, time.perf_counter(), 0

    def progress(done: int, _total: int, _name: str) -> None:
        nonlocal last, at, slowest
        now = time.perf_counter()
        if done != at:
            slowest = sorted([*slowest, (now - last, files[at].name)])[-5:]
            last, at = now, done

    library = Library.open(scratch / "library")
    files = sorted(folder.iterdir())
    told: Counter[str] = Counter()
    paths: set[str] = set()
    unread = 0
    start = time.perf_counter()
    with pool.Workers(library.directory, Given(), jobs) as reading:
        for outcome in add_files.store_all(library, files, reading.read, progress):
            told[outcome.outcome] += 1
            paths.add(outcome.path.partition(": ")[0])
            unread += outcome.reason.startswith(lane.UNSTARTED)
            if (
                "timeout" in outcome.reason
                or "out of memory" in outcome.reason
                or "program" in outcome.reason
            ):
                told[f"  {outcome.reason[:60]}"] += 1
    spent = time.perf_counter() - start
    kept = len({row.path.partition(": ")[0] for row in library.store.outcomes.latest(10**9)})
    library.close()
    print(dict(told))
    print(f"{number} files, {len(paths)} with an outcome, {kept} kept; {spent:.0f} s")
    for seconds, name in reversed(slowest):
        print(f"slowest: {seconds:.2f} s {_kind(int(name)) if name else ''}")
    print(f"most memory of a reading process: {meter.most / 2**20:.0f} MiB (at most {_BYTES >> 20})")
    well = len(paths) == kept == number and slowest[-1][0] <= _SECONDS and meter.most <= _BYTES
    if unread:
        print(f"{unread} files were never read: {lane.UNSTARTED}")
    well = well and not unread
    print("within the limits" if well else "NOT within the limits")
    return 0 if well else 1


def _kind(number: int) -> str:
    if number % _SPECIAL:
        return f"{number} damaged"
    kind = number // _SPECIAL % (len(HOSTILE) + 6)
    return f"{number} {HOSTILE[kind][0]}" if kind < len(HOSTILE) else f"{number} odd {kind - len(HOSTILE)}"


if __name__ == "__main__":
    sys.exit(main())
