"""Speech that opens with a dash, in the languages that set it so, and what only looks like it."""

from __future__ import annotations

import time

import pytest

from claimkit.article import read
from claimkit.lexicon import reporting_verbs
from claimkit.passages import mark
from claimkit.passages.shown.dashes import find_dashes
from claimkit.schemas import Article


def said(language: str, text: str) -> list[list[str]]:
    reading = read(Article(id="a", text=text, language=language))
    return [[span.of(text) for span in one.spans] for one in find_dashes(reading, ())]


SPOKEN = [
    # French: a comma before the attribution, a space before ? and !
    ("fr", "— Je n'en sais rien, dit Paul Brun.", [["Je n'en sais rien"]]),
    ("fr", "— Le bac coulera, dit-il. Nous l'avions prévu.", [["Le bac coulera", "Nous l'avions prévu."]]),
    ("fr", "— Tu restes ? demanda-t-elle.", [["Tu restes ?"]]),
    ("fr", "— Le bac, a-t-il ajouté, mais aussi le quai, coulera.", [["Le bac", "mais aussi le quai, coulera."]]),
    ("fr", "— Assez ! s'est exclamée Rose.\n— Assez ! a crié Rose.", []),
    ("fr", "— Assez ! s'est exclamé Paul. Jamais !", [["Assez !", "Jamais !"]]),
    ("fr", "– Le bac coulera, a expliqué mardi le maire de Brelle. Brelle paiera.", [["Le bac coulera", "Brelle paiera."]]),
    ("fr", "— Un avis, écrit par Rose, reste vrai.\n— Un avis, dit Paul.", [["Un avis, écrit par Rose, reste vrai."], ["Un avis"]]),
    ("fr", "— Pourquoi vendre le bac ?\n— Personne n'en voulait.\n— Et le quai ?", [["Pourquoi vendre le bac ?"], ["Personne n'en voulait."], ["Et le quai ?"]]),
    ("fr", "Le maire affirme :\n— Le bac coulera.", [["Le bac coulera."]]),
    ("fr", "« Non.\n— Si, dit Paul. Allons ! »", [["Si", "Allons !"]]),
    ("fr", "— Je lis « Le Bac », dit Paul.", [["Je lis « Le Bac »"]]),
    ("fr", "— Non, dit M. Brun. Jamais.", [["Non", "Jamais."]]),
    ("fr", "— Assez ! lance Paul.", [["Assez !"]]),
    ("fr", "— Non, a-t-il expliqué en souriant.", [["Non"]]),
    ("fr", "— Le quai, annoncé l'an dernier, fermera, dit Paul.", [["Le quai, annoncé l'an dernier, fermera"]]),
    ("fr", "— La loi, demande sociale forte, passera, dit Paul.", [["La loi, demande sociale forte, passera"]]),
    # Spanish: dashes fence the attribution off
    ("es", "—No lo sé —dijo Juan—. Iremos mañana.", [["No lo sé", "Iremos mañana."]]),
    ("es", "—La barca —que es vieja— se hunde —explicó Juan, y añadió—: Mañana.", [["La barca —que es vieja— se hunde", "Mañana."]]),
    ("es", "—¿Vienes? —preguntó Ana. Nadie la oyó.", [["¿Vienes?"]]),
    ("es", "—¿Quién vendió la barca?\n—Juan la vendió ayer.", [["¿Quién vendió la barca?"], ["Juan la vendió ayer."]]),
    ("es", "—Es tarde. —Juan se levantó—. Mañana veremos —le dijo a Ana.", [["Es tarde.", "Mañana veremos"]]),
    ("es", "—¡Se hunde! —tartamudeó Ana.\n—Calma —dijo Juan.", [["¡Se hunde!"], ["Calma"]]),
    ("es", "—La barca —la vieja—. Dice Juan que sí —explicó Ana.", [["La barca —la vieja—. Dice Juan que sí"]]),
    # Italian, Portuguese
    ("it", "– Non lo so – disse Mario –. Vado a vedere. –", [["Non lo so", "Vado a vedere."]]),
    ("it", "– La barca è vecchia – ha detto il sindaco.", [["La barca è vecchia"]]),
    ("it", "– La barca è vecchia, spiega il sindaco. Domani la vendiamo.", [["La barca è vecchia", "Domani la vendiamo."]]),
    ("it", "– La barca – ha vinto lei – resta – disse Mario.", [["La barca – ha vinto lei – resta"]]),
    ("pt", "— Não sei — disse a Rita. — Vamos ver.", [["Não sei", "Vamos ver."]]),
    # Polish: what follows the attribution is narration until the next dash
    ("pl", "– Nie wiem – powiedział dr. Jan Lis. Wstał. – To trudne. Zobaczymy.", [["Nie wiem", "To trudne. Zobaczymy."]]),
    ("pl", "– Zrobimy to – dodała – jutro.", [["Zrobimy to", "jutro."]]),
    ("pl", "– Prom, mówi Lis, zatonie – powiedziała Wrona.", [["Prom, mówi Lis, zatonie"]]),
    ("pl", "– Co dalej? – mruknął Lis.\n– Nic – powiedział.", [["Co dalej?"], ["Nic"]]),
    ("pl", "- Prom stoi od lat - powiedział nam wójt. - Czekamy.", [["Prom stoi od lat", "Czekamy."]]),
    ("pl", "– Nie – mówił w latach 2010–2020 Lis.", [["Nie"]]),
    ("pl", "– Lis mówi „nie,” – dodał Wrona.", [["Lis mówi „nie,”"]]),
    ("pl", "– Nie, „to nie to” – dodał Wrona.", [["Nie, „to nie to”"]]),
    ("pl", "– Lis mówi „nie – mówi on – i tak” od lat – dodał Wrona.", [["Lis mówi „nie – mówi on – i tak” od lat"]]),
    # Russian: comma and dash
    ("ru", "— Не знаю, — сказал он. — Завтра приду.", [["Не знаю", "Завтра приду."]]),
    ("ru", "— Паром — наша гордость, — добавил Лисин.", [["Паром — наша гордость"]]),
    # Finnish: the speaker may stand before the verb
    ("fi", "– Lautta on vanha, sanoo Virtanen. Me myymme sen.", [["Lautta on vanha", "Me myymme sen."]]),
    ("fi", "– Lautta on vanha, toimitusjohtaja Matti Virtanen kertoo STT:lle.", [["Lautta on vanha"]]),
    ("fi", "– Myyttekö lautan? hän kysyi.", [["Myyttekö lautan?"]]),
    ("fi", "– Lautta uppoaa, sanoo Virtanen, mutta emme myy.", [["Lautta uppoaa", "mutta emme myy."]]),
    ("fi", "– Tarvitaan aikaa, lisää rahaa ja väkeä.\n– Ei, lisää Virtanen.", [["Tarvitaan aikaa, lisää rahaa ja väkeä."], ["Ei"]]),
    ("fi", "– En mennyt, koska Virtanen sanoi niin.\n– Niin, sanoo Laine.", [["En mennyt, koska Virtanen sanoi niin."], ["Niin"]]),
    ("fi", "– Ei, hän sanoi, että myydään, kertoo Laine.", [["Ei, hän sanoi, että myydään"]]),
    ("fi", "– Se oli totta, ministeri sanoi sen, kertoo Laine.", [["Se oli totta, ministeri sanoi sen"]]),
    # Swedish: a comma inside is an apposition unless the speech goes on
    ("sv", "– Vi är nöjda, säger Anna Berg, ordförande i rederiet.", [["Vi är nöjda"]]),
    ("sv", "– Vi, säger Anna, ska sälja.", [["Vi", "ska sälja."]]),
    ("sv", "– Vi säljer, säger Anna Berg, vd, och Per Holm, ordförande.", [["Vi säljer"]]),
    ("sv", "– Vi säljer, säger Anna Berg, och tillägger att färjan är såld.", [["Vi säljer"]]),
    ("sv", "– Vem köper? undrar f.d. kapten Per Holm. Ingen vet.", [["Vem köper?", "Ingen vet."]]),
    ("sv", "– Det räcker, säger Anna Berg. Vi säljer. Berg slutade i maj.", [["Det räcker", "Vi säljer."]]),
    ("sv", "– Om du frågar mig, säger jag nej, säger Anna.", [["Om du frågar mig, säger jag nej"]]),
    ("sv", "– Nej, säger Anna. – Vi säljer.\n– Ja, säger Per. Han reser sig.", [["Nej", "Vi säljer."], ["Ja"]]),
    ("sv", "– Nej, säger Anna.\n– Vi får se.\n\nFärjan ligger kvar.\n\n– Ja.", [["Nej"], ["Vi får se."], ["Ja."]]),
    ("sv", "– Nej, säger Anna och tillägger: – Inte i år.", [["Nej", "Inte i år."]]),
    ("sv", "– Ja, säger Anna. …", [["Ja"]]),
    ("sv", "– Det räcker, säger Anna Berg. Berg slutade i maj.", [["Det räcker"]]),
    ("sv", "– Nej, säger Anna. Per, Anna och jag säljer.", [["Nej", "Per, Anna och jag säljer."]]),
    ("sv", "– Nej, säger dr. Anna Berg ang. färjan. Vi säljer.", [["Nej", "Vi säljer."]]),
    ("sv", "– Hon sa ”nej!”, säger Anna.", [["Hon sa ”nej!”"]]),
    ("sv", "– Så är det: säger Anna ja, går vi, säger Per.", [["Så är det: säger Anna ja, går vi"]]),
    ("sv", "– Vi väntar. Säger Anna ja, går vi, säger Per.", [["Vi väntar. Säger Anna ja, går vi"]]),
    ("sv", "– Han ringer, skriver, ber, säger Anna.", [["Han ringer, skriver, ber"]]),
    ("sv", "– Ja, säger Anna.\n– Nej, säger Per.\n– Kanske", [["Ja"], ["Nej"]]),
    ("sv", "Kort och gott:\n– Varför?\n– Därför.\n– Jaså.", [["Varför?"], ["Därför."], ["Jaså."]]),
    # Norwegian and Danish: a new dash after the attribution
    ("no", "– Ja, sier Kari Moe til NTB. – Vi selger.", [["Ja", "Vi selger."]]),
    ("nb", "– Nei, svarer hun. Hun er reder.", [["Nei"]]),
    ("no", "– Ja, sier Kari, – senere.", [["Ja", "senere."]]),
    ("no", "– Nei, sier Kari. Hun – en reder – ler. – Ja.", [["Nei", "Ja."]]),
    ("no", "– Nei. – Jo. – Nei, sier Kari.", [["Nei. – Jo. – Nei"]]),
    ("da", "- Ja, siger Anna Holm.\n\nHun er glad.\n\n- Nej, svarer Per Bo.", [["Ja"], ["Nej"]]),
    # English and German, where it is rare
    ("en", "— I don't know, said Tom. We'll wait.\n— Will you come? she asked.\n— No.", [["I don't know", "We'll wait."], ["Will you come?"], ["No."]]),
    ("de", "– Ich weiß nicht, sagte Lena. Wir warten.\n– Kommst du?, fragte Tim.", [["Ich weiß nicht", "Wir warten."], ["Kommst du?"]]),
    ("de", "– Kommt Lena?, fragte Tim.\n– Regnet es?, fragte Lena.", [["Kommt Lena?"], ["Regnet es?"]]),
    ("en", "— I know, said Tom.\n— You know, said Ann.\n\nSo it went.\n\n— Taxes rise.", [["I know"], ["You know"]]),
    ("en", "— You know, he said he would go, said Tom.\n— You see, whatever people said, I went, said Ann.", [["You know, he said he would go"], ["You see, whatever people said, I went"]]),
    ("en", "— Did you sell it?\n— I did.\n— And you went home?\n— We all did.", [["Did you sell it?"], ["I did."], ["And you went home?"], ["We all did."]]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), SPOKEN)
