"""Drafts: which passages are checked, against whose words, and what the desk is given."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cli_free import draft_of

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.copying import verify_report
from quotebrowser.library.verifying import verify_words
