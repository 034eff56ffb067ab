"""A program that is killed leaves the newsroom and its own copy consistent, at whatever moment that is."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from clients import Client, client, rows, shared
from newsroom_fixture import Newsroom

from quotebrowser.store.newsroom.exchange import first_fill

__all__ = ["client"]

_WRITER = """
import sys
from pathlib import Path
from quotebrowser.library import Library
from quotebrowser.model import Article
from quotebrowser.extract import quotes
library = Library.open(sys.argv[1])
number = int(sys.argv[2])
while True:
    text = f'"This is sentence {number} that was said there," Ada Lovelace said on Monday.'
    with library.journal.noted():
        article = Article(f"{number}", text, "a.txt")
        library.store.articles.add(article, quotes(article))
        library.store.corrections.set_fact(article.id, "outlet", f"Herald {number}")
    print(number, flush=True)
    number += 1
"""
_FILLER = """
import sys
from quotebrowser.store import Store
from quotebrowser.store.newsroom import opening
from quotebrowser.store.newsroom.exchange import first_fill
first_fill.FEW, first_fill._ROWS, opening._AT_FIRST = 2, 5, 0
with Store.open(sys.argv[1]) as store:
    print("open", flush=True)
    store.shared.fill()
    print("whole", flush=True)
    store.shared._ending.wait()
"""


def killed(program: str, copies: Path, *arguments: str, seconds: float) -> list[str]:
    """What a program said until it was killed, some time after its first word."""
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"QUOTEBROWSER_COPIES": str(copies)},
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline()]
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        return [line.strip() for line in (*said, *process.stdout)]


def test_what_was_acknowledged_is_there_and_nothing_in_part(
    newsroom: Newsroom, client: Client, tmp_path: Path
) -> None:
    address, chance = newsroom.user("anna"), random.Random(4)
    ben = client(newsroom.user("ben"), "b")
    number = 0
    for _ in range(6):
        said = killed(_WRITER, tmp_path / "a", address, str(number), seconds=chance.uniform(0.05, 0.6))
        acknowledged = int(said[-1])
        shared(ben).pull()
        number = len(ben.store.articles.ids())
        assert number in (acknowledged + 1, acknowledged + 2)
        assert len(ben.journal.entries()) == number
    anna = client(address, "a")
    assert rows(anna.directory) == rows(ben.directory)
    assert anna.store.check() == ben.store.check() == ()


def test_a_copy_whose_fetching_is_killed_is_whole_in_the_end(
    newsroom: Newsroom, client: Client, tmp_path: Path, seeds: Path
) -> None:
    from quotebrowser.library.adding import add_files

    anna, chance = client(newsroom.user("anna"), "a"), random.Random(5)
    list(add_files.add(anna, [seeds]))
    assert first_fill.FEW == 500
    for _ in range(4):
        killed(_FILLER, tmp_path / "b", newsroom.user("ben"), seconds=chance.uniform(0.0, 0.05))
    ben = client(newsroom.user("ben"), "b")
    shared(ben).fill()
    shared(anna).pull()
    assert rows(anna.directory) == rows(ben.directory)
    assert ben.store.check() == ()
