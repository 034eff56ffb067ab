"""From what is typed to a tree.

One rule guards it: `parse` returns a tree or raises QueryError, in time linear in the query, whatever is
typed. OR binds its two neighbours; what stands side by side must all match.
"""

import re
from typing import Final

from quotebrowser.errors import QueryError
from quotebrowser.query.fields import BY_NAME, LIMITS, Reads
from quotebrowser.query.filters import holds_store_filter
from quotebrowser.query.lexer import Token, TokenKind, scan
from quotebrowser.query.tree import (
    And,
    Everything,
    In,
    Node,
    Not,
    Or,
    Phrase,
    Stored,
    Word,
)
from quotebrowser.query.values import RefusedValueError, value_node
from quotebrowser.text import words

_HYPHENS: Final = re.compile("[-‐‑]")


def _joined(nodes: list[Node]) -> Node | None:
    """All of `nodes`, conjunctions within them laid flat."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, And) else (node,))
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def _joins(tokens: list[Token], at: int) -> bool:
    """Whether the OR at `at` has something on its right; if not it is a word, or not yet finished."""
    return at + 1 < len(tokens) and tokens[at + 1].kind not in (TokenKind.CLOSE, TokenKind.EITHER)


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

    def nothing(self, message: str, position: int, hint: str = "") -> None:
        """Refuse what asks for nothing, but while typing, when it is left out."""
        if not self.as_typed:
            raise self.fail(message, position, hint)

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
        if node is None and self.query.strip():
            first = len(self.query) - len(self.query.lstrip())
            self.nothing("There is no word here", first, "Write words of a quote, or a field: speaker:NAME")
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
        while self.peek() is TokenKind.EITHER and _joins(self.tokens, self.at):
            either = self.take()
            found.append(self.unit())
            if None in found and not self.as_typed:
                raise self._idle(either, "nothing before it" if found[0] is None else "nothing after it")
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

    def _idle(self, either: Token, why: str) -> QueryError:
        """An OR that joins nothing."""
        return self.fail(f"This OR has {why}", either.start, "In lower case it is an ordinary word.")

    def unit(self) -> Node | None:
        token = self.take()
        if token.kind is TokenKind.MINUS:
            return self.negation(token)
        if token.kind is TokenKind.OPEN:
            return self.group(token)
        if token.kind is TokenKind.FIELD:
            return self.field(token)
        if token.kind is TokenKind.EITHER and not self.as_typed:
            begins = self.at == 1 or self.tokens[self.at - 2].kind is TokenKind.OPEN
            raise self._idle(token, "nothing before it" if begins else "nothing after it")
        if token.kind is TokenKind.EITHER and self.at == len(self.tokens):
            return None
        return self.words_of(token)

    def negation(self, minus: Token) -> Node | None:
        places = len(self.filter_places)
        node = self.unit()
        if node is None:
            self.nothing("This minus has no word after it", minus.start)
            return None
        if holds_store_filter(node) and not isinstance(node, Stored):
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
        if node is None:
            self.nothing("There is no word in these parentheses", opening.start, "Remove them.")
        return node

    def field(self, name: Token) -> Node | None:
        if self.inside:
            raise self.fail(f"{name.text}: cannot be inside {self.inside}:", name.start)
        if self.peek() not in (TokenKind.TEXT, TokenKind.PHRASE, TokenKind.OPEN, TokenKind.EITHER):
            self._refuse_no_value(name)
            return None
        if BY_NAME[name.text].reads is Reads.WORDS:
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
        value = self.tokens[self.at]
        node = self.words_of(self.take()) if value.kind is TokenKind.EITHER else self.unit()
        self.inside = ""
        if node is None:
            self.nothing(f"{name.text}: has no word after it", value.start)
            return None
        return In(name.text, node)

    def plain_field(self, name: Token, value: Token) -> Node | None:
        text = " ".join(value.text.split())
        unfinished = self.as_typed and value.end == len(self.query)
        field = BY_NAME[name.text]
        if not text and field.reads is Reads.NAME:
            self.nothing(f"{field.name}: has nothing after it", value.start)
            return None
        try:
            node = value_node(field, text, unfinished=unfinished)
        except RefusedValueError as refused:
            raise self.fail(refused.message, value.start, refused.hint) from None
        if isinstance(node, Stored):
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
        elif "*" in body:
            body, star, place = _begun(token.text)
            if place is not None:
                message = "A * is allowed only at the last word of a phrase"
                raise self.fail(message, token.start + 1 + place, 'Write it at the end: "first bas*"')
        found = tuple(word.normal for word in words(body) if word.normal)
        self.count(len(found), token.start)
        if not found:
            return None
        typing = self.as_typed and token.end == len(self.query) and body[-1:].isalnum()
        prefix = star or (typing and number is None and not (token.kind is TokenKind.PHRASE and token.closed))
        if len(found) == 1:
            fuzzy = 0 if token.kind is TokenKind.PHRASE else self._number(number, 1, LIMITS.fuzzy, token)
            return Word(found[0], prefix=prefix and not fuzzy, fuzzy=fuzzy)
        slop = self._number(number, 1, LIMITS.slop, token)
        hyphened = token.kind is not TokenKind.PHRASE and not slop and _is_hyphened(body, found)
        return Phrase(found, slop, prefix=prefix, hyphened=hyphened)

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


def _is_hyphened(body: str, found: tuple[str, ...]) -> bool:
    """Whether `body` is two words of letters alone with a hyphen between them."""
    parts = _HYPHENS.split(body)
    return len(parts) == len(found) == 2 and all(map(str.isalpha, (*parts, *found)))  # noqa: PLR2004 - two words


def _begun(text: str) -> tuple[str, bool, int | None]:
    """What a phrase holds, whether a `*` ends its last word, and where one ends another word; else None."""
    body = text.rstrip()
    place = body.find("*")
    star = place == len(body) - 1 and body[-2:-1].isalnum()
    following = body[place + 1 : place + 2]
    ends_other = not star and place > 0 and body[place - 1].isalnum() and following.isspace()
    return body, star, place if ends_other else None


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
