"""Who said what in other languages: each way news prints it, in several words, languages and layouts."""

import pytest
from extracting import kinds, last_said, parts, read

from quotebrowser.extract.foreign.persons import Evidence

NOBODY = ""


def names(text: str) -> list[str]:
    """Who said each passage that is no mention; empty where nobody is named."""
    return [
        quote.speaker.name if quote.speaker and quote.speaker.named else NOBODY
        for quote in read(text)
        if quote.kind.value != "mention"
    ]


CASES = {
    "an opener is no name": [
        ("Zugleich sagte Jens Brandt: „Wir müssen den Hafen jetzt öffnen.“", ["Jens Brandt"]),
        ("Letztens sagte Karl Weber: „Wir handeln jetzt und sofort.“", ["Karl Weber"]),
        ("Außerdem erklärte Ute Kern: „Der Damm hält noch ein Jahr.“", ["Ute Kern"]),
        ("Además dijo Lucía Romero: «El puente no se cierra este año».", ["Lucía Romero"]),
        ("Ensuite, Claire Petit a déclaré : « Le pont est vieux et dangereux ».", ["Claire Petit"]),
        ("Bovendien zei Els Bakker: “De brug is niet meer veilig voor ons.”", ["Els Bakker"]),
        ("Также госпожа Хольт добавила: «Мы не можем ждать ещё год».", ["Хольт"]),
        ("Poza tym Anna Zielińska powiedziała: „Nie zamkniemy tego mostu”.", ["Anna Zielińska"]),
        ("Además insistió en que “el puente no se puede cerrar ahora”.", [NOBODY]),
        ("Inoltre ha detto che “il ponte non si può chiudere adesso”.", [NOBODY]),
    ],
    "whoever hears it does not speak": [
        ("„Wir wissen das noch nicht genau“, sagte er vor Journalisten.", [NOBODY]),
        ("„Wir wissen das noch nicht genau“, sagte sie der Zeitung in der Stadt.", [NOBODY]),
        ("«No lo sabemos todavía con certeza», dijo ante Periodistas de la ciudad.", [NOBODY]),
        ("“Non lo sappiamo ancora con certezza”, ha detto ai giornalisti di Roma.", [NOBODY]),
        ("«Мы пока этого точно не знаем», — сказал он журналистам в Москве.", [NOBODY]),
    ],
    "the name stands behind the office": [
        ("« Nous partons demain », a affirmé le ministre de la Défense, André Lacombe.", ["André Lacombe"]),
        ("„Ein guter Tag“, sagte der Vorsitzende des Hafenverbandes, Emil Gasser.", ["Emil Gasser"]),
        ("“A ponte não é segura”, lembra o secretário de Estado, Paulo Reis.", ["Paulo Reis"]),
        ("«El puente no se cierra», dijo el alcalde de Bédar, Ángel Collado.", ["Ángel Collado"]),
        ("“Il ponte non è sicuro”, ha detto il sindaco di Terni, Marco Gentile.", ["Marco Gentile"]),
        ("“De brug is niet veilig”, zei de burgemeester van Leiden, Henk Mulder.", ["Henk Mulder"]),
        ("„Wir bauen“, sagte der Chef des Verbands Ulrich Merz.", ["Ulrich Merz"]),
        ("وقال رئيس اللجنة، أحمد منصور: «لن نغلق الجسر هذا العام».", ["أحمد منصور"]),
        ("Die Sprecherin des Ministeriums, Ute Kern, sagte: „Wir prüfen den Fall.“", ["Ute Kern"]),
    ],
    "an office is no part of the name": [
        ("„Wir bauen die Brücke“, sagte US-Präsident Jon Alvar am Montag.", ["Jon Alvar"]),
        ("„Wir bauen die Brücke“, sagte SPD-Parteichef Karl Merz in der Stadt.", ["Karl Merz"]),
        ("«Construimos el puente», dijo el presidente Juan Lara en la plaza.", ["Juan Lara"]),
        ("« Nous construisons le pont », a dit la maire Claire Petit.", ["Claire Petit"]),
        ("«Мы строим мост», — заявил министр обороны Иван Калинин.", ["Иван Калинин"]),
        ("„Budujemy most” – powiedział premier Jan Kowalski na rynku.", ["Jan Kowalski"]),
        ("Ministerin Gerda Trauner (SPD) sagte am Samstag: „Wir schaffen es.“", ["Gerda Trauner"]),
    ],
    "a colon is a cue": [
        ("Bundesministerin Brandt: „Wir haben lange genug gewartet.“", ["Brandt"]),
        ("Holt begründete den Schritt mit den Worten: „Wir handeln jetzt.“", ["Holt"]),
        ("Ute Kern fügte am Abend hinzu: „Das Geld ist da, und es reicht.“", ["Ute Kern"]),
        ("Lucía Romero fue tajante: «El puente no se cierra este año».", ["Lucía Romero"]),
        ("Claire Petit est catégorique : « Le pont est vieux et dangereux ».", ["Claire Petit"]),
        ("Giulia Ferri non ha dubbi: «Il ponte è vecchio e pericoloso».", ["Giulia Ferri"]),
        ("Das Angebot lehnt Ute Kern ab: „Das Geld reicht uns nicht aus.“", ["Ute Kern"]),
        ("Ute Kern kam. Karl Merz mag Ute Kern: „Das Geld reicht uns nun aus.“", ["Karl Merz"]),
    ],
    "the subject follows the verb": [
        (
            "In einem Gespräch vor dem Harburger Konzert sagte Jon Bonner: „Wir spielen alles.“",
            ["Jon Bonner"],
        ),
        ("Nach der Sitzung im Rathaus erklärte Ute Kern: „Der Damm hält.“", ["Ute Kern"]),
        ("Dazu gab Karl Merz in der Nacht bekannt: „Der Hafen bleibt zu.“", ["Karl Merz"]),
        ("Na de vergadering zei Els Bakker: “De brug is niet meer veilig.”", ["Els Bakker"]),
        ("In een gesprek met de krant vertelde Henk Mulder: “Wij blijven hier.”", ["Henk Mulder"]),
    ],
    "the next sentence does not speak": [
        ("Weiter sagte Larsen: „Es wird eine gute Lösung sein.“ Dies sagte der Präsident schon.", ["Larsen"]),
        ("Ute Kern sagte: „Der Damm hält.“ Karl Merz sagte nichts dazu.", ["Ute Kern"]),
        ("Juan Lara dijo: «El puente es viejo.» Ana Gil no dijo nada.", ["Juan Lara"]),
    ],
    "so and whoever it names, carried on": [
        ("„Wir sind froh“, so Schnauf. „Der Bär ist gesund und munter.“", ["Schnauf", "Schnauf"]),
        ("„Wir sind froh“, so Ute Kern. „Der Damm hat bis jetzt gehalten.“", ["Ute Kern", "Ute Kern"]),
        ("“We zijn blij”, aldus Els Bakker. “De beer is weer gezond.”", ["Els Bakker", "Els Bakker"]),
        ("„Gewalt gegen Kinder“, so lautet der Titel der Studie aus der Stadt.", []),
    ],
    "the clause before it has another subject": [
        ("Karl Weber kommt, Ute Kern sagte: „Wir bauen jetzt.“", ["Ute Kern"]),
        ("Juan Lara llegó, Ana Gil dijo: «Construimos aquí el puente».", ["Ana Gil"]),
    ],
    "a verb that nobody listed": [
        ("„Der Damm hält“, grummelt Ute Kern.", ["Ute Kern"]),
        ("« Le pont est vieux », tempère Claire Petit.", ["Claire Petit"]),
    ],
    "a text that breaks off": [
        ("„Wir bauen hier“, sagte am", [NOBODY]),
        ("«لن نغلق الجسر هذا العام»، قال الوزير", [NOBODY]),
    ],
    "as somebody says": [
        ("Wie Ute Kern erklärte, sei der Damm „nicht mehr sicher genug für uns“.", ["Ute Kern"]),
        ("Der Damm sei „nicht mehr sicher genug für uns“, wie Ute Kern sagte.", ["Ute Kern"]),
        ("„Das war nicht abzusehen“, wird Karl Merz in der Zeitung zitiert.", ["Karl Merz"]),
        ("Ein Sender zitierte Karl Merz mit den Worten: „Das war nicht abzusehen.“", ["Karl Merz"]),
        ("Nach den Worten des Ministers Karl Merz ist der Damm „nicht mehr sicher“.", ["Karl Merz"]),
    ],
    "a pronoun is whoever was named last": [
        ("„Wir bauen“, sagte Karl Weber. „Das Geld ist da“, fügte er hinzu.", ["Karl Weber"] * 2),
        ("Karl Weber war zufrieden. Er sagte: „Das Geld ist da, und es reicht.“", ["Karl Weber"]),
        ("« Nous bâtissons », a dit Paul Roche. « L’argent est là », a-t-il ajouté.", ["Paul Roche"] * 2),
        ("«Construimos», dijo José Núñez. «El dinero está aquí», añadió.", ["José Núñez"] * 2),
        ("«Мы строим», — сказал Иван Калинин. «Деньги есть», — добавил он.", ["Иван Калинин"] * 2),
        ("Er sagte weiter: „Wir haben lange genug gewartet.“", [NOBODY]),
        ("Elle dit avoir « beaucoup de respect pour les élus de la ville ».", [NOBODY]),
    ],
    "a description is no name": [
        ("„Es gibt keine Verletzten“, sagte die Polizei in der Nacht.", [NOBODY]),
        ("Die Ministerin sagte: „Wir schaffen es.“", [NOBODY]),
        ("«No hay heridos», informaron los Bomberos de la ciudad.", [NOBODY]),
        ("Expertos dicen que “el agua no es buena para los niños”.", [NOBODY]),
        ("Суд заявил: «Решение принято и обжалованию не подлежит».", [NOBODY]),
        ("Policja oświadczyła: „Szukamy świadków tego zdarzenia”.", [NOBODY]),
        ("Besorgt äußerte sich auch der Verband: „Das Wasser steigt weiter.“", [NOBODY]),
    ],
    "a case of a name is the name": [
        ("Иван Калинин приехал. По словам Калинина, «деньги на мост уже есть».", ["Иван Калинин"]),
        ("Анна Белова приехала. По словам Беловой, «деньги на мост уже есть».", ["Анна Белова"]),
        ("Олег Бойко приїхав. За словами Бойка, «гроші на міст уже є в місті».", ["Олег Бойко"]),
        ("Jan Nowak przyjechał. Według Nowaka „pieniądze na most już są”.", ["Jan Nowak"]),
        ("Jan Nowak przyjechał. Według Nowakami „pieniądze na most już są”.", ["Jan Nowak"]),
        ("Jan Nowak przyjechał. Według Nowakowej „pieniądze na most już są”.", [NOBODY]),
    ],
    "Chinese and Japanese": [
        ("“我们今天必须做出决定，不能再等了，”奥巴马对记者说。", ["奥巴马"]),
        ("外交部发言人王小明表示：“这座桥又旧又危险，大家要小心。”", ["王小明"]),
        ("“這座橋又舊又危險，大家要小心，”市長陳美玲說。", ["陳美玲"]),
        ("他告诉记者说：“这座桥又旧又危险，大家要小心。”", [NOBODY]),
        ("農家の田中一郎さん（52）は「三年間この日を待っていた」と話した。", ["田中一郎"]),
        ("「家も畑もここにあります」と中村洋子さんは訴えた。", ["中村洋子"]),
        ("ジョン・スミス監督は「とても良い試合でした」と振り返った。", ["ジョン・スミス"]),
        ("消防は「けが人はいませんでした」と発表した。", [NOBODY]),
    ],
    "Arabic, Persian and Hebrew": [
        ("وأضاف الوزير أحمد منصور: «لن نغلق الجسر هذا العام».", ["أحمد منصور"]),
        ("قالت الحكومة: «لن نغلق الجسر هذا العام مهما حدث».", [NOBODY]),
        ("شهردار علی رضایی گفت: «ما این پل را امسال نمی‌بندیم».", ["علی رضایی"]),
        ('ח"כ אורה כהן אמרה: "אנחנו לא נסגור את הגשר השנה".', ["אורה כהן"]),
        ('"לא נסגור את הגשר השנה", אמר יו"ר הוועדה דוד לוי.', ["דוד לוי"]),
        ('המשטרה הודיעה: "אנחנו מחפשים עדים למקרה הזה".', [NOBODY]),
    ],
}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [case for cases in CASES.values() for case in cases],
    ids=[f"{name}, {at}" for name, cases in CASES.items() for at in range(1, len(cases) + 1)],
)
def test_who_is_said_to_speak(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


KINDS = [
    ("a cue beside the marks", "Die Ministerin sagte: „Wir schaffen es.“", ["statement"]),
    ("called for", "La Chine a appelé à la «retenue» et au «calme» dans la région.", ["fragment"] * 2),
    ("judged", "Weber nannte den Plan „absurd“ und „teuer“.", ["fragment", "fragment"]),
    ("judged in Spanish", "Juan Lara calificó el plan de «absurdo».", ["fragment"]),
    ("a title", "Das Buch trägt den Titel „Todeszone im Hafen – eine lange Nacht“.", ["mention"]),
    ("a film", "La película «El puente de los locos» se ve en la plaza de la ciudad.", ["mention"]),
    ("a newspaper", "Er sagte der „Berliner Zeitung“, das Geld sei nun da.", ["mention"]),
    ("what people call it", "Die Anwohner nennen das Haus „Palast“ und lachen.", ["mention"]),
    ("woven into a sentence", "Der Damm hat „keine neuen Steine“ bekommen.", ["fragment"]),
    ("behind a comma", "Der Damm brach, „keine neuen Steine“ kamen.", ["mention"]),
    ("in brackets", "Der Damm hat („keine neuen Steine“) bekommen.", ["mention"]),
    ("a law", "Juan Lara dijo que la “Ley del Puente” es mala para la ciudad.", ["mention"]),
    ("what it is called", "Die Fahne, die „neuer Morgen“ heißt, hing am Hafen.", ["mention"]),
    ("how it is called", "Auf dem Hafen, früher „kleine Freiheit“ genannt, war es still.", ["mention"]),
    ("what one calls it", "Das nennt man in der Stadt einen „Aktiensplit“.", ["mention"]),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_a_cue_makes_speech_and_a_title_none(text: str, wanted: list[str]) -> None:
    assert kinds(text) == wanted


DASHES = [
    (
        "Spanish",
        "—No vamos a pagar —dijo Luis Torres—. No es nuestro.",
        [("No vamos a pagar",), ("No es nuestro.",)],
    ),
    (
        "Russian",
        "— Мы начинаем завтра, — сказал Калинин. — Деньги есть.",
        [("Мы начинаем завтра",), ("Деньги есть.",)],
    ),
    (
        "Polish",
        "– Nie zapłacimy – powiedział Kowalski. – To nie nasze.",
        [("Nie zapłacimy",), ("To nie nasze.",)],
    ),
    (
        "French",
        "— Nous ne paierons pas, a déclaré Roche. C’est la loi.",
        [("Nous ne paierons pas",), ("C’est la loi.",)],
    ),
    (
        "Portuguese",
        "— Não vamos pagar — disse Tavares. — Não é nosso.",
        [("Não vamos pagar",), ("Não é nosso.",)],
    ),
    ("Ukrainian", "— Ми починаємо завтра, — сказала Бойко.", [("Ми починаємо завтра",)]),
    (
        "a question",
        "– Qui va payer pour la ville ? demande Claire Petit.",
        [("Qui va payer pour la ville ?",)],
    ),
    (
        "a turn",
        "—¿Y quién paga? —preguntó Ana Gil.\n—Nadie de la ciudad.",
        [("¿Y quién paga?",), ("Nadie de la ciudad.",)],
    ),
    ("of nobody", "—¿Y quién paga? —preguntó.", [("¿Y quién paga?",)]),
    (
        "marks inside it",
        "—No «vamos» a pagar —dijo Luis Torres—. No es nuestro.",
        [("No «vamos» a pagar",), ("vamos",), ("No es nuestro.",)],
    ),
    ("a list", "Para la fiesta de la ciudad:\n- Leche y pan\n- Queso\n- Vino", []),
    ("a dash in a sentence", "Москва — столица страны, и это знают все.", []),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in DASHES], ids=[case[0] for case in DASHES])
def test_a_dash_opens_speech(text: str, wanted: list[tuple[str, ...]]) -> None:
    assert parts(text) == wanted


MARKS = [
    ("Dutch commas", ",,We gaan naar huis'', zei hij tegen de krant.", ["We gaan naar huis"]),
    (
        "Dutch commas in a sentence",
        "Hij zei: ,,Wij gaan nu naar huis en niet meer terug.''",
        ["Wij gaan nu naar huis en niet meer terug."],
    ),
    (
        "German commas",
        "Er sagte: ,,Wir gehen jetzt nach Hause und nicht zurück.“",
        ["Wir gehen jetzt nach Hause und nicht zurück."],
    ),
    ("Hebrew abbreviation", 'ח"כ כהן אמר: "לא נסגור את הגשר".', ["לא נסגור את הגשר"]),
    ("Hebrew abbreviation with an ending", 'מנכ"לית החברה אמרה: "לא נסגור".', ["לא נסגור"]),
    ("Hebrew abbreviation inside", '"ארה"ב לא תסגור את הגשר", אמר כהן.', ['ארה"ב לא תסגור את הגשר']),
    ("Hebrew prefix before a mark", 'הוא גר ליד ה"גשר הישן" של העיר.', ["גשר הישן"]),
    ("Hebrew marks of its own", "הוא אמר: ״לא נסגור את הגשר״.", ["לא נסגור את הגשר"]),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in MARKS], ids=[case[0] for case in MARKS])
