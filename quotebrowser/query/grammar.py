"""From what is typed to a tree.

One rule guards it: `parse` returns a tree or raises QueryError, in time linear in the query, whatever is
typed. OR binds its two neighbours; what stands side by side must all match.
"""

from typing import Final

from quotebrowser.errors import QueryError
from quotebrowser.query.fields import LIMITS
from quotebrowser.query.filters import holds_store_filter
from quotebrowser.query.lexer import Token, TokenKind, scan
from quotebrowser.query.tree import (
    And,
    Differs,
    Everything,
    Field,
    In,
    Marked,
    Node,
    Not,
    Or,
    Phrase,
    Witnesses,
    Word,
)
from quotebrowser.query.values import RefusedValueError, value_node
from quotebrowser.text import words

_WORD_FIELDS: Final = {
    "speaker": Field.SPEAKER,
    "outlet": Field.OUTLET,
    "title": Field.TITLE,
    "via": Field.VIA,
    "lang": Field.LANGUAGE,
}


def _joined(nodes: list[Node]) -> Node | None:
    """All of `nodes`, conjunctions within them laid flat."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, And) else (node,))
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else And(tuple(flat))


class _Parser:
    """Recursive descent over the tokens; its depth is bounded by `LIMITS.depth`."""

    def __init__(self, query: str, *, as_typed: bool) -> None:
        self.query = query
        self.as_typed = as_typed
        self.tokens = scan(query)
        self.at = 0
        self.depth = 0
        self.terms = 0
        self.inside: str = ""
        self.filter_places: list[int] = []

    def fail(self, message: str, position: int, hint: str = "") -> QueryError:
        return QueryError(message, self.query, position, hint)

    def peek(self) -> TokenKind | None:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else None

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def whole(self) -> Node:
        node = self.sequence()
        if self.at < len(self.tokens):
            raise self.fail("This ) has no matching (", self.tokens[self.at].start, "Remove it.")
        return node or Everything()

    def sequence(self) -> Node | None:
        found: list[Node] = []
        while self.peek() not in (None, TokenKind.CLOSE):
            node = self.alternatives()
            if node is not None:
                found.append(node)
        return _joined(found)

    def alternatives(self) -> Node | None:
        places = len(self.filter_places)
        found = [self.unit()]
        while self.peek() is TokenKind.EITHER and self._joins():
            self.take()
            found.append(self.unit())
        nodes = [node for node in found if node is not None]
        if len(nodes) < 2:  # noqa: PLR2004 - one alternative is none
            return nodes[0] if nodes else None
        if any(holds_store_filter(node) for node in nodes):
            raise self.fail(
                "This field cannot be used with OR",
                self.filter_places[places],
                "Move it outside the parentheses.",
            )
        return Or(tuple(nodes))

    def _joins(self) -> bool:
        """Whether the OR here has something on its right; if not it is a word, or not yet finished."""
        following = self.tokens[self.at + 1].kind if self.at + 1 < len(self.tokens) else None
        return following not in (None, TokenKind.CLOSE, TokenKind.EITHER)

    def unit(self) -> Node | None:
        token = self.take()
        if token.kind is TokenKind.MINUS:
            return self.negation()
        if token.kind is TokenKind.OPEN:
            return self.group(token)
        if token.kind is TokenKind.FIELD:
            return self.field(token)
        if token.kind is TokenKind.EITHER and self.as_typed and token.end == len(self.query):
            return None
        return self.words_of(token)

    def negation(self) -> Node | None:
        places = len(self.filter_places)
        node = self.unit()
        if node is None:
            return None
        if holds_store_filter(node) and not isinstance(node, Witnesses | Differs | Marked):
            raise self.fail(
                "This field cannot be in parentheses after a minus",
                self.filter_places[places],
                "Move it outside, with a minus of its own.",
            )
        return Not(node)

    def group(self, opening: Token) -> Node | None:
        self.depth += 1
        if self.depth > LIMITS.depth:
            raise self.fail(f"Parentheses are nested more than {LIMITS.depth} deep", opening.start)
        node = self.sequence()
        self.depth -= 1
        if self.peek() is TokenKind.CLOSE:
            self.take()
        elif not self.as_typed:
            raise self.fail("This ( is never closed", opening.start, "Add a ) at the end.")
        return node

    def field(self, name: Token) -> Node | None:
        if self.inside:
            raise self.fail(f"{name.text}: cannot be inside {self.inside}:", name.start)
        if self.peek() not in (TokenKind.TEXT, TokenKind.PHRASE, TokenKind.OPEN, TokenKind.EITHER):
            self._refuse_no_value(name)
            return None
        if name.text in _WORD_FIELDS:
            return self.word_field(name)
        value = self.take()
        if value.kind is TokenKind.OPEN:
            raise self.fail(f"{name.text}: takes one value", value.start, "Remove the parentheses.")
        self.count(1, name.start)
        return self.plain_field(name, value)

    def _refuse_no_value(self, name: Token) -> None:
        if self.as_typed and self.at == len(self.tokens):
            return
        if self.peek() is TokenKind.MINUS:
            raise self.fail(
                f"A minus cannot follow {name.text}:",
                self.tokens[self.at].start,
                f"Write -{name.text}: instead.",
            )
        raise self.fail(f"{name.text}: has nothing after it", name.start, f"Write {name.text}:VALUE.")

    def word_field(self, name: Token) -> Node | None:
        self.inside = name.text
        node = self.unit()
        self.inside = ""
        return None if node is None else In(_WORD_FIELDS[name.text], node)

    def plain_field(self, name: Token, value: Token) -> Node | None:
        text = " ".join(value.text.split())
        unfinished = self.as_typed and value.end == len(self.query)
        if name.text == "mark":
            if text:
                self.filter_places.append(name.start)
            return Marked(text) if text else None
        try:
            node = value_node(name.text, text, unfinished=unfinished)
        except RefusedValueError as refused:
            raise self.fail(refused.message, value.start, refused.hint) from None
        if isinstance(node, Witnesses | Differs):
            self.filter_places.append(name.start)
        return node

    def count(self, terms: int, position: int) -> None:
        self.terms += terms
        if self.terms > LIMITS.terms:
            raise self.fail(
                f"A query has at most {LIMITS.terms} words",
                position,
                "Search for a shorter part of the quote.",
            )

    def words_of(self, token: Token) -> Node | None:
        body, star, number = token.text, False, token.number
        if token.kind is not TokenKind.PHRASE:
            body, star, number = self._suffixes(token)
        found = tuple(word.normal for word in words(body) if word.normal)
        self.count(len(found), token.start)
        if not found:
            return None
        typing = self.as_typed and token.end == len(self.query) and body[-1:].isalnum()
        prefix = star or (typing and number is None and not (token.kind is TokenKind.PHRASE and token.closed))
        if len(found) == 1:
            fuzzy = 0 if token.kind is TokenKind.PHRASE else self._number(number, 1, LIMITS.fuzzy, token)
            return Word(found[0], prefix=prefix and not fuzzy, fuzzy=fuzzy)
        return Phrase(found, self._number(number, 1, LIMITS.slop, token), prefix=prefix)

    def _suffixes(self, token: Token) -> tuple[str, bool, str | None]:
        """The text without `*` and `~2` at its end."""
        body, number = token.text, None
        head, tilde, tail = body.rpartition("~")
        if tilde and (not tail or (tail.isascii() and tail.isdecimal())):
            body, number = head, tail
        star = body.endswith("*")
        body = body.removesuffix("*")
        place = body.find("*")
        if place >= 0 or (star and not any(True for _ in words(body))):
            found = token.start + max(place, 0)
            message = "A * is allowed only at the end of a word"
            raise self.fail(message, found, "Write the start of the word: defeat*")
        return body, star, number

    def _number(self, digits: str | None, default: int, most: int, token: Token) -> int:
        if digits is None:
            return 0
        value = int(digits[:6]) if digits else default
        if value > most:
            place = token.end - len(digits)
            raise self.fail(f"The number after ~ can be at most {most} here", place)
        return value


def parse(text: str, *, as_typed: bool = False) -> Node:
    """What `text` asks for.

    Args:
        text: what was typed.
        as_typed: whether it may still be unfinished: the last word counts as the beginning of one, and a
            group or value that is only begun is forgiven.

    Raises:
        QueryError: it means nothing, or asks for more than `LIMITS` allow.
    """
    if len(text) > LIMITS.characters:
        raise QueryError(
            f"A query has at most {LIMITS.characters} characters",
            text,
            LIMITS.characters,
            "Search for a shorter part of the quote.",
        )
    return _Parser(text, as_typed=as_typed).whole()
