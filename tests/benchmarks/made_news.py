"""News that never happened, in four languages: paragraphs, the quotes in them, and what stands round an article.

One rule guards it: every quotation of a story is another one, so that a quote that is lost, or taken from a
teaser or a comment, is seen.
"""

# ruff: noqa: E501 - markup and sentences are easier to read on one line

import random
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of a language."""

    marks: tuple[str, str]
    """Its quotation marks, with the space that stands inside them."""
    months: tuple[str, ...]
    """Names of the months as dates print them."""
    day: str
    """A printed date, of `d`, `month` and `y`."""
    narration: tuple[str, ...]
    """Sentences without quotation marks; `n` is a number, `who` a name, `where` a place."""
    said: tuple[str, ...]
    """What people say; with `n` in it no two are the same."""
    frames: tuple[str, ...]
    """Paragraphs round a quotation `q`."""
    headline: str
    """Of the article, without marks."""
    teaser: str
    """A headline of another article, which quotes."""
    labels: dict[str, str]
    """Words of the page: `published`, `updated`, `ago`, `more`, `related`, `comments`, `subscribe`, `cookies`."""


TONGUES: Final = {
    "en": Tongue(
        ("“", "”"),
        ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
        "{month} {d}, {y}",
        (
            "The council of {where} met for the {n}th time this year, and the gallery of the hall was full again.",
            "{who} has led the harbour board since the spring, when {n} boats were moored at the northern quay.",
            "A report that was handed to the members in {where} puts the cost of the repairs at {n} million.",
            "The vote had been put off twice, most recently after {n} residents signed a petition against it.",
            "In the years before, {where} had lost more than {n} jobs, most of them in the yards along the river.",
            "Neither the company nor the ministry would say on Thursday whether the {n} houses are to be sold.",
        ),
        (
            "we will not sell the harbour for {n} million, and nobody in this town should believe that we would",
            "nobody asked the {n} families who live behind the quay what they think of all this",
            "it is the best answer that anyone has given us in {n} months of waiting",
            "I have counted {n} boats this morning and every one of them was made here",
            "they came with {n} pages of paper and not one of them said who pays",
        ),
        (
            "{q} said {who}, who speaks for the owners of the boats in {where}.",
            "{who} told the meeting: {q}",
            "After the vote {who} was asked about the price. {q} she said, and left the hall by the side door.",
            "The answer came from {where}, where {who} had waited since the morning. {q}",
            "{q} {who} said on Thursday, adding that the board would meet again within {n} days.",
        ),
        "The harbour of {where} stays with the town after {n} days of talks",
        "{q} says minister {who} about ferry no. {n}",
        {
            "published": "Published", "updated": "Updated", "ago": "{n} hours ago", "more": "Read more:",
            "related": "Related stories", "comments": "Comments", "subscribe": "Subscribe to read on",
            "cookies": "We and our {n} partners store cookies on your device to show you personalised content.",
            "by": "By",
        },
    ),
    "de": Tongue(
        ("„", "“"),
        ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
        "{d}. {month} {y}",
        (
            "Der Rat von {where} kam zum {n}. Mal in diesem Jahr zusammen, und die Tribüne war wieder voll.",
            "{who} leitet den Hafenausschuss seit dem Frühjahr, als {n} Boote am nördlichen Kai lagen.",
            "Ein Bericht, den die Mitglieder in {where} bekamen, nennt Kosten von {n} Millionen für die Sanierung.",
            "Die Abstimmung war zweimal verschoben worden, zuletzt nachdem {n} Bürger dagegen unterschrieben hatten.",
            "In den Jahren davor hatte {where} mehr als {n} Arbeitsplätze verloren, die meisten auf den Werften.",
            "Weder die Firma noch das Ministerium wollten am Donnerstag sagen, ob die {n} Häuser verkauft werden.",
        ),
        (
            "wir verkaufen den Hafen nicht für {n} Millionen, und niemand hier sollte etwas anderes glauben",
            "niemand hat die {n} Familien hinter dem Kai gefragt, was sie davon halten",
            "das ist die beste Antwort, die uns in {n} Monaten des Wartens jemand gegeben hat",
            "ich habe heute Morgen {n} Boote gezählt, und jedes einzelne wurde hier gebaut",
            "sie kamen mit {n} Seiten Papier, und auf keiner stand, wer das bezahlt",
        ),
        (
            "{q}, sagte {who}, der für die Eigner der Boote in {where} spricht.",
            "{who} sagte in der Versammlung: {q}",
            "Nach der Abstimmung wurde {who} nach dem Preis gefragt. {q}, sagte sie und ging durch die Seitentür.",
            "Die Antwort kam aus {where}, wo {who} seit dem Morgen gewartet hatte. {q}",
            "{q}, sagte {who} am Donnerstag; der Ausschuss werde binnen {n} Tagen wieder tagen.",
        ),
        "Der Hafen von {where} bleibt nach {n} Tagen Verhandlung bei der Stadt",
        "{q}: Minister {who} zur Fähre Nr. {n}",
        {
            "published": "Veröffentlicht am", "updated": "Aktualisiert am", "ago": "vor {n} Stunden",
            "more": "Lesen Sie auch:", "related": "Mehr zum Thema", "comments": "Kommentare",
            "subscribe": "Jetzt abonnieren und weiterlesen", "by": "Von",
            "cookies": "Wir und unsere {n} Partner speichern Cookies auf Ihrem Gerät, um Inhalte anzupassen.",
        },
    ),
    "fr": Tongue(
        ("« ", " »"),
        ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
        "{d} {month} {y}",
        (
            "Le conseil de {where} s’est réuni pour la {n}e fois cette année, devant une salle de nouveau comble.",
            "{who} préside la commission du port depuis le printemps, quand {n} bateaux mouillaient au quai nord.",
            "Un rapport remis aux élus de {where} évalue le coût des travaux à {n} millions d’euros.",
            "Le vote avait été reporté deux fois, la dernière après une pétition signée par {n} habitants.",
            "Les années précédentes, {where} avait perdu plus de {n} emplois, la plupart sur les chantiers.",
            "Ni l’entreprise ni le ministère n’ont voulu dire jeudi si les {n} maisons seraient vendues.",
        ),
        (
            "nous ne vendrons pas le port pour {n} millions, et personne ici ne devrait croire le contraire",
            "personne n’a demandé aux {n} familles qui vivent derrière le quai ce qu’elles en pensent",
            "c’est la meilleure réponse que l’on nous ait donnée en {n} mois d’attente",
            "j’ai compté {n} bateaux ce matin et chacun d’eux a été construit ici",
            "ils sont venus avec {n} pages de papier et aucune ne disait qui allait payer",
        ),
        (
            "{q}, a déclaré {who}, qui parle au nom des propriétaires de bateaux de {where}.",
            "{who} a répondu à l’assemblée : {q}",
            "Après le vote, {who} a été interrogée sur le prix. {q}, a-t-elle dit avant de quitter la salle.",
            "La réponse est venue de {where}, où {who} attendait depuis le matin. {q}",
            "{q}, a affirmé jeudi {who}, ajoutant que la commission se réunirait sous {n} jours.",
        ),
        "Le port de {where} reste à la ville après {n} jours de négociations",
        "{q} : le ministre {who} sur le ferry n° {n}",
        {
            "published": "Publié le", "updated": "Mis à jour le", "ago": "il y a {n} heures", "more": "À lire aussi :",
            "related": "Sur le même sujet", "comments": "Commentaires", "subscribe": "Abonnez-vous pour lire la suite",
            "cookies": "Nos {n} partenaires et nous déposons des cookies sur votre appareil pour adapter le contenu.",
            "by": "Par",
        },
    ),
    "es": Tongue(
        ("«", "»"),
        ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
        "{d} de {month} de {y}",
        (
            "El consejo de {where} se reunió por {n}ª vez este año, y la tribuna de la sala volvió a llenarse.",
            "{who} dirige la junta del puerto desde la primavera, cuando {n} barcos estaban en el muelle norte.",
            "Un informe entregado a los miembros en {where} cifra el coste de las obras en {n} millones.",
            "La votación se había aplazado dos veces, la última después de que firmaran {n} vecinos en contra.",
            "En los años anteriores {where} había perdido más de {n} empleos, la mayoría en los astilleros.",
            "Ni la empresa ni el ministerio quisieron decir el jueves si se venderán las {n} casas.",
        ),
        (
            "no venderemos el puerto por {n} millones, y nadie en este pueblo debería creer otra cosa",
            "nadie preguntó a las {n} familias que viven detrás del muelle qué piensan de todo esto",
            "es la mejor respuesta que nos han dado en {n} meses de espera",
            "he contado {n} barcos esta mañana y cada uno de ellos se construyó aquí",
            "vinieron con {n} páginas de papel y en ninguna decía quién lo paga",
        ),
        (
            "{q}, dijo {who}, que habla por los dueños de los barcos de {where}.",
            "{who} respondió a la asamblea: {q}",
            "Después de votar preguntaron a {who} por el precio. {q}, dijo, y salió por la puerta lateral.",
            "La respuesta llegó de {where}, donde {who} esperaba desde la mañana. {q}",
            "{q}, afirmó el jueves {who}, y añadió que la junta se reunirá en {n} días.",
        ),
        "El puerto de {where} sigue siendo del pueblo tras {n} días de negociación",
        "{q}, dice el ministro {who} sobre el ferri n.º {n}",
        {
            "published": "Publicado el", "updated": "Actualizado el", "ago": "hace {n} horas", "more": "Lea también:",
            "related": "Noticias relacionadas", "comments": "Comentarios", "subscribe": "Suscríbase para seguir leyendo",
            "cookies": "Nosotros y nuestros {n} socios guardamos cookies en su dispositivo para adaptar el contenido.",
            "by": "Por",
        },
    ),
}  # fmt: skip
_GIVEN: Final = ("Ada", "Bo", "Carla", "Dario", "Elena", "Femi", "Greta", "Hugo", "Ines", "Jonas")
_FAMILY: Final = ("Example", "Sample", "Muster", "Ejemplo", "Dupont", "Halloran", "Okafor", "Lindqvist")
_PLACES: Final = ("Norhaven", "Port Mira", "Altwasser", "Saint-Orme", "Villamar", "Eastcombe")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the article."""

    text: str
    quoted: str = ""
    """The quotation in it, without its marks; empty where there is none."""


