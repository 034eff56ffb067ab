"""Groups as they follow from links."""

from collate_shelf import quoted

from quotebrowser import collate
from quotebrowser.model import Link, Passage

BODY = "The harvest failed twice in this valley"


def passage(name: str, text: str) -> Passage:
    return quoted(name, text).passages[0]


def linked(a: Passage, b: Passage, tier: int = 1, info: float = 30.0) -> Link:
    first, second = sorted((a.uid, b.uid))
    return Link(first, second, tier, info, 1.0)


def groups(passages: list[Passage], *links: Link) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for uid, group in collate.groups(passages, links).items():
        found.setdefault(group, set()).add(uid)
    assert all(group == min(uids) for group, uids in found.items())
    return {frozenset(uids) for uids in found.values()}


def test_a_passage_without_links_is_a_group_of_its_own() -> None:
    one = passage("a", BODY)
    assert collate.groups([one], []) == {one.uid: one.uid}


def test_bodies_hold_together_what_is_not_linked_directly() -> None:
    a, b, c = (passage(name, BODY) for name in "abc")
    assert groups([a, b, c], linked(a, b), linked(b, c, tier=2)) == {frozenset({a.uid, b.uid, c.uid})}


def test_a_scrap_joins_its_best_host_and_never_holds_two_groups_together() -> None:
    a, b, scrap = (
        passage("a", BODY),
        passage("b", "Bridges will stand for years"),
        passage("c", "failed twice"),
    )
    found = groups([a, b, scrap], linked(a, scrap, 3, 12.0), linked(b, scrap, 3, 9.0))
    assert found == {frozenset({a.uid, scrap.uid}), frozenset({b.uid})}


def test_a_weak_link_attaches_the_shorter_passage_only() -> None:
    a, b, c = (
        passage("a", BODY),
        passage("b", BODY + " and again"),
        passage("c", BODY + " and again, he knows"),
    )
    found = groups([a, b, c], linked(a, b, 3, 12.0), linked(a, c, 3, 9.0))
    assert found == {frozenset({a.uid, b.uid}), frozenset({c.uid})}


def test_scraps_without_a_host_join_each_other() -> None:
    a, b = passage("a", "failed twice"), passage("b", "failed twice,")
    assert groups([a, b], linked(a, b, 3)) == {frozenset({a.uid, b.uid})}


def test_scraps_with_hosts_of_their_own_do_not_join_the_hosts() -> None:
    a, b = passage("a", BODY), passage("b", "Bridges will stand for years")
    one, two = passage("c", "failed twice"), passage("d", "failed twice,")
    found = groups([a, b, one, two], linked(a, one, 3), linked(b, two, 3), linked(one, two, 3))
    assert found == {frozenset({a.uid, one.uid}), frozenset({b.uid, two.uid})}


def test_a_scrap_without_a_host_follows_one_that_has_one() -> None:
    host, one, two = passage("a", BODY), passage("c", "failed twice"), passage("d", "failed twice,")
    found = groups([host, one, two], linked(host, one, 3), linked(one, two, 3))
    assert found == {frozenset({host.uid, one.uid, two.uid})}
