"""Names of persons and institutions: titles apart, keys under which two spellings are one, given names.

One rule guards it: a key joins spellings of the same full name and nothing else. A surname alone never
has the key of a full name.
"""

from quotebrowser.names.given import Gender, gender_of_given
from quotebrowser.names.keys import key, surname
from quotebrowser.names.same_person import compatible
from quotebrowser.names.titles import HONORIFICS, gender_of_title, is_title_word, split_title

__all__ = [
    "HONORIFICS",
    "Gender",
    "compatible",
    "gender_of_given",
    "gender_of_title",
    "is_title_word",
    "key",
    "split_title",
    "surname",
]
