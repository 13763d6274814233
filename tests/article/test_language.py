"""The language of an article, by script and small words."""

from __future__ import annotations

import pytest

from claimkit.article import read
from claimkit.article.language import guess_language
from claimkit.schemas import Article

SAMPLES = {
    "en": "The bridge was shut on Monday, and the warden said that it is not safe to cross it.",
    "de": "Die Brücke ist seit Montag zu, und die Wärterin sagte, dass es nicht sicher ist, sie zu betreten.",
    "fr": "Le pont est fermé depuis lundi et la gardienne dit que ce n’est pas sûr pour les passants.",
    "es": "El puente está cerrado desde el lunes y la guardiana dijo que no es seguro para los vecinos.",
    "it": "Il ponte è chiuso da lunedì e la custode ha detto che non è sicuro per gli abitanti.",
    "nl": "De brug is sinds maandag dicht en de wachter zei dat het niet veilig is om er over te gaan.",
    "pl": "Most jest zamknięty od poniedziałku i strażniczka mówi, że nie jest to bezpieczne dla ludzi.",
    "sv": "Bron är stängd från måndag och vakten sade att det inte är säkert för dem som går på den.",
    "da": "Broen er lukket fra mandag og vagten sagde at det ikke er sikkert for dem som går af den.",
    "fi": "Silta on kiinni maanantaista ja vartija sanoi että se ei ole turvallinen, mutta niin se oli myös.",
    "pt": "A ponte está fechada desde segunda e a guarda disse que não é segura para os moradores do bairro.",
    "ru": "Мост закрыт с понедельника, сказала смотрительница.",
    "zh": "大桥自周一起关闭，管理员说不安全。",
    "ja": "橋は月曜から閉鎖され、管理人は安全ではないと述べた。",
    "ko": "다리는 월요일부터 폐쇄되었다고 관리인이 말했다.",
    "ar": "الجسر مغلق منذ يوم الاثنين، قالت الحارسة.",
    "he": "הגשר סגור מיום שני, אמרה השומרת.",
    "el": "Η γέφυρα είναι κλειστή από τη Δευτέρα, είπε η φύλακας.",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_a_sentence_is_enough(language: str) -> None:
    assert guess_language(SAMPLES[language]) == language


@pytest.mark.parametrize("text", ["", "   ", "12 345", "Norvale", "!?…", "Ilse Varn", "🌉🌉", "the"])
def test_too_little_to_go_by(text: str) -> None:
    assert guess_language(text) is None
    assert read(Article(id="x", text=text or "-")).language == "en"


def test_a_name_in_another_script_does_not_count() -> None:
    assert guess_language("The warden, whose name is 王小明, said that the bridge is shut and it was not safe.") == "en"


@pytest.mark.parametrize(
    ("given", "used"), [("de", "de"), ("DE-at", "de"), ("zh-Hant-TW", "zh"), ("pt_BR", "pt"), ("xx", "xx"), ("", "en")]
)
def test_the_given_language_counts(given: str, used: str) -> None:
    text = "The warden said that the bridge is shut and it was not safe to cross."
    assert read(Article(id="x", language=given, text=text)).language == used