def test_marks_of_other_languages(text: str, wanted: list[str]) -> None:
    assert [quote.parts(text)[0] for quote in read(text)] == wanted


SURE = [
    ("behind the verb", "Zugleich sagte Jens Brandt: „Wir müssen den Hafen jetzt öffnen.“", 0.92),
    ("either of two", "Der Bote sagte Karl Weber: „Wir handeln jetzt und sofort.“", 0.5),
    ("before a colon", "Das Angebot lehnt Ute Kern ab: „Das Geld reicht uns nicht aus.“", 0.92),
    ("the subject", "Karl Weber habe „sehr viel Geld für die Brücke“ gegeben.", 0.86),
    ("one of two verbs", "Karl Weber nannte es „zu teuer für uns“, sagte Ute Kern am Montag.", 0.5),
    ("by its place alone", "Weiter sagte Larsen: „Es wird eine gute Lösung sein.“", 0.9),
    ("named nearby", "Karl Weber will bauen. „Das Geld ist da und es reicht uns allen.“", 0.88),
    ("a pronoun", "„Wir bauen“, sagte Karl Weber. „Das Geld ist da“, fügte er hinzu.", 0.9),
    (
        "a pronoun far away",
        "Karl Weber kam. Es regnete. Der Hafen war leer. Später sagte er: „Das Geld ist da.“",
        0.75,
    ),
    ("a description", "„Es gibt keine Verletzten“, sagte die Polizei in der Nacht.", 0.8),
    ("no capital letters", "وأضاف الوزير أحمد منصور: «لن نغلق الجسر هذا العام».", 0.9),
    ("carried on", "„Der Damm hält“, sagte Ute Kern. „Er hat bis jetzt gehalten.“", 0.9),
]