@dataclass
class Story:
    """An article, and a supply of what stands round it."""

    language: str
    dice: random.Random
    title: str
    author: str
    blocks: list[Block]
    day: tuple[int, int, int]

    @property
    def tongue(self) -> Tongue:
        """The words of its language."""
        return TONGUES[self.language]

    @property
    def iso(self) -> str:
        """The day of publication."""
        return "{}-{:02}-{:02}".format(*self.day)

    def printed(self, later: int = 0) -> str:
        """That day, or one `later`, as newspapers print it."""
        year, month, day = self.day
        return self.tongue.day.format(d=day + later, month=self.tongue.months[month - 1], y=year)

    def label(self, name: str) -> str:
        """A word of the page."""
        return self.tongue.labels[name].format(n=self.dice.randrange(2, 20))

    def other(self) -> str:
        """The headline of another article, with a quotation that this one does not have."""
        return filled(self.tongue.teaser, self.tongue, self.dice)

    def opinion(self) -> str:
        """What a reader wrote below, with a quotation that the article does not have."""
        return filled(self.dice.choice(self.tongue.frames), self.tongue, self.dice)


def filled(template: str, tongue: Tongue, dice: random.Random, quotation: str = "") -> str:
    """A sentence of its template."""
    words = quotation or said(tongue, dice)
    return template.format(
        q=f"{tongue.marks[0]}{words}{tongue.marks[1]}",
        who=f"{dice.choice(_GIVEN)} {dice.choice(_FAMILY)}",
        where=dice.choice(_PLACES),
        n=dice.randrange(3, 90),
    )


