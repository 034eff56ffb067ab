"""An embargoed article: who is no member learns nothing of it, by no command, no file and no statement."""

import pytest
from cli_runner import Run
from newsroom_fixture import Newsroom

from quotebrowser.store.newsroom.address import parse
from quotebrowser.store.newsroom.managing import members

pytestmark = pytest.mark.newsroom


def test_an_embargo_is_begun_and_lifted(run: Run, newsroom: Newsroom, seeds: object) -> None:
    anna, bert = newsroom.user("anna"), newsroom.user("bert", "reader")
    members.add_members(parse(newsroom.address), "merger", [newsroom.named("anna")])
    assert run("add", seeds, "--library", anna).code == 0
    rows = run("list", "articles", "--json", "--library", bert).rows
    assert len(rows) == 5
    told = run("newsroom", "embargo", rows[0]["article"], "--collection", "merger", "--library", anna)
    assert told.code == 0, told.err
    assert len(run("list", "articles", "--json", "--library", bert).rows) == 4
    assert len(run("list", "articles", "--json", "--library", anna).rows) == 5
    assert newsroom.sql("SELECT count(*) FROM quotebrowser.article", bert) == [(4,)]
    told = run("newsroom", "lift", rows[0]["article"], "--library", anna)
    assert told.code == 0, told.err
    assert run("list", "articles", "--json", "--library", bert).rows == rows
