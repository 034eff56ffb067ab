"""Quotes become citations: the words unchanged, the source as the style's manual prints it.

One rule guards it: nothing is invented. What is not known is printed as unknown, and a warning says so.
"""

from quotebrowser.cite.bundle import render_bundle
from quotebrowser.cite.cautions import cut_warnings
from quotebrowser.cite.csl_json import item_from_csl
from quotebrowser.cite.item import Item, item_of
from quotebrowser.cite.parts.encode import html_text, markdown_text
from quotebrowser.cite.parts.quoted_words import CHANGES
from quotebrowser.cite.render import Choice, article_reference, citation, open_address, reference, render
from quotebrowser.cite.style_table import FLAVOURS, FORMS, STYLES, Flavour, Form, Style
from quotebrowser.cite.styles.house import Manner
from quotebrowser.cite.versions.comparison_files import COMPARISONS, render_comparison

__all__ = [
    "CHANGES",
    "COMPARISONS",
    "FLAVOURS",
    "FORMS",
    "STYLES",
    "Choice",
    "Flavour",
    "Form",
    "Item",
    "Manner",
    "Style",
    "article_reference",
    "citation",
    "cut_warnings",
    "html_text",
    "item_from_csl",
    "item_of",
    "markdown_text",
    "open_address",
    "reference",
    "render",
    "render_bundle",
    "render_comparison",
]
