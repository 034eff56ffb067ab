"""Which person or body a name, a description or a pronoun means, each kind in several wordings."""

import pytest
from extracting import kinds, last_said, names, read

from quotebrowser.model import Kind

SAID = "“The road is closed again,” {}."

NAMES = [
    ("a spokeswoman for a body", "said a spokeswoman for the port, Lena Brandt", "Lena Brandt"),
    ("a trade nobody listed", "said the engineer, Marta Lund", "Marta Lund"),
    ("an owner before the office", "Google’s chief executive, Laszlo Bock, told reporters", "Laszlo Bock"),
    ("a person before the office", "Ms. Merkel’s spokesman, Steffen Seibert, wrote", "Steffen Seibert"),
    ("two descriptions", "exhorted Clinton’s introducer, actress Jamie Lee Curtis", "Jamie Lee Curtis"),
    ("a house and an office", "White House press secretary Jonas Ernst said", "Jonas Ernst"),
    ("a house, an office and a comma", "the White House press secretary, Josh Hale, said", "Josh Hale"),
    ("a delegate", "said Del. Stina Plass", "Stina Plass"),
    ("another delegate", "Del. Mark Hale told reporters", "Mark Hale"),
    ("a common word before a surname", "Per Dahl said", "Per Dahl"),
    ("a month as a given name", "said May Berg", "May Berg"),
    ("an article as a given name", "said An Nguyen", "An Nguyen"),
    ("a common word as a surname", "said Mark Young", "Mark Young"),
    ("a colour as a surname", "said Mary White", "Mary White"),
    ("a colour with a form of address", "Ms. White said", "White"),
    ("a nickname in marks", "said Dwayne “The Rock” Jensen, a skipper", "Dwayne Jensen"),
    ("a nickname of one word", "said Maria “Red” Calloway", "Maria Calloway"),
    ("a nickname before the verb", "James “Slim” Dole said", "James Dole"),
    ("a nickname with single marks inside", "said Lena ‘Lou’ Brandt", "Lena Brandt"),
    ("Chinese letters", "Mayor 王小明 said", "王小明"),
    ("Cyrillic letters", "Иван Калинин said", "Иван Калинин"),
    ("Greek letters", "Νίκος Δήμου told reporters", "Νίκος Δήμου"),
    ("a description that holds a name", "the influential US daily wrote", "the influential US daily"),
    ("the minister of a country", "said the minister of Norway", "the minister"),
    ("one of them", "said one councillor, who left", "one councillor"),
    (
        "a maker, an office and a name nobody knows",
        "said Northline activist Brakstad Lundqvist",
        "Brakstad Lundqvist",
    ),
    ("a trade and a name nobody knows", "said the engineer, Brakstad Lundqvist", "Brakstad Lundqvist"),
    (
        "an office before a name without an end",
        "said the spokeswoman, Brakstad Lundqvist left",
        "Brakstad Lundqvist",
    ),
    ("a saint", "said St. Mary’s Jensen", "St. Mary"),
    ("a verb that looks like a noun", "Conway notes", "Conway"),
    ("who calls himself so", "said a man calling himself Paul Pole", "Paul Pole"),
    ("a handle", "tweeted a user going by the handle Pulver", "Pulver"),
    ("known by a name", "said the chief known as Bob, who left", "Bob"),
    ("a man by name", "said a man named Paul Pole", "Paul Pole"),
    ("a secretary of state", "said former secretary of state Agnes Dole, who came", "Agnes Dole"),
    ("a name that ends in a common word", "Human Rights Watch said", "Human Rights Watch"),
    ("a body of a country", "the European Commission said", "European Commission"),
    ("a court", "the Supreme Court wrote", "Supreme Court"),
    ("who recalls somebody", "Dahl recalled Agnes Holt saying", "Agnes Holt"),
    ("who remembers somebody", "Omar Dahl remembered Agnes Holt telling him", "Agnes Holt"),
]


