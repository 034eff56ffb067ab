"""What is in the JSON of every command: one table, from which its schema and its help are made.

One rule guards it: a key is never taken away and never means something else while `SCHEMA` stays the same;
new keys may come, behind those that are there.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from quotebrowser.text.json_lines import SCHEMA

_TABLE: Final = """
search: search, pick --print json
uid text | of the quote, as `show`, `compare` and `cite` take it
score number | how well it matches; only comparable within one answer
text text | the printed words; parts that narration separates are joined by " … "
speaker text? | name without office
kind text | statement, fragment or mention
outlet text? | who printed it
published text? | 2025, 2025-01 or 2025-01-09
published_guessed boolean? | whether that date was inferred
title text? | headline of the article
article text | id of the article
start integer | first character of the quote in the article's text
end integer | behind its last character
group text? | id of the utterance
groups [text?] | id of the utterance of each part
witnesses integer | articles with the same words, records included
printings integer | articles that print them
record text? | transcript or captions, where one has the words
texts integer? | of the articles, how many are independent texts
differs text? | how much the wordings differ; null where only one article has it
highlights [[integer]] | start and end in `text` of each word of the query
spans [[integer]] | start and end of each part in the article's text
path text | the file or address the article was read from
place text? | caption, where it stands in one
form text | report, transcript or captions
time integer? | when it was said, in milliseconds from the start of the record
sentence text? | of a record, the sentence that matches

show: show
uid text | as in `search`, and so all keys down to `place`
text text | the printed words
speaker text? | name without office
kind text | statement, fragment or mention
outlet text? | who printed it
published text? | date of publication
published_guessed boolean? | whether that was inferred
title text? | headline
article text | id of the article
start integer | first character
end integer | behind the last character
group text? | id of the utterance
groups [text?] | of each part
witnesses integer | articles with the same words
printings integer | articles that print them
record text? | transcript or captions
texts integer? | independent texts
differs text? | how much the wordings differ
spans [[integer]] | start and end of each part
path text | file or address
place text? | caption, where it stands in one
paragraph integer | of the article, from 1
page text? | of a paginated file
page_labelled boolean? | whether the file itself numbers its pages so
parts [text] | the words of each part
speaker_text text? | who said it, as printed near the quote
cue text? | the word that reports speech, such as said
method text? | how the speaker was found; user: you said so
confidence number? | how sure that is, from 0 to 1
facts {fact} | what is known of the article, by fact
form text | report, transcript or captions
time integer? | in milliseconds from the start of the record
before text | up to 400 characters of the article before the quote
after text | up to 400 characters after it
repeats text? | uid of the earlier quote of the article that it repeats

export: export --format jsonl
uid text | of the quote
text text | the printed words
parts [text] | the words of each part
spans [[integer]] | start and end of each part in the article's text
kind text | statement, fragment or mention
speaker text? | name without office
speaker_title text? | office as printed
speaker_text text? | who said it, as printed near the quote
cue text? | the word that reports speech
method text? | how the speaker was found
confidence number? | how sure that is, from 0 to 1
article text | id of the article
path text | file or address
paragraph integer | of the article, from 1
page text? | of a paginated file
page_labelled boolean? | whether the file itself numbers its pages so
facts {fact} | what is known of the article, by fact
groups [text?] | id of the utterance of each part
witnesses integer | articles with the same words
printings integer | articles that print them
record text? | transcript or captions
differs text? | how much the wordings differ
repeats text? | uid of the earlier quote of the article that it repeats
place text? | caption, where it stands in one
form text | report, transcript or captions
time integer? | in milliseconds from the start of the record

articles: list articles
article text | id
outlet text? | who printed it
published text? | date of publication
published_guessed boolean? | whether that was inferred
title text? | headline
quotes integer | how many it has, mentions left out
path text | file or address
form text | report, transcript or captions

speakers: list speakers
speaker text | name
quotes integer | how many
perhaps text? | who may be the same person, and why