@pytest.mark.parametrize(("text", "confidence"), [case[1:] for case in SURE], ids=[case[0] for case in SURE])
def test_how_sure_a_speaker_is_follows_from_how_he_was_found(text: str, confidence: float) -> None:
    assert last_said(text).confidence == confidence


def test_what_stands_as_somebody_says_is_told_so() -> None:
    said = last_said("Wie Ute Kern erklärte, sei der Damm „nicht mehr sicher genug für uns“.")
    assert said.method == "according-to"


def test_an_adjective_alone_is_no_description_where_nouns_have_capitals() -> None:
    assert read("„Wir bauen“, sagte der alte.")[0].speaker is None


def test_a_newspaper_in_marks_speaks_by_its_name() -> None:
    speaker = read("„Wir bauen jetzt alle Brücken“, schrieb die „Berliner Zeitung“.")[0].speaker
    assert speaker is not None
    assert speaker.name == "die „Berliner Zeitung“"


def test_a_description_ends_before_the_verb() -> None:
    said = last_said("«El puente no se cierra», según la portavoz del grupo ha dicho hoy.")
    assert said.speaker.name == "la portavoz del grupo"


def test_an_office_is_less_evidence_of_a_name_than_a_known_given_name() -> None:
    assert list(Evidence) == [Evidence.WEAK, Evidence.SEVERAL, Evidence.OFFICE, Evidence.KNOWN]
    assert sorted({one.value for one in Evidence}) == [one.value for one in Evidence]


