"""The table of actions as the user has set it: with a preset's keys, and over them the user's own.

One rule guards it: a setting that does not work is said in a sentence, and keeps nobody from starting.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence

from quotebrowser.tui.actions import ACTIONS, Action, Keymap, Place, keys_in
from quotebrowser.tui.key_names import shown


def _clashes(actions: Sequence[Action]) -> Iterator[str]:
    told = set()
    for place in Place:
        taken: dict[str, str] = {}
        for action in actions:
            if place not in action.where and Place.EVERYWHERE not in action.where:
                continue
            for key in action.keys:
                other = taken.setdefault(key, action.id)
                if other != action.id and (key, other, action.id) not in told:
                    told.add((key, other, action.id))
                    yield f"keys: {shown(key)} means both {other} and {action.id} in the {place}"


def _preset(name: str) -> dict[str, tuple[str, ...]]:
    """What a preset changes; most users have none, and load none."""
    if name == "default":
        return {}
    from quotebrowser.tui.key_presets import PRESETS  # noqa: PLC0415 - see above

    return dict(PRESETS[name])


def _unusable(action: Action) -> Iterator[str]:
    """A sentence for each key that there is not, and one where none works in any place of the action."""
    from quotebrowser.tui.key_names import problem  # noqa: PLC0415 - most users set no keys

    yield from filter(None, (problem(action.id, key) for key in action.keys))
    if not any(keys_in(action, place) for place in action.where):
        yield f"keys: {action.id} works only where text is typed, and there a character is no key"


def keymap(settings: Mapping[str, Sequence[str]], preset: str = "default") -> Keymap:
    """The table with a preset's keys and, over them, the user's; entries that do not work are reported.

    Args:
        settings: the user's keys by action id.
        preset: name of one of `key_presets.PRESETS`.
    """
    problems = []
    changed = _preset(preset)
    table = {action.id: action for action in ACTIONS}
    for name, keys in settings.items():
        if name not in table:
            nearest = difflib.get_close_matches(name, table, 1)
            hint = f"; did you mean {nearest[0]}?" if nearest else ""
            problems.append(f"keys: unknown action {name}{hint}")
        elif table[name].numbered:
            problems.append(f"keys: {name} uses the number keys, which cannot be changed")
        elif not keys:
            problems.append(f"keys: {name} has no key, but the palette still finds it")
            changed[name] = ()
        else:
            changed[name] = tuple(keys)
            problems += _unusable(table[name]._replace(keys=tuple(keys)))
    actions = tuple(action._replace(keys=changed.get(action.id, action.keys)) for action in ACTIONS)
    problems += dict.fromkeys(_clashes(actions))
    return Keymap(actions, changed, tuple(problems))
