"""What the page of a name shows of a real index: nothing unknown, and numbers that the search finds again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from werkzeug.datastructures import MultiDict

from pipeline import knowledge
from search_service.addresses import results
from search_service.answers import NotFound
from search_service.interface import words
from search_service.letters_told import script_language
from search_service.name_page import PASSAGES_SHOWN, name_view
from search_service.search import Corpus
from tests.running import Service, serving
from tests.work import calls

KAZAKH = words("kk")
MENTIONS = 400


def found(corpus: Corpus, address: str) -> int:
    """How many passages the results at an address have."""
    return corpus.search(results(MultiDict(parse_qsl(urlsplit(address).query))).question()).total


@pytest.fixture(scope="module")
def seeded(index: Path) -> Iterator[Corpus]:
    with closing(Corpus.open(index)) as opened:
        yield opened


@pytest.fixture(scope="module")
def often(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of a text that mentions one name in 400 passages."""
    from search_service.build import build

    texts, index = tmp_path_factory.mktemp("often"), tmp_path_factory.mktemp("often-index")
    paragraphs = (f"Әлихан Бөкейхан {1890 + n % 40} жылы Семей қаласына келді." for n in range(MENTIONS))
    (texts / "often.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    assert not build([texts], index).failed
    return index


def test_the_names_are_those_of_the_table_and_no_others(seeded: Corpus) -> None:
    _, listed, _ = seeded.entities()
    for entity in listed:
        view = name_view(seeded, entity.id, KAZAKH)
        written = {name for _, name in view["names"]} | {
            name for _, aliases in view["aliases"] for _, name in aliases
        }
        known = knowledge.load().entries.get(entity.id)
        assert written == set(known.names if known else entity.names.values()), entity.id
        assert view["known"] == (known is not None)


def test_a_name_without_a_language_tells_its_script() -> None:
    assert script_language("Ахмет Байтұрсын") == ("cyrillic", "kk")
    assert script_language("Якуб Акбаев") == ("cyrillic", "")
    assert script_language("Akhmet Baitursynov") == ("latin", "")
    assert script_language("قازاق") == ("arabic", "kk-Arab")


def test_every_number_is_what_its_link_finds(seeded: Corpus) -> None:
    view = name_view(seeded, "bokeikhan-alikhan", KAZAKH)
    assert found(seeded, view["every"]) == view["total"] == view["entity"].count
    assert found(seeded, view["concordance"]) == view["total"]
    companions = view["companions"]["shown"] + view["companions"]["more"]
    assert len(companions) > 10 and not [each for each in companions if each["id"] == "bokeikhan-alikhan"]
    assert [each["count"] for each in companions] == [found(seeded, each["address"]) for each in companions]
    forms = view["forms"]["shown"] + view["forms"]["more"]
    assert len(forms) > 5 and all(found(seeded, each["address"]) for each in forms)
    # A bar holds the dates that lie in its year, its link finds those, too, that reach over more.
    assert all(found(seeded, bar.address) >= bar.count > 0 for bar in view["chart"].bars)
    assert view["total"] - view["undated"] <= sum(bar.count for bar in view["chart"].bars)


def test_a_name_that_only_the_texts_know_is_told_so(tmp_path: Path) -> None:
    from search_service.build import build

    text = "Сейітқазы Нұрпейісұлы 1905 жылы Орынборда «Таңшолпан» газетін шығарды."
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_text(text, encoding="utf-8")
    assert not build([tmp_path / "texts"], tmp_path / "index").failed
    with closing(Corpus.open(tmp_path / "index")) as corpus:
        unknown = [each for each in corpus.entities()[1] if each.id.startswith("local:")]
        assert unknown
        for each in unknown:
            view = name_view(corpus, each.id, KAZAKH)
            assert not view["known"] and not view["aliases"]
            assert found(corpus, view["concordance"]) == view["total"] == 1, each.id


def test_a_life_is_a_band_behind_the_bars_and_one_year_is_none(seeded: Corpus) -> None:
    band = name_view(seeded, "bokeikhan-alikhan", KAZAKH)["chart"].band
    assert (band.first, band.last) == (1866, 1937)
    assert knowledge.load().years_of("alash-party") == (1917, 1917)
    assert name_view(seeded, "alash-party", KAZAKH)["chart"].band is None


def test_what_goes_by_the_same_name_is_told(seeded: Corpus) -> None:
    namesakes = name_view(seeded, "alash-party", words("ru"))["namesakes"]
    assert ("ru", "движение Алаш") in [(each["language"], each["name"]) for each in namesakes]
    assert not name_view(seeded, "bokeikhan-alikhan", KAZAKH)["namesakes"]


def test_passages_stand_by_year_and_those_without_one_last(seeded: Corpus) -> None:
    view = name_view(seeded, "bokeikhan-alikhan", KAZAKH)
    years = [group["year"] for group in view["years"]]
    dated = [year for year in years if year]
    assert len(dated) > 2 and years == [*sorted(dated), ""]
    assert sum(len(group["passages"]) for group in view["years"]) == min(view["total"], PASSAGES_SHOWN)


def test_an_unknown_name_is_not_found_and_the_page_says_what_to_do(seeded: Corpus, service: Service) -> None:
    with pytest.raises(NotFound):
        name_view(seeded, "nobody", KAZAKH)
    reply = service.get("/names/nobody?ui=en")
    assert reply.status == 404 and "list of names" in reply.text and 'href="/names?ui=en"' in reply.text


def test_a_name_with_400_mentions_is_shown_in_part_and_costs_little(often: Path, seeded: Corpus) -> None:
    with closing(Corpus.open(often)) as corpus:
        view = name_view(corpus, "bokeikhan-alikhan", KAZAKH)
        assert view["total"] == MENTIONS and view["rest"] == MENTIONS - PASSAGES_SHOWN
        assert len(view["chart"].bars) == 40
        often_calls = calls(lambda: name_view(corpus, "bokeikhan-alikhan", KAZAKH))
    name_view(seeded, "bokeikhan-alikhan", KAZAKH)
    # Fifteen times the mentions are no more to do than a few: what is shown is counted, not listed.
    assert often_calls < 3 * calls(lambda: name_view(seeded, "bokeikhan-alikhan", KAZAKH))
    with serving(often) as running:
        reply = running.get("/names/bokeikhan-alikhan?ui=ru")
        assert reply.status == 200 and reply.text.count("<blockquote") == PASSAGES_SHOWN
