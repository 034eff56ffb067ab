"""Other sets of keys, for hands that know vim or emacs: what differs from the table of actions.

One rule guards it: a preset names only actions of the table, and within one place no key means two things.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Keys = Mapping[str, tuple[str, ...]]
"""Keys by action id."""

PRESETS: Final[Mapping[str, Keys]] = MappingProxyType(
    {
        "default": {},
        "vim": {
            "palette": (":", "ctrl+o"),
            "down": ("j", "down", "ctrl+n"),
            "up": ("k", "up", "ctrl+p"),
            "next_witness": ("j", "down"),
            "previous_witness": ("k", "up"),
            "next_style": ("j", "down"),
            "previous_style": ("k", "up"),
            "next_form": ("l", "right"),
            "previous_form": ("h", "left"),
            "next_field": ("tab", "down", "ctrl+n"),
            "previous_field": ("shift+tab", "up", "ctrl+p"),
            "page_down": ("ctrl+f", "pagedown"),
            "page_up": ("ctrl+b", "pageup"),
            "undo": ("u",),
            "copy_link": ("a",),
            "mark": ("v", "space"),
        },
        "emacs": {
            "palette": ("alt+x",),
            "down": ("ctrl+n", "down", "j"),
            "up": ("ctrl+p", "up", "k"),
            "next_witness": ("ctrl+n", "down", "j"),
            "previous_witness": ("ctrl+p", "up", "k"),
            "next_style": ("ctrl+n", "down", "j"),
            "previous_style": ("ctrl+p", "up", "k"),
            "next_form": ("ctrl+f", "right", "l"),
            "previous_form": ("ctrl+b", "left", "h"),
            "next_difference": ("n", "ctrl+f", "l", "right"),
            "previous_difference": ("N", "ctrl+b", "h", "left"),
            "next_field": ("ctrl+n", "tab", "down"),
            "previous_field": ("ctrl+p", "shift+tab", "up"),
            "page_down": ("ctrl+v", "pagedown"),
            "page_up": ("alt+v", "pageup"),
            "first": ("<", "g", "home"),
            "last": (">", "G", "end"),
            "search": ("ctrl+s", "/"),
            "find": ("ctrl+s", "/"),
            "read": ("enter", "ctrl+f", "l", "right"),
            "close_article": ("ctrl+b", "h", "left"),
            "copy": ("alt+w", "y"),
            "copy_now": ("alt+w", "y", "enter"),
            "undo": ("ctrl+underscore", "U"),
            "leave_box": ("ctrl+g", "escape"),
            "leave_facets": ("ctrl+g", "escape", "backspace", "f"),
            "clear": ("ctrl+g", "escape", "backspace"),
            "back": ("q", "ctrl+g", "escape", "backspace"),
            "cancel": ("ctrl+g", "escape"),
        },
    }
)
"""The presets by name: of each the keys that are not the table's."""