def test_the_words_are_cut_out_and_the_attribution_left(language: str, text: str, expected: list[list[str]]):
    assert said(language, text) == expected


SILENT = [
    # lists
    ("en", "The plan:\n— Taxes will rise next year, the minister said.\n— The pier will close, said Ruiz.\n— Nothing else changes."),
    ("en", "— In Ohio, the vote was close.\n— In Iowa, nobody came.\n— In Maine, it snowed."),
    ("de", "– Der Hafen schließt, sagte der Minister.\n– Die Fähre fährt weiter, sagte die Reederei."),
    ("en", "— I know it, said Tom.\n— The pier will close."),
    ("en", "— Who pays?\n— You pay."),
    ("fr", "— Pourquoi ?\n— Parce que."),
    ("fr", "Le maire affirme :\n— Le bac coulera.\n— Le quai fermera."),
    ("fr", "– La piscine fermera lundi.\n– L'école ouvrira mardi.\n– Le bac reste à quai."),
    ("sv", "Partierna vill:\n– Höja skatten.\n– Sälja färjan, säger Centern.\n– Bygga mer."),
    ("sv", "– högre skatt\n– ny färja, säger Centern\n– mer pengar"),
    ("sv", "– ny färja, säger Centern."),
    ("sv", "– …, säger Anna."),
    ("sv", "– Högre skatt\n– Ny färja, säger Centern\n– Mer pengar"),
    ("pl", "- chleb\n- mleko, mówi Lis\n- masło"),
    ("ru", "— ремонт парома;\n— новый причал;\n— касса."),
    # questions without answers are an agenda
    ("sv", "– Varför är färjan dyr?\n– Vem betalar?\n– Vad händer nu?"),
    # datelines, signs, times, scores
    ("en", "PARIS — The ferry, said Ruiz, is old."),
    ("en", "LONDON — I know you, said Tom.\nROME — I see you, said Ann."),
    ("fi", "–5 astetta, sanoo Virtanen."),
    ("sv", "– 12 ° i natt.\n– 10.30 Mötet börjar."),
    ("sv", "– 2–1, Holm (34)"),
    # signatures and names
    ("es", "«La barca se hunde.»\n— Ana Ruiz, alcaldesa de Brelle"),
    ("es", "— Ana Ruiz"),
    ("fr", "« Le bac coulera. »\n— Rose Brun, maire."),
    # a hyphen is weak: one attribution among other items is not enough
    ("da", "- Anna køber færgen.\n- Per sælger.\n- Ja, siger Bo.\n- Kaj lukker."),
    # the dash stands before quotation marks
    ("pl", "– „Nie wiem” – powiedział Lis."),
    ("fr", "— « Non », dit-il, « jamais »."),
    # reporting verbs that attribute nothing
    ("sv", "– Det är de som skriver, menar att allt är bra."),
    ("es", "—El alcalde —dice que no— sigue."),
    ("fr", "— Mon père, il dit que non."),
    # a language whose attributions are not known
    ("hu", "– Nem tudom – mondta Nagy.\n– Miért?\n– Csak."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_other_dashes_are_no_speech(language: str, text: str):
    assert said(language, text) == []


def test_a_list_in_an_article_that_speaks_after_dashes_stays_a_list():
    text = (
        "– Vi säljer, säger Anna Berg.\n\nFakta om färjan:\n– Byggd 1990.\n– Rustad 2010.\n\nSlut.\n\n"
        "– Anna Berg.\n\n”Färjan är vår.”\n– Per Holm, kapten.\n\n– 10.30 Mötet börjar.\n\n– 12 ° i natt."
    )
    assert said("sv", text) == [["Vi säljer"]]


def test_one_sort_of_dash_does_not_vouch_for_the_other():
    assert said("sv", "– Vi säljer, säger Anna.\n\nSå blev det.\n\n- Byggd 1990.\n\n- Rustad 2010.") == [["Vi säljer"]]


def test_three_attributions_vouch_for_any_number_of_hyphens():
    turns = "\n".join(f"- Nej, siger {name}." for name in ("Anna", "Bo", "Per"))
    assert len(said("da", turns + "\n- Ja." * 9)) == 12


def test_a_headline_is_speech_only_when_it_is_finished():
    assert said("no", "– Vi selger\n– Vi selger, sier Kari.\n– Ja.") == [["Vi selger"], ["Ja."]]


def test_paragraphs_shown_as_something_else_and_repeated_blocks_are_left():
    text = "– Vi säljer färjan så fort som möjligt i år, säger Anna.\n\n– Ja, säger Per."
    reading = read(Article(id="a", text=text + "\n\n" + text, language="sv"))
    assert [one.spans[0].of(reading.text) for one in find_dashes(reading, {0})] == ["Ja"]
    assert len(find_dashes(reading, ())) == 2


def test_the_marked_pieces_begin_at_the_dash():
    text = "  —No lo sé —dijo Juan—. Iremos mañana.  "
    (one,) = find_dashes(read(Article(id="a", text=text, language="es")), ())
    assert one.form == "dash"
    assert one.speaker is None
    assert [span.of(text) for span in one.marked] == ["—No lo sé", "Iremos mañana."]
    assert one.marked[1] == one.spans[1]


def test_quotation_marks_in_speech_stand_inside_it():
    text = "– Hon sa ”nej, säger jag” och gick, säger Anna. Sen kom Per."
    outer, inner = mark(read(Article(id="a", text=text, language="sv")))
    assert [span.of(text) for span in outer.spans] == ["Hon sa ”nej, säger jag” och gick", "Sen kom Per."]
    assert (outer.form, inner.form, inner.inside) == ("dash", "marks", outer.label)


def test_wholly_quoted_words_are_left_to_the_marks():
    text = "– „Nie wiem” – powiedział Lis."
    assert [passage.form for passage in mark(read(Article(id="a", text=text, language="pl")))] == ["marks"]


def test_turns_of_an_interview_keep_their_paragraphs():
    text = "SV: Varför?\n\nAB: Därför.\n\n– Ja, säger Anna.\n\nSV: Och sen?\n\nAB: Inget."
    assert {passage.form for passage in mark(read(Article(id="a", text=text, language="sv")))} == {"turn"}


def test_both_written_forms_of_norwegian_share_their_verbs():
    assert reporting_verbs("nb") == reporting_verbs("nn") == reporting_verbs("no") != reporting_verbs("en")


@pytest.mark.parametrize(
    ("language", "filler"),
    [("pl", "– , "), ("es", "—"), ("sv", ", "), ("fr", "," + " " * 999), ("sv", "säger Anna, "), ("da", " - a")],
)
def test_a_long_paragraph_takes_linear_time(language: str, filler: str):
    def seconds(size: int) -> float:
        text = "– Ja, säger Anna. " + filler * (size // len(filler))
        reading = read(Article(id="a", text=text, language=language))
        start = time.perf_counter()
        find_dashes(reading, ())
        return time.perf_counter() - start

    assert seconds(400_000) < 40 * max(seconds(40_000), 0.01)
