"""Textual's bindings and the line of hints, made from the table of actions.

One rule guards it: a key is shown where its action works, and nowhere else.
"""

from collections.abc import Container, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from rich.cells import cell_len
from textual.binding import Binding, BindingType

from quotebrowser.tui.actions import ACTIONS, Action, Keymap, Place, keys_in
from quotebrowser.tui.key_names import shown
from quotebrowser.tui.paint.lines import Line, Role, line, piece

_FIRST: Final = 5
"""Hints below this rank come first: they are the way back."""
_ALWAYS: Final = 90
"""The rank of the way to all keys, and of what stands at the end."""
_COMMA: Final = ","


def bindings(place: Place, *, only: Container[str] | None = None, doer: str = "") -> list[BindingType]:
    """Bindings of the actions that work in a place, with the table's own keys.

    Args:
        place: where they work.
        only: names of some of them; None is all.
        doer: who does them, as `screen.`; empty is whoever has the bindings.
    """
    return [
        binding
        for action in ACTIONS
        if place in action.where and (only is None or action.id in only)
        for binding in _of(action, doer)
    ]


def _of(action: Action, doer: str) -> Iterable[Binding]:
    if action.numbered:
        return [Binding(key, f"{doer}{action.id}({key})", action.label, show=False) for key in action.keys]
    return [Binding(",".join(action.keys), f"{doer}{action.id}", action.label, show=False, id=action.id)]


def textual_keymap(keymap: Keymap) -> dict[str, str]:
    """The user's keys as Textual takes them: names joined by commas, by action id."""
    return {
        name: ",".join("comma" if key == _COMMA else key for key in keys) or "f35"
        for name, keys in keymap.changed.items()
    }


def key_of(keymap: Keymap, action_id: str, place: Place = Place.LIST, *, ascii_only: bool = False) -> str:
    """The first key of an action in a place as people write it; empty if it has none."""
    action = next(action for action in keymap.actions if action.id == action_id)
    return next((shown(key, ascii_only=ascii_only) for key in keys_in(action, place)), "")


def keys_of(action: Action, place: Place = Place.LIST, *, ascii_only: bool = False) -> str:
    """All keys of an action in a place as people write them."""
    if action.numbered:
        return f"{action.keys[0]}-{action.keys[-1]}"
    return " ".join(shown(key, ascii_only=ascii_only) for key in keys_in(action, place))


def of_place(keymap: Keymap, place: Place) -> list[Action]:
    """The actions that work in a place, those that work on every page last; a popup has its own only."""
    here = [action for action in keymap.actions if place in action.where]
    if place in (Place.CITE, Place.FORM, Place.NOTE, Place.EXPORT, Place.SEARCHES, Place.TAGS):
        return here
    return here + [action for action in keymap.actions if Place.EVERYWHERE in action.where]


def _plain(label: str, *, ascii_only: bool) -> str:
    return label.replace("…", "...") if ascii_only else label


def _importance(rank: int) -> int:
    """Which hints get room first: all keys, the way back, what stands at the end, the rest."""
    if rank == _ALWAYS:
        return 0
    if rank < _FIRST:
        return 1
    return 2 if rank > _ALWAYS else 3


def hints(
    keymap: Keymap,
    place: Place,
    width: int,
    *,
    ascii_only: bool = False,
    only: Container[str] | None = None,
    idle: Container[str] = (),
    said: Mapping[str, str] = MappingProxyType({}),
) -> Line:
    """One line of hints: by rank, as many as have room, the way to all keys and the way back first.

    `only`: names of some of the actions; None is all. `idle`: those that can do nothing now.
    `said`: other words for what some do here, by action id.
    """
    working = (
        a for a in of_place(keymap, place) if a.hint and (only is None or a.id in only) and a.id not in idle
    )
    ranked = sorted(working, key=lambda action: action.hint)
    hinted = [
        (
            action.hint,
            shown(keys[0], ascii_only=ascii_only),
            _plain(said.get(action.id, action.label), ascii_only=ascii_only),
        )
        for action in ranked
        if (keys := keys_in(action, place))
    ]
    room = width - 1
    chosen = []
    for hint in sorted(hinted, key=lambda hint: _importance(hint[0])):
        cells = cell_len(hint[1]) + cell_len(hint[2]) + 3
        if cells <= room:
            chosen.append(hint)
            room -= cells
    parts = [(piece(f" {key}", Role.KEY), piece(f" {label} ", Role.DIM)) for _, key, label in sorted(chosen)]
    return line(*(part for pair in parts for part in pair))