@pytest.mark.parametrize(
    "text",
    [
        "Borgmästaren sade: ”Vi kommer inte att stänga bron i år.”",
        "Η δήμαρχος είπε: «Δεν θα κλείσουμε τη γέφυρα φέτος».",
        "시장은 말했다. “우리는 올해 이 다리를 닫지 않을 것입니다.”",
        "A polgármester azt mondta: „Nem zárjuk le a hidat az idén.”",
        "นายกเทศมนตรีกล่าวว่า “เราจะไม่ปิดสะพานแห่งนี้ในปีนี้อย่างแน่นอน”",
    ],
)
def test_a_sentence_in_a_language_without_a_row_is_speech_of_nobody_known(text: str) -> None:
    assert (kinds(text), names(text)) == (["statement"], [NOBODY])


@pytest.mark.parametrize(
    "unit",
    [
        "„Ja“, sagte er und „nein“, sagte sie der Frau, ",
        "der Herr „a“ ",
        "Anna Berg Jens Holt ",
        "— сказал он — и ",
        "не «да» и ",
        "王说“好”，",
    ],
)
def test_the_work_on_a_long_line_grows_with_its_length(unit: str) -> None:
    text = "Die Brücke ist in der Stadt und sie ist alt. " + unit * (60_000 // len(unit))
    assert len(read(text)) <= len(text)


def test_a_mark_printed_in_the_next_line_closes_no_words_of_its_own() -> None:
    assert parts("Er sagte: „Wir gehen jetzt nach Hause,\n“ und er ging auch.") == [
        ("Wir gehen jetzt nach Hause,",)
    ]


PARAGRAPHS = [
    (
        "German",
        (
            "Zunächst erklärte Mia Thoma: „Die Schleuse bleibt zu.“ „Wir müssen warten“, sagte sie "
            "vor Anwohnern. Danach sprach Rektor Paul Stein. „Es ist kalt“, klagte ein Schüler. "
            "Landrätin Heike Voss: „Der Bus fährt wieder.“ Voss wörtlich: „Das reicht nicht.“ In "
            "Worten des Trainers: „Weiter so.“"
        ),
        ["Mia Thoma", "Mia Thoma", "", "Heike Voss", "Heike Voss", ""],
    ),
    (
        "German with so",
        (
            "Leider, so Bäcker Uwe Klamm, „wird das Mehl knapp“. „Das wird teuer“, prophezeite der "
            "Chef der Mühle, Otto Rank. Am Sonntag meldete der Sender: „Der Fluss steigt.“ „Wir geben "
            "nicht auf“, rief Trainerin Sabine Ruhl ihren Spielern zu. Die Firma nennt es „Neustart“. "
            "Der Film „Die Nacht der Füchse und der Wölfe“ läuft im Kino."
        ),
        ["Uwe Klamm", "Otto Rank", "", "Sabine Ruhl", ""],
    ),
    (
        "Spanish",
        (
            "Luego, la portavoz Ana Soto respondió: «Nadie nos avisó». «No sé nada», dijo a los "
            "Periodistas. El entrenador, muy enfadado, gritó: «¡Fuera!». «Así no se puede», se quejó "
            "Paco, taxista. Mientras, el juez Ruiz preguntó: «¿Dónde estaba usted?». Torres escribió "
            "en su cuenta: «Vamos a ganar». «La ley es clara», sostiene la abogada de la familia, "
            "Marta Gil."
        ),
        ["Ana Soto", "Ana Soto", "", "Paco", "Ruiz", "Torres", "Marta Gil"],
    ),
    (
        "Italian",
        (
            "Poi l'assessora Lucia Neri ha precisato: «Il bilancio è chiuso». «Non torno», ha detto "
            "ai cronisti. «Siamo stanchi», ammette il segretario del sindacato, Ugo Bassi. Nel "
            "pomeriggio Rossi ha twittato: «Vinceremo noi». «Che vergogna!», urla una donna. Per il "
            "legale della famiglia, Piero Conti, è stato «un errore»."
        ),
        ["Lucia Neri", "Lucia Neri", "Ugo Bassi", "Rossi", "", "Piero Conti"],
    ),
    (
        "Portuguese",
        (
            "Depois, a secretária Rita Paz explicou: “O caixa está vazio”. “Não volto”, disse aos "
            "jornalistas. “Estamos cansados”, admite o presidente do sindicato, Ugo Reis. À tarde, "
            "Moura tuitou: “Vamos vencer”. “Que vergonha!”, gritou uma mulher. Para o advogado da "
            "família, Pedro Lins, foi “um erro”."
        ),
        ["Rita Paz", "Rita Paz", "Ugo Reis", "Moura", "", "Pedro Lins"],
    ),
    (
        "Dutch",
        (
            "Daarna legde wethouder Rita Smit uit: “De kas is leeg.” “Ik kom niet terug”, zei hij "
            "tegen journalisten. “We zijn moe”, erkent de voorzitter van de bond, Piet de Boer. ’s "
            "Middags schreef De Boer: “Wij gaan winnen.” “Schande!” riep een vrouw. Volgens de "
            "advocaat van de familie, Jan Kok, was het “een fout”."
        ),
        ["Rita Smit", "", "Piet de Boer", "Piet de Boer", "", "Jan Kok"],
    ),
    (
        "Russian",
        (
            "Затем вице-мэр Рита Орлова пояснила: «Касса пуста». «Я не вернусь», — сказал он "
            "журналистам. «Мы устали», — признаёт председатель профсоюза Пётр Быков. Днём Быков "
            "написал: «Мы победим». «Позор!» — крикнула женщина. По мнению адвоката семьи Ивана "
            "Кротова, это «ошибка». Орлова назвала план «смелым»."
        ),
        ["Рита Орлова", "", "Пётр Быков", "Пётр Быков", "", "", "Рита Орлова"],
    ),
    (
        "Ukrainian",
        (
            "Далі заступниця мера Рита Орлик пояснила: «Каса порожня». «Я не повернуся», — сказав він "
            "журналістам. «Ми втомилися», — визнає голова профспілки Петро Бик. Удень Бик написав: "
            "«Ми переможемо». «Ганьба!» — вигукнула жінка. На думку адвоката Івана Кротенка, це "
            "«помилка»."
        ),
        ["Рита Орлик", "", "Петро Бик", "Петро Бик", "", ""],
    ),
    (
        "Polish",
        (
            "Potem wiceprezydent Rita Orłowska wyjaśniła: „Kasa jest pusta”. „Nie wrócę” – powiedziała "
            "dziennikarzom. „Jesteśmy zmęczeni” – przyznaje przewodniczący związku, Piotr Byk. Po "
            "południu Byk napisał: „Zwyciężymy”. „Hańba!” – krzyknęła kobieta. Zdaniem mecenasa Jana "
            "Kota to „błąd”. Orłowska nazwała plan „śmiałym”."
        ),
        ["Rita Orłowska", "Rita Orłowska", "Piotr Byk", "Piotr Byk", "", "", "Rita Orłowska"],
    ),
    (
        "Arabic",
        (
            "ثم أوضحت الوزيرة ليلى حداد: «الصندوق فارغ الآن». «لن أعود إلى هنا»، قالت للصحفيين. «نحن "
            "متعبون جدا»، يقول رئيس النقابة سامي خليل. وكتب خليل: «سوف ننتصر في النهاية». وقال شاهد: "
            "«كان الأمر مخيفا جدا»."
        ),
        ["ليلى حداد", "ليلى حداد", "سامي خليل", "سامي خليل", ""],
    ),
    (
        "Hebrew",
        (
            'אחר כך הסבירה סגנית ראש העיר רותי לוי: "הקופה ריקה". "אני לא אחזור", אמרה לעיתונאים. '
            '"אנחנו עייפים", הודה יו"ר האיגוד משה כהן. בצהריים כתב כהן: "ננצח בסוף". לדברי עו"ד דוד '
            'ברק, "זו טעות".'
        ),
        ["רותי לוי", "רותי לוי", "משה כהן", "משה כהן", "דוד ברק"],
    ),
    (
        "Persian",
        (
            "سپس معاون شهردار مریم کریمی توضیح داد: «صندوق خالی است». او گفت: «من برنمی\u200cگردم». رئیس "
            "اتحادیه، حسن نوری، می\u200cگوید: «ما خسته\u200cایم و نان نداریم». نوری "
            "نوشت: «ما پیروز می\u200cشویم». به گفته وکیل خانواده، این «یک اشتباه» بود."
        ),
        ["مریم کریمی", "مریم کریمی", "حسن نوری", "حسن نوری", ""],
    ),
]


@pytest.mark.parametrize(
    ("text", "wanted"), [case[1:] for case in PARAGRAPHS], ids=[case[0] for case in PARAGRAPHS]
)
def test_who_speaks_in_a_paragraph_of_many_voices(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


MEANT = [
    (
        "named in the sentence",
        "Paul Weber kam. So war der Trainer Thomas Holt zufrieden: „Ein Start“, sagte er uns.",
        "Thomas Holt",
    ),
    (
        "named before the clause",
        "Paul Weber kam. Anna Holt bestritt das, indem sie sagte, es sei „ein Plan für alle“.",
        "Anna Holt",
    ),
    (
        "named before a second clause",
        "Paul Weber ging. Nils Berger widersprach, als er sagte: „Das wollten wir nie.“",
        "Nils Berger",
    ),
    (
        "not who is named behind",
        "Paul Weber kam. Er warf Nils Berger vor, „die ganze Stadt belogen zu haben“.",
        "Paul Weber",
    ),
    (
        "an office and a name",
        "Bürgermeisterin Isalde Fetzer kam. Gegenüber der Zeitung erklärte sie: „Wir wollen das.“",
        "Isalde Fetzer",
    ),
    (
        "a pronoun that goes on",
        "Anna Holt kam. Sie blieb lange. Sie sagte: „Wir wollen das jetzt so haben.“",
        "Anna Holt",
    ),
    (
        "two verbs, two passages",
        (
            "Karl Weber nannte es „zu teuer für uns“, Trainer Nils Berger bezeichnete es als „einen "
            "Segen für alle“."
        ),
        "Karl Weber",
    ),
]


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in MEANT], ids=[case[0] for case in MEANT])
def test_the_sentence_tells_whom_a_german_pronoun_means(text: str, name: str) -> None:
    assert names(text)[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('ראש העיר רון חולדאי אמר: "אין לנו כסף לכביש החדש הזה".', "רון חולדאי"),
        ('"אין לנו כסף לכביש החדש הזה", אמר סגן ראש העיר אבי לוי.', "אבי לוי"),
        ('לדברי ראש העיר, רון חולדאי, "אין לנו כסף לכביש החדש הזה".', "רון חולדאי"),
        ('"אין לנו כסף לכביש החדש הזה", העיר דוד לוי.', "דוד לוי"),
    ],
)
def test_a_hebrew_office_holds_a_word_that_is_also_a_verb(text: str, name: str) -> None:
    assert names(text) == [name]