@pytest.mark.parametrize(("printed", "name"), [one[1:] for one in NAMES], ids=[one[0] for one in NAMES])
def test_the_speaker_is_who_the_words_name(printed: str, name: str) -> None:
    speaker = read(SAID.format(printed))[0].speaker
    assert speaker is not None
    assert speaker.name == name


AFTER = [
    ("a colour alone", "Mary White came.", "White said", "Mary White"),
    ("another colour alone", "John Black left the hall.", "Black said", "John Black"),
    ("a common word alone", "Mark Young left the hall.", "Young said", "Mark Young"),
    (
        "the last of two namesakes",
        "“We sell,” Karin Lund said. Peter Lund disagreed.",
        "Lund said",
        "Peter Lund",
    ),
    (
        "a namesake who is only owned",
        "Karin Lund sold it. Peter Lund’s boat sank.",
        "Lund said",
        "Karin Lund",
    ),
    (
        "a namesake in the middle of a sentence",
        "Karin Lund sold it. It was late. Then Peter Lund sat.",
        "Lund said",
        "Karin Lund",
    ),
    (
        "a namesake who is owned first",
        "Peter Lund’s boat sank. Karin Lund sold it.",
        "Lund said",
        "Karin Lund",
    ),
    (
        "who is called so by the article",
        "Karin Lund came. Lund sat. Lund ate. Peter Lund left.",
        "Lund said",
        "Karin Lund",
    ),
    (
        "a president beside his vice",
        "President Jon Alvar met Vice President Mara Quist.",
        "the president said",
        "Jon Alvar",
    ),
    (
        "a secretary beside her deputy",
        "Secretary Ann Dole met Deputy Secretary Jon Hale.",
        "the secretary said",
        "Ann Dole",
    ),
    (
        "the vice alone is no president",
        "Vice President Mara Quist came.",
        "the president said",
        "the president",
    ),
    (
        "the company",
        "Royal Bank of Veste Group said profits rose.",
        "the company said",
        "Royal Bank of Veste Group",
    ),
    ("the bank", "Northline Bank said profits rose.", "the bank said", "Northline Bank"),
    ("the commission", "The Harbour Commission met.", "the commission said", "Harbour Commission"),
    ("the daily", "The Veste Post backed Quam.", "the influential daily wrote", "Veste Post"),
    (
        "the company that was the subject last",
        "Northline Bank said profits rose. Harbour Bank said nothing. Northline Bank said it would stay.",
        "the company said",
        "Northline Bank",
    ),
    (
        "the company that spoke last",
        "“We stay,” Northline Bank said. Anna Holt met Harbour Bank.",
        "the company said",
        "Northline Bank",
    ),
    ("a company by a name nobody knows", "Kestrel said it would stay.", "the company said", "Kestrel"),
    ("a document is nobody", "Northline Bank said profits rose.", "the report said", "the report"),
    ("the lawmaker", "Rep. Mikkel Kaul said he would go.", "the Republican lawmaker said", "Mikkel Kaul"),
    ("the candidate", "Agnes Dole said she would run.", "the candidate said", "Agnes Dole"),
    (
        "the businessman is no woman",
        "Peter Grann sat. Agnes Dole spoke.",
        "the businessman said",
        "Peter Grann",
    ),
    ("an official is somebody new", "Agnes Dole said she would run.", "the official said", "the official"),
    ("a trade before the name", "Actor Tom Reyes met singer Ann Lee.", "the singer said", "Ann Lee"),
    ("another trade", "Actor Tom Reyes met singer Ann Lee.", "the actor said", "Tom Reyes"),
    ("a trade at the beginning", "Novelist Ann Lee met Tom Reyes.", "the novelist said", "Ann Lee"),
    ("a trade behind a comma", "Ann Lee, 34, a nurse, met Tom Reyes.", "the nurse said", "Ann Lee"),
    ("what somebody is", "Tom Reyes is a farmer. Ann Lee came.", "the farmer said", "Tom Reyes"),
    ("who is so", "Ann Lee, who is the mayor, met Tom Reyes.", "the mayor said", "Ann Lee"),
    ("a party in brackets", "Ann Lee (D-Conn.) met Tom Reyes (R-Maine).", "the Republican said", "Tom Reyes"),
    ("a party behind a comma", "Ann Lee, a Democrat, met Tom Reyes.", "the Democrat said", "Ann Lee"),
    ("of a party", "Tom Dahl of the Labour Party met Ann Lee.", "the Labour candidate said", "Tom Dahl"),
    ("two offices", "Police chief Jon Vik met mayor Ann Lee.", "the police chief said", "Jon Vik"),
    ("an adjective", "Ann Lee met retired baker Tom Reyes.", "the retired baker said", "Tom Reyes"),
    ("his wife", "Tom Reyes met his former wife, Ann Lee.", "his ex-wife said", "Ann Lee"),
    ("her husband", "Ann Lee runs it. Her husband, Tom, left.", "her husband said", "Tom"),
    ("whose sister", "Jon Vik, whose sister, Ann Vik, left, came.", "his sister said", "Ann Vik"),
    ("the son", "Tom Dahl and his son, Nils, came by boat.", "the son said", "Nils"),
    ("the son of his name", "Olav Strand Jr. came.", "Olav Strand’s son said", "Olav Strand Jr."),
    ("a farmer is somebody new", "Tom Reyes met a farmer there.", "the farmer said", "the farmer"),
    ("his lawyer is somebody new", "Tom Reyes sat. His lawyer came.", "the lawyer said", "the lawyer"),
    ("the firm", "Harbour Watch sued Acme Corp. in May.", "the company said", "Acme Corp."),
    ("the group", "Human Rights Watch published a report.", "the group said", "Human Rights Watch"),
]