outlets: list outlets
outlet text? | name; null for articles without one
articles integer | how many

files: list files
path text | as given
outcome text | added, version, known, no quotes or rejected
reason text? | why
article text? | id

compare: compare
utterance text | id
reference text? | siglum of the version the others are measured against
speaker text? | who said it
texts [[text]] | sigla of versions that are one text
attributed [attributed] | who said it, where versions name several people
translated [text] | sigla of versions that say they translate
languages [text] | of the versions, where there are several
first text? | sigla of the earliest versions
primary text? | siglum of the version you marked as primary
printings integer | articles that print it
record text? | transcript or captions
witnesses [witness] | the versions
columns [column] | the aligned words
differences [difference] | numbered as on the screen

.attributed
speaker text | name
witnesses [text] | sigla

.witness
siglum text | its letter
again boolean | whether the article prints it a second time, in other words
record text? | what the record is called
form text | report, transcript or captions
article text | id
outlet text? | who printed it
published text? | date of publication
published_guessed boolean? | whether that was inferred
extent text | how much of the utterance it prints
quotes [passage] | where
path text | file or address

.passage
uid text | of the part of a quote
start integer | first character
end integer | behind the last
text text | the printed words

.column
readings {reading} | by siglum
level integer | how far the readings differ; 0: not at all

.reading
text text? | the words; null where it has none
state text | same, wording, cut, not_quoted ...

.difference
number integer | as on the screen
first integer | its first column, from 0
last integer | its last column
state text | as of a reading
class text | what differs: negation, number, tense ...
level integer | as of a column
may_change_meaning boolean | whether it may
readings [wording] | each wording with who has it
note text? | a remark

.wording
text text? | the words
sigla [text] | who has them

versions: compare (an article stored in several versions)
steps [step] | from each text to the next

.step
before text_of | the earlier text
after text_of | the later one
quotes [changed] | what became of each quote

.text_of
article text | id
path text | file or address

.changed
change text | same, reworded, new or gone
before text? | the words
after text? | the words
uids [text] | of the quotes

verify: verify
text text | what was checked
tier text | exact, typographic, near ... for scripts
verdict text | the same in words
holds boolean | whether it stands as it is, without a warning that may change the meaning
speaker text? | whose words they are said to be
record text? | transcript or captions that was compared
said_so boolean? | whether a record has just these words; null where none is known
time integer? | in milliseconds from the start of the record
page text? | of the record
printings integer | articles that print just this
warnings [text] | what may change the meaning
notes [text] | other remarks
wordings [near] | the nearest wordings, best first
parts [self] | verdicts on the parts of a passage with an ellipsis

.near
tier text | as of the verdict
form text | report, transcript or captions
time integer? | in milliseconds
page text? | of the source
printed text | its words
uids [text] | of the quotes
articles [text] | ids
sources [text] | a line for each
differences [text] | a sentence for each
may_change_meaning boolean | whether they may
warnings [text] | what may change the meaning
notes [text] | other remarks

cite: cite
uid text | of the quote
text text | the citation
html text? | the same with markup; null where there is none
warnings [text] | what is missing, or should be looked at

set: set
changed integer | how many quotes or articles
articles [text] | ids of those that were meant

remove: remove
removed integer | how many articles; 0 with --dry-run
articles [text] | ids of those that were meant

change: undo, redo, undo --list
change integer | number in the journal
at text | when, in UTC
what text | in words
articles [text] | ids

finding: doctor
finding text | what is wrong

route: doctor clipboard
route text | a way to the clipboard
state text | verified, sent, failed or does not apply
detail text? | what was found
advice text? | what it needs

add: add, watch
path text | as given
outcome text | added, version, known, no quotes or rejected
reason text? | why
article text? | id
notice text? | what should be looked at
quotes integer | how many were found
facts {fact} | what is known of the article, by fact

