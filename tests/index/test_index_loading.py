"""What is loaded with the index, each in a Python of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from index_corpus import BINDING, CORPUS

from quotebrowser.index import QuoteIndex

UNUSED = ("asyncio", "urllib.request", "whoosh.lang.morph_en")


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("loading") / "index"
    index = QuoteIndex.create(place, BINDING)
    index.update(CORPUS, (), 1)
    index.close()
    return place


def said(code: str, *arguments: object) -> Any:
    """What a new Python that runs `code` prints, read as JSON."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def test_opening_and_asking_loads_nothing_that_a_search_has_no_use_for(directory: Path) -> None:
    code = (
        "import json, sys\nfrom pathlib import Path\nsys.path.insert(0, sys.argv[2])\n"
        "from index_corpus import BINDING\n"
        "from quotebrowser.index import QuoteIndex\nfrom quotebrowser.query import parse\n"
        "total = QuoteIndex.open(Path(sys.argv[1]), BINDING).search(parse('the')).total\n"
        f"print(json.dumps([total > 0, [name for name in {UNUSED!r} if name in sys.modules]]))"
    )
    assert said(code, directory, Path(__file__).parent) == [True, []]


def test_what_whoosh_was_not_given_works_when_it_is_called_after_all(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("words")
    code = (
        "import json, sys\nfrom pathlib import Path\n"
        "from quotebrowser.index import lazy_whoosh\nlazy_whoosh.engine()\n"
        "from whoosh.query.terms import variations\n"
        "from urllib.request import Request, urlretrieve\n"
        "import urllib.request, whoosh.lang.morph_en\n"
        "compat = sys.modules.get('whoosh.compat')\n"  # not in every Whoosh
        "retrieve = compat.urlretrieve if compat else urlretrieve\n"
        "source, target = Path(sys.argv[1], 'a'), Path(sys.argv[1], 'b')\n"
        "retrieve(source.as_uri(), target)\n"
        "print(json.dumps([target.read_text(), 'rendered' in variations('render'),\n"
        "    urllib.request.Request is Request, 'goes' in whoosh.lang.morph_en.variations('go')]))"
    )
    assert said(code, tmp_path) == ["words", True, True, True]


def test_a_module_that_another_thread_wants_meanwhile_is_the_real_one() -> None:
    code = (
        "import json, sys, urllib\nfrom quotebrowser.index import lazy_whoosh\n"
        "with lazy_whoosh._replaced():\n"
        "    stand_in = sys.modules['urllib.request']\n"
        "    import urllib.request\n"
        "    opened = urllib.request.Request('http://a.example/').host\n"
        "    from urllib.request import urlopen\n"
        "real = sys.modules['urllib.request']\n"
        "print(json.dumps([opened, real is not stand_in, urllib.request is real, urlopen is real.urlopen]))"
    )
    assert said(code) == ["a.example", True, True, True]


def test_a_module_that_is_loaded_already_is_left_where_it_is() -> None:
    code = (
        "import json, sys, urllib.request\nbefore = sys.modules['urllib.request']\n"
        "from quotebrowser.index import lazy_whoosh\nlazy_whoosh.engine()\n"
        "print(json.dumps([sys.modules['urllib.request'] is before, urllib.request is before]))"
    )
    assert said(code) == [True, True]


@pytest.mark.parametrize("collecting", [True, False])
def test_garbage_is_collected_afterwards_if_it_was_before(*, collecting: bool) -> None:
    code = (
        "import gc, json\nfrom quotebrowser.index import lazy_whoosh\n"
        f"{'' if collecting else 'gc.disable()'}\nlazy_whoosh.engine()\nlazy_whoosh.engine()\n"
        "print(json.dumps([gc.isenabled(), gc.get_freeze_count() > 0]))"
    )
    assert said(code) == [collecting, True]


def test_a_package_that_is_missing_is_told_and_leaves_no_stand_in() -> None:
    code = (
        "import gc, json, sys\nsys.modules['whoosh'] = None\n"
        "from quotebrowser.index import lazy_whoosh\n"
        "try:\n    lazy_whoosh.engine()\nexcept ImportError as error:\n    missing = error.name\n"
        f"print(json.dumps([missing, gc.isenabled(), [n for n in {UNUSED!r} if n in sys.modules]]))"
    )
    name, enabled, left = said(code)
    assert (name.partition(".")[0], enabled, left) == ("whoosh", True, [])