@pytest.mark.parametrize(("before", "who", "name"), [one[1:] for one in AFTER], ids=[one[0] for one in AFTER])
def test_a_short_form_or_a_description_means_somebody_named_before(before: str, who: str, name: str) -> None:
    assert last_said(f"{before} {SAID.format(who)}").speaker.name == name


PRONOUNS = [
    (
        "named behind the verb in the sentence before",
        "“We are full,” Moen said. Patients should ring first, adds nurse Berit Aas.",
        "she",
        "Berit Aas",
    ),
    (
        "the subject of the paragraph",
        "Nils Berg said it could not “stay so.”\n\nOlav Strand was defiant.",
        "he",
        "Olav Strand",
    ),
    (
        "a subject with a description",
        "Olav Strand said it was over. Even Mikal Pettersen, Strand’s running mate, could not follow.",
        "he",
        "Mikal Pettersen",
    ),
    (
        "according to",
        "“We are full,” Moen said.\n\nAccording to Kevin Allton, a teacher, Warhol was great.",
        "he",
        "Kevin Allton",
    ),
    ("another subject", "“We are full,” Jon Moen said.\n\nPeter Grann shook his head.", "he", "Peter Grann"),
    ("who closes the sentence before", "Jon Moen’s plans are bad, Peter Grann said.", "he", "Peter Grann"),
    ("whose words end before", "Jon Moen is able, Olav Strand argues.\n\n", "he", "Olav Strand"),
    ("whom a noun makes a woman", "Jon Moen left. His wife, Mikal Moen, stayed.", "she", "Mikal Moen"),
    ("the owner of a husband", "Ann Lee’s husband, Tom, died in May.", "she", "Ann Lee"),
]


@pytest.mark.parametrize(
    ("before", "pronoun", "name"), [one[1:] for one in PRONOUNS], ids=[one[0] for one in PRONOUNS]
)
def test_a_pronoun_means_whom_the_sentence_before_is_about(before: str, pronoun: str, name: str) -> None:
    assert last_said(f"{before} “We often help by phone,” {pronoun} said.").speaker.name == name


