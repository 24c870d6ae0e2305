"""The language of a text, with its Kazakh letters and without."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.languages import language

KAZAKH = "Ауыл мұғалімдері оқулықтың жаңа басылымын көптен күтіп, балаларға ескі кітаптан сабақ берді."
FOREIGN = {"ky", "tt", "ba", "uz", "uk", "be", "bg", "mn", "en"}
RUSSIAN = "В начале века казахская интеллигенция пыталась решить насущные вопросы своего народа."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (KAZAKH, "kk"),
        (RUSSIAN, "ru"),
        (RUSSIAN + " Газета «Қазақ» выходила в Оренбурге с 1913 года, и её читали не только в степи.", "ru"),
        ("Казак зиялылары оз халкынын маселелерин шешуге тырысты, бирак бул талаптар орындалган жок.", "kk"),
        ("Казак зиялылары бул мaселелерди шешу ушiн петиция жазды жане олар коп болды", "kk"),
        ("Он был избран депутатом и уехал в Петербург, но вскоре вернулся домой", "ru"),
        ("", "kk"),
        ("1905-1907", "kk"),
    ],
)
def test_language(text: str, expected: str) -> None:
    assert language(text) == expected


@settings(deadline=None)
@given(text=st.text(max_size=100))
def test_any_text_has_one(text: str) -> None:
    assert language(text) in {"kk", "ru", "und", *FOREIGN}
