"""From the tree of a query to what SQLite is asked.

One rule guards it: nothing that was typed becomes part of a statement but as a parameter, and of an FTS5
expression but between its quotation marks. Mentions answer only where the query asks for their kind.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.model import Kind
from quotebrowser.query import (
    And,
    Between,
    Differs,
    Everything,
    Field,
    In,
    Is,
    Marked,
    Missing,
    Most,
    Node,
    Not,
    Or,
    Phrase,
    Witnesses,
    Word,
    walk,
)
from quotebrowser.store.sqlite.packing import pack

_ALL: Final = ("text", "speaker", "title", "context")
"""Where a word without a field is looked for."""
_SEEN: Final = ("text", "speaker")
"""Where a word that is not wanted is looked for: in what the user sees of a quote, not around it."""
_COLUMNS: Final = {
    Field.SPEAKER: "speaker",
    Field.OUTLET: "outlet",
    Field.TITLE: "title",
    Field.VIA: "via",
    Field.LANGUAGE: "language",
}
_UNKNOWN: Final = {
    Field.SPEAKER: "e.speaker = ''",
    Field.OUTLET: "e.outlet = ''",
    Field.DATE: "e.first = 0",
}
_MATCHES: Final = "e.no IN (SELECT rowid FROM fulltext WHERE fulltext MATCH ?)"
_WITNESSED: Final = (
    "e.quote IN (SELECT p.quote FROM utterance u JOIN passage p ON p.utterance = u.id WHERE {})"
)

FormsOf = Callable[[Word], Iterable[str]]
"""The words of the library that count as a word: those within its letters, or of its stem."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What answers: the quotes that FTS5 matches and for which a condition holds."""

    match: str = ""
    """Expression of FTS5; empty for any."""
    where: str = ""
    """Condition of SQL over the entry `e`; empty for any."""
    parameters: tuple[object, ...] = ()
    """Those of the condition."""

    def condition(self) -> tuple[str, tuple[object, ...]]:
        """All of it as one condition of SQL, and its parameters."""
        parts = [part for part in (self.match and _MATCHES, self.where and f"({self.where})") if part]
        return " AND ".join(parts) or "1", ((self.match,) if self.match else ()) + self.parameters


def compile_query(node: Node, forms: FormsOf) -> Asked:
    """What is to be asked for `node`."""
    asked = _Compiler(_ALL, forms).compile(node)
    if any(part == Is(Kind.MENTION) for part in walk(node)):
        return asked
    return _all([asked, Asked(where="e.kind <> ?", parameters=(Kind.MENTION.value,))])


class _Compiler:
    """Compiles what is asked of some columns."""

    def __init__(self, columns: Sequence[str], forms: FormsOf) -> None:
        self.columns = columns
        self.forms = forms

    def compile(self, node: Node) -> Asked:
        if isinstance(node, Word):
            return Asked(self.word(node))
        if isinstance(node, Phrase):
            return Asked(self.within(_phrase(node)))
        if isinstance(node, In):
            return _Compiler((_COLUMNS[node.field],), self.forms).compile(node.node)
        if isinstance(node, Not):
            where, parameters = self.excluding().compile(node.node).condition()
            return Asked(where=f"NOT ({where})", parameters=parameters)
        if isinstance(node, And | Or | Most):
            parts = [self.compile(part) for part in node.nodes]
            if isinstance(node, And):
                return _all(parts)
            return _any(parts) if isinstance(node, Or) else _most(parts, node.minimum)
        return _condition(node)

    def excluding(self) -> "_Compiler":
        return _Compiler(_SEEN, self.forms) if len(self.columns) > 1 else self

    def within(self, expression: str, columns: Sequence[str] = ()) -> str:
        return f"{{{' '.join(columns or self.columns)}}} : ({expression})"

    def word(self, node: Word) -> str:
        if node.fuzzy:
            return self.within(" OR ".join(map(_quoted, dict.fromkeys((node.normal, *self.forms(node))))))
        if node.prefix:
            return self.within(f"{_quoted(node.normal)} *")
        found = self.within(_quoted(node.normal))
        if self.columns is not _ALL:
            return found
        same = " OR ".join(_quoted(word) for word in self.forms(node) if word != node.normal)
        return f"({found} OR {self.within(same, ('text',))})" if same else found


def _quoted(word: str) -> str:
    """A folded word, which holds no quotation mark; see `fulltext` for the blanks in one."""
    return '"' + word.replace(" ", "\u00a0") + '"'


def _phrase(node: Phrase) -> str:
    star = " *" if node.prefix else ""
    if not node.slop:
        return " + ".join(map(_quoted, node.words)) + star
    # FTS5 counts the words between the first and the last one, those asked for among them.
    return f"NEAR({' '.join(map(_quoted, node.words))}{star}, {node.slop + len(node.words) - 2})"


def _all(parts: Sequence[Asked]) -> Asked:
    matches = [f"({part.match})" for part in parts if part.match]
    wheres = [f"({part.where})" for part in parts if part.where]
    parameters = tuple(value for part in parts for value in part.parameters)
    return Asked(" AND ".join(matches), " AND ".join(wheres), parameters)


def _any(parts: Sequence[Asked]) -> Asked:
    if all(part.match and not part.where for part in parts):
        return Asked(" OR ".join(f"({part.match})" for part in parts))
    conditions = [part.condition() for part in parts]
    return Asked(
        where=" OR ".join(f"({where})" for where, _ in conditions),
        parameters=tuple(value for _, parameters in conditions for value in parameters),
    )


def _most(parts: Sequence[Asked], minimum: int) -> Asked:
    """At least so many of `parts`, which are words or phrases."""
    each = " UNION ALL ".join(["SELECT rowid AS no FROM fulltext WHERE fulltext MATCH ?"] * len(parts))
    return Asked(
        match=_any(parts).match,
        where=f"e.no IN (SELECT no FROM ({each}) GROUP BY no HAVING count(*) >= ?)",  # noqa: S608 - ours
        parameters=(*(part.match for part in parts), minimum),
    )


def _between(first: int | None, last: int | None) -> Asked:
    parts: list[tuple[str, tuple[object, ...]]] = [("e.first > 0", ())]
    if first is not None:
        parts.append(("e.last >= ?", (first,)))
    if last is not None:
        parts.append(("e.first <= ?", (last,)))
    return Asked(
        where=" AND ".join(where for where, _ in parts),
        parameters=tuple(value for _, values in parts for value in values),
    )


def _condition(node: Node) -> Asked:
    match node:
        case Is(kind):
            return Asked(where="e.kind = ?", parameters=(kind.value,))
        case Between(first, last):
            return _between(first, last)
        case Missing(field):
            return Asked(where=_UNKNOWN[field])
        case Witnesses(minimum):
            return Asked(where=_WITNESSED.format("u.witnesses >= ?"), parameters=(minimum,))
        case Differs():
            return Asked(where=_WITNESSED.format("u.witnesses > 1 AND u.level >= 1"))
        case Marked(name):
            return Asked(where="e.quote IN (SELECT quote FROM mark WHERE name = ?)", parameters=(pack(name),))
        case Everything():
            return Asked()
    raise AssertionError(node)