QUOTED = [
    ("a site quotes somebody", "“I never said it,” the RBK website quoted Ms. Simonen as saying.", "Simonen"),
    (
        "a paper cites somebody",
        "“I never said it,” the paper cited Anna Holt as saying on Monday.",
        "Anna Holt",
    ),
    (
        "an agency quotes an officer",
        "The agency quoted Peter Grann as saying, “I never said it.”",
        "Peter Grann",
    ),
    (
        "the minister before a colon",
        "The minister of Norway said: “We will build the bridge.”",
        "The minister",
    ),
]


@pytest.mark.parametrize(("text", "name"), [one[1:] for one in QUOTED], ids=[one[0] for one in QUOTED])
def test_who_is_quoted_by_somebody_speaks(text: str, name: str) -> None:
    assert names(text) == [name]


WISHES = [
    ("wants", "Tom Dahl wants “a real debate about the quay.”"),
    ("hopes to", "Tom Dahl hopes to “build more homes for the young.”"),
    ("plans to", "Tom Dahl plans to “give the town a fresh start.”"),
    ("plans", "Tom Dahl plans “a fresh start for the town.”"),
    ("would like to", "Tom Dahl would like to “clean up the harbour.”"),
    ("would like", "Tom Dahl would like “more light in the streets.”"),
]


@pytest.mark.parametrize("text", [one[1] for one in WISHES], ids=[one[0] for one in WISHES])
def test_what_somebody_wants_is_speech(text: str) -> None:
    assert read(text)[0].kind is not Kind.MENTION
    assert names(text) == ["Tom Dahl"]


NO_NAMES = [
    ("a dateline", "BERGEN (AP) — Ann Lee was angry, saying: {}", "Ann Lee"),
    ("a dateline with a country", "BERGEN, Norway — The mayor, Ann Lee, said: {}", "Ann Lee"),
    ("a dateline with a day", "BERGEN, Dec. 8 (UPI) — In a letter, Ann Lee said: {}", "Ann Lee"),
    ("a time", "Hours later, Lee returned the compliment, telling Radio Veste, {}", "Lee"),
    ("a command", "Pay no attention. Ann Lee wrote: {}", "Ann Lee"),
    ("a verb like a noun", "Asked to take the blame to bring questions to a halt, Lee shot back: {}", "Lee"),
    ("a verb before", "It was on Grand Avenue. Said Ann Lee, who grew up with Ali Mann, {}", "Ann Lee"),
    ("a participle before", "Filling in for Dahl, Ann Lee said: {}", "Ann Lee"),
    ("a contraction before", "I’m old. Ann Lee said: {}", "Ann Lee"),
    ("an office beside another", "{} said former Ohio Gov. and party Chairman Ed Lund.", "Ed Lund"),
    ("an office and a trade", "{} said Iowa Sen. and radio host Ann Lee.", "Ann Lee"),
    ("an office before the verb", "Former Texas Rep. and author Tom Dahl said: {}", "Tom Dahl"),
    ("a clause before", "After Tom Dahl met her husband, Ann Lee shot back: {}", "Ann Lee"),
]


@pytest.mark.parametrize(("text", "name"), [one[1:] for one in NO_NAMES], ids=[one[0] for one in NO_NAMES])
def test_what_is_no_name_speaks_nothing(text: str, name: str) -> None:
    assert names(text.format("“We will build it in May.”")) == [name]


SAME_DOCUMENT = [
    (
        "a statement",
        "“We must act,” Anna Holt said in a statement.\n\n“It is late,” the statement continued.",
    ),
    ("a letter", "“We must act,” Anna Holt wrote in a letter.\n\n“It is late,” the letter added."),
    ("her post", "“We must act,” Anna Holt wrote on her post.\n\n“It is late for us,” the post said."),
]