def said(tongue: Tongue, dice: random.Random) -> str:
    """Words that are said, of one sentence or two."""
    first = dice.choice(tongue.said).format(n=f"{dice.randrange(10**6):,}".replace(",", " "))
    if dice.random() < 0.3:
        first += f". {dice.choice(tongue.said).format(n=dice.randrange(100, 999)).capitalize()}"
    return first[0].upper() + first[1:]


def story(language: str, dice: random.Random) -> Story:
    """An article of 9 to 22 paragraphs, about half of them with a quotation."""
    tongue = TONGUES[language]
    blocks = [Block(filled(dice.choice(tongue.narration), tongue, dice))]
    for _ in range(dice.randrange(8, 22)):
        if dice.random() < 0.55:
            words = said(tongue, dice)
            blocks.append(Block(filled(dice.choice(tongue.frames), tongue, dice, words), words))
        else:
            count = dice.randrange(1, 4)
            blocks.append(
                Block(" ".join(filled(dice.choice(tongue.narration), tongue, dice) for _ in range(count)))
            )
    day = (dice.randrange(2012, 2025), dice.randrange(1, 13), dice.randrange(1, 26))
    author = f"{dice.choice(_GIVEN)} {dice.choice(_FAMILY)}"
    return Story(language, dice, filled(tongue.headline, tongue, dice), author, blocks, day)
