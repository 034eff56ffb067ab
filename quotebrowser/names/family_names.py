"""Which words of a person's name are the family name.

One rule guards it: more than the last word is a family name only where a particle, a joining word or a table
of surnames shows it; and a name that peoples do not turn around is not turned around.
"""

from collections.abc import Sequence
from typing import Final

from quotebrowser.names.given import Gender, gender_of_given
from quotebrowser.names.keys import surname
from quotebrowser.text import fold
from quotebrowser.text.words import word_list

_JOINING: Final = ("y", "i", "e")
"""What stands between two surnames in Spanish, Catalan and Portuguese."""
_PARTICLES: Final = frozenset(
    word_list("""
    aan af al am ap av bin bint da dal dalla de degli dei del dela della der di dos du el ibn la las le lo
    los op 't ten ter tot uit van vom von zu zum zur ’t und
    """)
)
"""Words before a family name, in lower case."""
_CAPITALISED: Final = frozenset(word_list("Ó Ní Nic Uí Mac St. Saint Abu Dela Della"))
"""Words before a family name that are printed with a capital, and are no given names."""
_SPANISH: Final = frozenset(
    word_list("""
    abascal acosta acuna aguilar aguirre aleman allende alonso alvarado alvarez amador andrade aragones
    arango araya arce arias arteaga avila ayala aznar ballesteros banderas barragan barrios bautista bello
    beltran benitez bermudez bernal blanco bolanos borges borrell bravo bustamante caballero cabello
    cabrera cajal calderon calvo camacho campos cano cardenas cardona carrasco carrillo casado casas
    castaneda castellanos castillo castro cervantes chavez cisneros contreras cordero cordoba correa
    cortazar cortes crespo cruz cuellar delgado diaz dominguez duran echeverria escobar espinosa espinoza
    esquivel estevez estrada feijoo fernandez ferrer figueroa flores franco fuentes gallardo gallego
    gallegos galvez garcia garrido garzon gasset gil gimenez godoy gomez gonzalez gongora gracian guerra
    guerrero gutierrez guzman hernandez herrera herrero hidalgo huerta ibanez iglesias izquierdo jaramillo
    jimenez juarez lerma llosa llorente lopez lorca lozano lugo lujan luna machado maldonado marin marquez
    martinez medina mejia mendez mendoza menendez merino meza millan molina montero montes montoya mora
    morales moreno mujica munoz murillo narvaez navarro nieto nunez obrador ocampo ochoa ojeda olivares
    orozco ortega ortiz osorio pacheco padilla palacios palencia paredes pastor paz pelaez pena penalver
    perez picasso pineda pinochet pizarro ponce portillo prado prieto quevedo quintana quintero quiroga
    ramirez ramos rangel redondo reverte reyes rincon rios rivas rivera rivero robles rodriguez rojas
    roldan romero rosales rubio rueda ruiz rulfo saenz salas salazar salgado salinas sanchez sandoval
    santamaria santana santiago santillan santos serra serrano silva solana solis soria sosa soto
    sotomayor suarez tejada toledo torrente torres trejo trujillo uribe urrutia valdes valdez valencia
    valenzuela valle vallejo varela vargas vazquez vega velasco velasquez velazquez velez vidal viera
    villa villalobos villanueva villareal villarreal villegas yanez zambrano zamora zapata zapatero zarate
    zavala zuniga
    """)
)
"""Surnames of Spain and Spanish America, folded. Who has two of them is filed under the first."""
_VIETNAMESE: Final = frozenset(
    word_list("nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh trinh dao luong")
)
_VIETNAMESE_MIDDLE: Final = frozenset(
    word_list("thi van huu duc dinh ngoc phu xuan minh thanh quang cong tan")
)
_VIETNAMESE_LETTERS: Final = frozenset("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ")
_KOREAN: Final = frozenset(
    word_list("""
    kim lee park choi jung jeong kang cho yoon yun jang lim im han oh seo shin kwon hwang ahn an song moon
    bae yoo yang hong ko go son roh noh ban ryu
    """)
)
_ICELANDIC_ENDS: Final = ("dóttir", "dottir")
_ICELANDIC_LETTERS: Final = frozenset("ðþ")
_FEWEST: Final = 2
_COMPOUND: Final = 3
"""Words that a name with two surnames has at least."""


def known_given(word: str) -> bool:
    """Whether a word is known as a given name."""
    return any(gender_of_given(form) is not None for form in (word, fold(word), word.partition("-")[0]))


def is_surname_alone(words: Sequence[str]) -> bool:
    """Whether words with no given name before them are one family name: `van der Berg`, `García Márquez`."""
    return (
        (words[0].lower() in _PARTICLES and (words[0].islower() or not known_given(words[0])))
        or any(word in _JOINING for word in words[1:-1])
        or all(fold(word) in _SPANISH for word in words)
    )


def family_of(words: Sequence[str], language: str = "") -> int:
    """How many of the last words of a name are its family name.

    Args:
        words: of the name, at least two, in the order of Western names.
        language: of the article, where known; in Spanish one known surname before the last word is enough.
    """
    count = max(len(surname(" ".join(words)).split()), 1)
    start = _with_particles(words, len(words) - count)
    joined = start - 1
    if joined >= _FEWEST and words[joined] in _JOINING and words[joined - 1][:1].isupper():
        return len(words) - _with_particles(words, joined - 1)
    if start == len(words) - 1 and _has_two_surnames(words, language):
        start = _with_particles(words, start - 1)
    return len(words) - start


def _with_particles(words: Sequence[str], start: int) -> int:
    """Where the family name begins whose first known word stands at `start`."""
    while start > 1 and (
        words[start - 1] in _CAPITALISED or (words[start - 1].islower() and words[start - 1] in _PARTICLES)
    ):
        start -= 1
    return start


def _has_two_surnames(words: Sequence[str], language: str) -> bool:
    if len(words) < _COMPOUND:
        return False
    known = [fold(word) in _SPANISH for word in words[-2:]]
    return known[0] and (known[1] or language[:2] in ("es", "ca", "gl", "eu"))


def stands_family_first(words: Sequence[str]) -> bool:
    """Whether a name is surely printed with the family name first: `Nguyễn Văn An`, `Kim Min-jung`."""
    first = fold(words[0])
    if first in _VIETNAMESE and len(words) >= _COMPOUND:
        letters = _VIETNAMESE_LETTERS.intersection("".join(words).lower())
        return bool(letters) or fold(words[1]) in _VIETNAMESE_MIDDLE
    if first not in _KOREAN or len(words) != _FEWEST:
        return False
    before, hyphen, after = words[1].partition("-")
    return (
        bool(hyphen) and before.isalpha() and after.islower() and gender_of_given(before) is not Gender.MALE
    )


def is_patronymic(words: Sequence[str]) -> bool:
    """Whether the last word is surely no family name but says whose child somebody is, as in Iceland."""
    last = words[-1].lower()
    return last.endswith(_ICELANDIC_ENDS) or (
        last.endswith("son") and bool(_ICELANDIC_LETTERS.intersection("".join(words).lower()))
    )