extract: extract
doc_id text | the file as given, or of the line read
text text! | what offsets count in, where that is not the file itself
title text! | and each other fact known of a file: outlet, published, byline, url ...
quotes [printed] | each printed part of a quote

.printed
quote integer | the same for all parts of one quote
start integer | first character between the marks
end integer | behind the last
text text | the printed words
kind text | statement, fragment or mention
speaker_text text? | who said it, as printed near the quote
speaker_start integer? | where that stands
speaker_end integer? | and ends
speaker text? | the name as far as the article tells it
cue_start integer? | where the word that reports speech stands
cue_end integer? | and ends
confidence number? | how sure the speaker is, from 0 to 1
place text! | caption, where it stands in one

info: info
library text | folder of the library
articles integer | how many
quotes integer | how many
speakers integer | how many
utterances integer | things said, however many outlets print them
read_only boolean | whether the library can be changed
not_yet_indexed integer | quotes that a search does not find yet
settings text | file of the settings
version text | of quotebrowser

keys: keys
action text | name in the settings
keys [text] | as Textual names them
where [text] | views in which they work
help text | what it does

.fact
value text | in words
provenance text | whose word it is: user, given, manifest, jsonld, printed, detected ...
confidence number | how sure that is, from 0 to 1
"""
"""Blocks of lines. `name: commands` begins an output, `.name` an object within others; below stand its keys,
in order, each with its type and meaning. Types: `?` may be null, `!` may be missing, `[x]` a list, `{x}` an
object by name."""
_OPEN: Final = ("extract",)
"""Outputs with keys that are not in the table, but for which one stands: facts of an article."""


class Field(NamedTuple):
    """A key of an object."""

    name: str
    """The key."""
    kind: str
    """Its type, as in the table."""
    means: str
    """What it is."""


class Output(NamedTuple):
    """An object that commands print, or one within others."""

    name: str
    """Of the block; of an object within others it begins with a dot."""
    printed_by: str
    """Commands; empty for an object within others."""
    fields: tuple[Field, ...]
    """Its keys, in order."""


@cache
def outputs() -> Mapping[str, Output]:
    """All objects, by name."""
    made = {}
    for block in _TABLE.strip().split("\n\n"):
        head, *lines = block.splitlines()
        name, _, printed_by = head.partition(": ")
        made[name] = Output(name, printed_by, tuple(map(_field, lines)))
    return made


def _field(line: str) -> Field:
    left, _, means = line.partition(" | ")
    name, _, kind = left.partition(" ")
    return Field(name, kind, means)


def schema(name: str) -> dict[str, object]:
    """The JSON Schema (draft 7) of what some commands print on a line."""
    within = {each.name[1:]: _object(each) for each in outputs().values() if not each.printed_by}
    made = _object(outputs()[name], top=True)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **made, "$defs": within}


def _object(of: Output, *, top: bool = False) -> dict[str, object]:
    first = {"schema": {"const": SCHEMA}} if top else {}
    required = [*first, *(each.name for each in of.fields if not each.kind.endswith("!"))]
    keys = {each.name: {**_type(each.kind), "description": each.means} for each in of.fields}
    more = {"type": "string"} if of.name in _OPEN else False
    return {
        "title": of.printed_by or of.name[1:], "type": "object", "properties": first | keys,
        "required": required, "additionalProperties": more,
    }  # fmt: skip


def _type(kind: str) -> dict[str, object]:
    if kind.endswith("?"):
        return {"anyOf": [_type(kind[:-1]), {"type": "null"}]}
    if kind.startswith("["):
        return {"type": "array", "items": _type(kind[1:-1])}
    if kind.startswith("{"):
        return {"type": "object", "additionalProperties": _type(kind[1:-1])}
    kind = kind.removesuffix("!")
    if kind == "self":
        return {"type": "object"}
    simple = {"text": "string", "boolean": "boolean", "integer": "integer", "number": "number"}
    return {"type": simple[kind]} if kind in simple else {"$ref": f"#/$defs/{kind}"}