@pytest.mark.parametrize("text", [one[1] for one in SAME_DOCUMENT], ids=[one[0] for one in SAME_DOCUMENT])
def test_the_document_somebody_spoke_in_speaks_for_him(text: str) -> None:
    assert names(text) == ["Anna Holt", "Anna Holt"]


def test_hardly_anybody_names_himself_in_full() -> None:
    text = (
        "For Kevin Allton, a teacher, Andy Warhol was a legend. He said, “Andy Warhol was the center of it.”"
    )
    assert names(text) == ["Kevin Allton"]


PARTICIPLES = [
    ("behind a passive", "Omar Haddad was told, adding that the Harbour Gazette was “sure of it.”"),
    (
        "of the main clause",
        "On Friday Anna Holt wrote to Mia and Lena Brandt on her page, saying they should “try again.”",
    ),
    (
        "behind a relative clause",
        "Peter Grann, who met Omar Haddad, left early, adding he would “never pay.”",
    ),
]


@pytest.mark.parametrize("text", [one[1] for one in PARTICIPLES], ids=[one[0] for one in PARTICIPLES])
def test_a_participle_has_the_subject_of_its_sentence(text: str) -> None:
    assert names(text)[0] in {"Anna Holt", "Peter Grann", "Omar Haddad"}


def test_two_bearers_of_a_surname_in_sight_are_less_sure() -> None:
    both = last_said("Karin Lund met Peter Lund on Monday. “It is not for sale,” Lund said.")
    one = last_said("Karin Lund met Peter Dahl on Monday. “It is not for sale,” Lund said.")
    assert both.confidence < 0.8 < one.confidence


def test_who_opens_no_sentence_is_less_surely_a_pronoun_s() -> None:
    said = "“We often help by phone,” he said."
    opens = last_said(f"Olav Strand was defiant. {said}")
    later = last_said(f"At home Olav Strand was defiant. {said}")
    assert later.confidence < opens.confidence


def test_a_name_right_behind_a_dash_is_surer_than_one_after_other_words() -> None:
    there = last_said("“We saw it coming.” — Tom Dahl")
    later = last_said("“We saw it coming.” — and then Tom Dahl, who left.")
    assert later.confidence < 0.93 < there.confidence


@pytest.mark.parametrize(
    ("between", "name"), [("One. Two. ", "Peter Lund"), ("One. Two. Three. ", "Karin Lund")]
)
def test_a_namesake_is_in_sight_for_three_sentences(between: str, name: str) -> None:
    text = f"Karin Lund sold it. Peter Lund sat. {between}“It is not for sale,” Lund said."
    assert last_said(text).speaker.name == name
    assert last_said(text).confidence > 0.9


def test_a_nickname_is_no_speech() -> None:
    assert kinds("“It was loud last night,” said Dwayne “The Rock” Jensen, a skipper.") == [
        "statement",
        "mention",
    ]


TERMS = [
    ("a test", "Mo Elling says the “would you have a beer with him” test is over."),
    ("a rule", "Mo Elling explained the “first come, first served” rule to us."),
    ("a motto", "The town adopted the motto “Never look back at the harbour.”"),
    ("what is called so", "The mayor’s so-called “green week” begins on Monday."),
    ("what others call so", "Critics of a so-called “dead hand of the state” met in Dover."),
    ("a doctrine", "Anna Holt called the “never look back” doctrine dead."),
    ("a film", "Anna Holt praised the film “The Harbour at Night.”"),
    ("a show and its network", "Anna Holt said on CNN’s “State of the Harbour” that it was late."),
    ("a show and its star", "“Bridge of Fear” star Anna Holt said it was late."),
    ("a song somebody wants", "Anna Holt wants “Walking Home” to win."),
]


@pytest.mark.parametrize("text", [one[1] for one in TERMS], ids=[one[0] for one in TERMS])
def test_a_term_or_a_title_is_no_speech(text: str) -> None:
    assert read(text)[0].kind is Kind.MENTION
