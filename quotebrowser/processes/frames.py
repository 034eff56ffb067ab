"""What processes say to each other, as JSON: text, numbers, enumerations, tuples, dataclasses of these.

One rule guards it: a frame is data. The one who reads it says of which type it has to be, and makes nothing
of any other.
"""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, NamedTuple, Union, get_args, get_origin, get_type_hints

_Turn = Callable[[Any], Any]


class FrameError(ValueError):
    """A frame is not of the type that was to be read."""


class _Form(NamedTuple):
    """How values of one type are written and read."""

    plain: _Turn
    """The value as JSON has it."""
    made: _Turn
    """The value from JSON, looked at; raises ValueError, TypeError or LookupError."""


def packed(thing: object, kind: Any) -> bytes:
    """A value of type `kind` as a frame."""
    plain = _form(kind).plain(thing)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpacked(frame: bytes, kind: Any) -> Any:
    """The value of type `kind` in a frame.

    Raises:
        FrameError: it holds something else.
    """
    try:
        return _form(kind).made(json.loads(frame.decode("utf-8", "surrogatepass")))
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise FrameError(f"a process sent something else than {kind}") from error


def _itself(value: Any) -> Any:
    return value


def _exactly(kind: type) -> _Turn:
    def made(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(value)
        return value

    return made


def _float(value: Any) -> float:
    if type(value) not in (float, int):
        raise TypeError(value)
    return float(value)


_SIMPLE: Final = {kind: _Form(_itself, _exactly(kind)) for kind in (str, int, bool, NoneType)} | {
    float: _Form(_itself, _float)
}


@cache
def _form(kind: Any) -> _Form:
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if get_origin(kind) in (Union, UnionType):
        return _one_of(get_args(kind))
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind))
    if is_dataclass(kind):
        return _dataclass(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _Form(_itself, {member.value: member for member in kind}.__getitem__)
    raise TypeError(kind)


def _one_of(kinds: tuple[Any, ...]) -> _Form:
    """One of several types: which, then the value; what may be missing is the value itself or null."""
    if len(kinds) == 2 and NoneType in kinds:  # noqa: PLR2004 - a type and None
        plain, made = _form(next(kind for kind in kinds if kind is not NoneType))
        return _Form(
            lambda value: None if value is None else plain(value),
            lambda value: None if value is None else made(value),
        )
    numbers = {kind: number for number, kind in enumerate(kinds)}
    forms = [_form(kind) for kind in kinds]

    def plain_one(value: Any) -> list[Any]:
        number = numbers[type(value)]
        return [number, forms[number].plain(value)]

    def made_one(value: Any) -> Any:
        number, plain = value
        if type(number) is not int or number < 0:
            raise TypeError(number)
        return forms[number].made(plain)

    return _Form(plain_one, made_one)


def _tuple(kinds: tuple[Any, ...]) -> _Form:
    if kinds[1:] == (...,):
        plain, made = _form(kinds[0])
        if plain is _itself:
            return _Form(_itself, lambda values: tuple([made(value) for value in _list(values)]))
        return _Form(
            lambda values: [plain(value) for value in values],
            lambda values: tuple([made(value) for value in _list(values)]),
        )
    return _sequence([_form(kind) for kind in kinds], tuple, lambda *values: values)


def _dataclass(kind: Any) -> _Form:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind) if field.init]
    forms = [_form(hints[name]) for name in names]
    return _sequence(forms, lambda thing: [getattr(thing, name) for name in names], kind)


def _sequence(forms: list[_Form], parts: _Turn, make: Callable[..., Any]) -> _Form:
    """Several values of fixed types, taken from a thing by `parts` and put together by `make`."""
    plains, makers = [form.plain for form in forms], [form.made for form in forms]

    def plain(thing: Any) -> list[Any]:
        return [turn(part) for turn, part in zip(plains, parts(thing), strict=True)]

    def made(values: Any) -> Any:
        return make(*[turn(value) for turn, value in zip(makers, _list(values), strict=True)])

    return _Form(plain, made)


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise TypeError(value)
    return value
