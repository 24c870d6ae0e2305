"""Russian names: sentences marked before the code had seen them, forms of one name, namesakes."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from pipeline import knowledge, linking
from pipeline.entities import mentions
from pipeline.names import person_cases
from pipeline.records import Entity
from pipeline.tables import TableError
from tests.test_entities import marked

TABLES = Path(__file__).parent / "tables"
RUSSIAN = spacy.blank("ru")


def sentences(table: str) -> list[str]:
    lines = (TABLES / table).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows[0] == ["sentence", "why"]
    return [row[0] for row in rows[1:]]


def entities(text: str) -> tuple[Entity, ...]:
    doc = RUSSIAN(text)
    known = knowledge.load()
    return linking.linked(doc, mentions(doc, known), (), known)


@pytest.mark.parametrize(
    ("table", "least_found", "least_linked"),
    [
        ("names_russian_first.tsv", 0.97, 0.96),
        ("names_russian_second.tsv", 0.95, 0.97),
        ("names_russian_third.tsv", 0.93, 0.96),
    ],
)
def test_so_many_names_are_found_and_so_many_have_the_right_id(
    table: str, least_found: float, least_linked: float
) -> None:
    sought = found = right = linked = 0
    for sentence in sentences(table):
        text, names = marked(sentence)
        got = {(text[e.start : e.end], e.type): e.id for e in entities(text)}
        sought, found = sought + len(names), found + len(got)
        for name, type, id in names:
            if (name, type) in got:
                right += 1
                linked += ("-" if got[name, type].startswith("local:") else got[name, type]) == id
    assert 2 * right / (sought + found) >= least_found
    assert linked / right >= least_linked


SAME = (
    ("bokeikhan-alikhan", "Букейханов Букейханова Бокейханом Бокейхану Букейханулы Бокейхан"),
    ("baitursynuly-akhmet", "Байтурсынов Байтурсыновым Байтурсынулы Байтурсынове"),
    ("dulatuly-mirzhaqyp", "Дулатов Дулатову Дулатовым"),
    ("auezov-mukhtar", "Ауэзов Ауэзове Ауэзову"),
    ("shoqai-mustafa", "Чокаев Чокаева Чокаеву Шокаева"),
    ("seifullin-saken", "Сейфуллин Сейфуллину Сейфуллиным"),
    ("moldagulova-aliya", "Молдагулова Молдагуловой Молдагулову"),
    ("kenesary-qasymuly", "Кенесары Кенесарой Кенесару"),
    ("almaty", "Верный Верного Алма-Ата Алма-Ате Алматы"),
    ("qyzylorda", "Перовск Перовске Ак-Мечеть Ак-Мечети Кзыл-Орда Кзыл-Орду Кызылорде"),
    ("aqmola", "Акмолинск Акмолинске Целиноград Целиноградом Астана Астане"),
    ("semei", "Семипалатинск Семипалатинском Семей Семее"),
    ("oral", "Уральск Уральском Уральске"),
    ("fort-shevchenko", "Форт-Александровский Форт-Александровском"),
    ("tashkent", "Ташкент Ташкентом Ташкенте"),
    ("alash-orda", "Алаш-Орда Алаш-Орды Алаш-Ордой Алашорде Алашорду"),
)


@pytest.mark.parametrize(("id", "forms"), SAME)
def test_every_form_of_a_name_has_one_id(id: str, forms: str) -> None:
    for form in forms.split():
        found = entities(f"Потом вспомнили о том, что {form} в том году.")
        assert (form, [e.id for e in found]) == (form, [id])


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Букейханов А.Н. и А. Н. Букейханов", "bokeikhan-alikhan bokeikhan-alikhan"),
        ("А.Букейханов, Алихан Нурмухамедович Букейханов", "bokeikhan-alikhan bokeikhan-alikhan"),
        ("Ахмет Байтурсынов и М. Дулатов", "baitursynuly-akhmet dulatuly-mirzhaqyp"),
        ("Мыржакып Дулатов и Иман Дулатов", "dulatuly-mirzhaqyp iman-dulatuly"),
        ("Чокан Валиханов и Чингис Валиханов", "ualikhanov-shoqan ualikhanov-shyngys"),
        ("Ахмет Байтурсынов и Ахмет Беремжанов", "baitursynuly-akhmet birimzhanov-akhmet"),
        ("Халел и Жаханша Досмухамедовы", "dosmukhameduly-khalel dosmukhameduly-zhahansha"),
        ("Халел и Степан Лавров", "- -"),
        ("Мустафа Шокай, о Шокае, с Шокаем", "shoqai-mustafa shoqai-mustafa shoqai-mustafa"),
        ("Константин Петрович фон Кауфман", "kaufman-konstantin"),
        ("Алия Молдагулова, Алие Молдагуловой", "moldagulova-aliya moldagulova-aliya"),
        (
            "Пётр Семёнов-Тян-Шанский и П. П. Семёнов",
            "semyonov-tyan-shansky-pyotr semyonov-tyan-shansky-pyotr",
        ),
        ("Пётр Семёнов-Тян-Шанский и А. Семёнов", "semyonov-tyan-shansky-pyotr -"),
        ("послы от Семипалатинской области и, от Уральской — другие", "semei-oblast oral-oblast"),
        ("послы от Семипалатинской области и мещане Уральской", "semei-oblast oral-oblast"),
        ("Тургайский уезд и Уральский хребет", "torgai-uezd -"),
        ("статьи из газеты «Казах», ответы «Казаху»", "qazaq-newspaper qazaq-newspaper"),
        ("I Всеказахский съезд Советов", "-"),
        ("пункты Временного положения от 11 июля 1867 г.", "statute-1867"),
        ("пункты Временного положения от 21 октября 1868 г.", "statute-1868"),
        ("султаны Керей и Жанибек-хан", "kerei-khan zhanibek-khan"),
        ("Нуралы хан и сын его Нуралы", "nuraly-khan nuraly-khan"),
        ("роды Керей и Найман", "kerei-tribe naiman"),
        ("студенты Омского университета имени С. М. Кирова", "-"),
        ("в Орале и в Семее", "oral semei"),
    ],
)
def test_namesakes_stay_apart_and_spellings_do_not(text: str, ids: str) -> None:
    found = (e.id for e in entities(f"Потом были упомянуты {text}."))
    assert " ".join("-" if id.startswith("local:") else id for id in found) == ids


def test_an_unknown_name_has_one_id_in_every_case() -> None:
    text = "Потом в газете «Степной голос» и на I Всеказахском съезде Советов хвалили «Степной голос»."
    more = " Открылся I Всеказахский съезд Советов. О «Степном голосе» забыли."
    ids = [e.id for e in entities(text + more)]
    assert len(ids) == 5 and len(set(ids)) == 2


@pytest.mark.parametrize("sentence", sentences("russian_other_names.tsv"))
def test_a_sentence_has_these_names_and_no_others(sentence: str) -> None:
    text, names = marked(sentence)
    got = [
        (text[e.start : e.end], e.type, "-" if e.id.startswith("local:") else e.id) for e in entities(text)
    ]
    assert got == names


FRAMES = (
    "Долго говорил {}.",
    "Не было письма от А. {}.",
    "Письмо отдали А. {}.",
    "Все видели А. {}.",
    "Он ездил с А. {}.",
    "Речь шла об А. {}.",
)


def surnames() -> list[tuple[str, list[str], str]]:
    lines = (TABLES / "russian_surnames.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows[0] == ["forms", "key", "why"] and len(rows) == 41
    return [(why, forms.split(), key) for forms, key, why in rows[1:]]


@pytest.mark.parametrize(("why", "forms", "key"), surnames())
def test_a_new_surname_has_one_id_in_all_its_cases(why: str, forms: list[str], key: str) -> None:
    text = " ".join(frame.format(form) for frame, form in zip(FRAMES, forms, strict=True))
    ids = {e.id for e in entities(text.replace("говорил", "говорил А.")) if e.type == "PERSON"}
    assert len(ids) == 1 and all(id.startswith("local:person:" + key) and id.endswith("-a") for id in ids), (
        why
    )


@pytest.mark.parametrize(
    ("form", "nominatives"),
    [
        ("хоментовскому", ("хоментовский",)),
        ("турагула", ("турагул", "турагула")),
        ("сейдали", ("сейдали",)),
        ("", ("",)),
        ("-", ("-",)),
    ],
)
def test_what_the_nominative_of_a_form_may_be(form: str, nominatives: tuple[str, ...]) -> None:
    assert set(nominatives) <= set(person_cases.nominatives(form))


def test_the_other_forms_in_a_text_decide() -> None:
    assert person_cases.chosen(["барака", "бараку", "барак"]) == dict.fromkeys(
        ["барака", "бараку", "барак"], "барак"
    )
    assert person_cases.chosen(["барака", "бараку", "бараки", "баракой"])["барака"] == "барака"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"stem": ""}, "person_cases.tsv:1: a row needs how the stem ends"),
        ({"sure": "perhaps"}, "person_cases.tsv:1: a row needs how the stem ends"),
        ({"stem": "["}, "person_cases.tsv:1: the stem is no regular expression"),
    ],
)
def test_a_wrong_table_of_cases_is_refused(
    row: dict[str, str], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {"nominative": "ов", "stem": "[а-я]", "endings": "ов ова", "sure": "yes", "why": ""}
    monkeypatch.setattr(person_cases, "rows", lambda *_: iter([(1, good | row)]))
    with pytest.raises(TableError) as refused:
        person_cases._table.__wrapped__()
    assert str(refused.value).startswith(complaint)
