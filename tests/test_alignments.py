"""Tables of pairs in, the pairs and what is told of every wrong row out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.alignments import MOST_TOLD, AlignmentError, Pair, Side, pairs, unpaired

# Sentences of ten characters, parted by one; those of the translation by two.
SOURCE = Side("letter", [(at, at + 10) for at in range(0, 55, 11)])
TARGET = Side("letter-ru", [(at, at + 10) for at in range(0, 60, 12)])
GOOD = "letter@0\tletter-ru@0"


def table(folder: Path, *rows: str) -> Path:
    file = folder / "letter-ru.tsv"
    file.write_text("\n".join(("source\ttarget\tnote", *rows)) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("row", "expected", "why"),
    [
        ("letter@11\tletter-ru@12\t", Pair((1,), (1,)), "a sentence and its translation"),
        ("letter@11\tletter-ru@12", Pair((1,), (1,)), "the note may be left out, with its tab"),
        ("letter@11\tletter-ru@12\t1905, not 1906\r", Pair((1,), (1,), note="1905, not 1906"), "a note"),
        ("letter@11 letter@22\tletter-ru@12", Pair((1, 2), (1,)), "two sentences made one"),
        ("letter@11\tletter-ru@24 letter-ru@12", Pair((1,), (1, 2)), "one made two, in any order"),
        ("letter@11 letter@15\tletter-ru@12", Pair((1,), (1,)), "two places of one sentence"),
        ("letter@20\tletter-ru@21", Pair((1,), (1,)), "the last letter still lies in it"),
        (" letter@11 \t letter-ru@12 ", Pair((1,), (1,)), "spaces around"),
    ],
)
def test_a_row_is_a_pair(tmp_path: Path, row: str, expected: Pair, why: str) -> None:
    assert pairs(table(tmp_path, GOOD, row), SOURCE, TARGET) == ((Pair((0,), (0,)), expected), ()), why


@pytest.mark.parametrize(
    ("row", "told", "why"),
    [
        ("\tletter-ru@12\tan addition", "source is empty", "nothing on the side of the original"),
        ("letter@11\t\t", "target is empty", "nothing on the side of the translation"),
        ("letter@11", "target is empty", "one cell"),
        ("letter@21\tletter-ru@12", "source: no sentence is at 'letter@21'", "between two sentences"),
        ("letter@11\tletter-ru@999", "target: no sentence is at 'letter-ru@999'", "after the end"),
        ("letter-ru@12\tletter@11", "source: no sentence is at 'letter-ru@12'", "the sides exchanged"),
        ("other@11\tletter-ru@12", "no sentence is at 'other@11'", "another document"),
        ("letter@11\tletter-ru:2", "no sentence is at 'letter-ru:2'", "a number for a place"),
        ("letter@٣\tletter-ru@12", "no sentence is at 'letter@٣'", "digits of another script"),
        ("letter@11,letter@22\tletter-ru@12", "no sentence is at", "parted by a comma"),
        ("letter@" + "1" * 5000 + "\tletter-ru@12", "no sentence is at", "an endless number"),
        ("letter@11\tletter-ru@12\t\t", "has 4 cells", "a tab too many"),
        ("letter@0\tletter-ru@12", "letter@0 stands in row 2 already", "a sentence of two pairs"),
        ("letter@11\tletter-ru@12 letter-ru@0", "letter-ru@0 stands in row 2 already", "the other side"),
        ("\0\t\x1b[31m", "no sentence is at", "control characters"),
    ],
)
def test_a_wrong_row_is_told_and_the_others_are_kept(tmp_path: Path, row: str, told: str, why: str) -> None:
    file = table(tmp_path, GOOD, row, "letter@44\tletter-ru@48")
    found, faults = pairs(file, SOURCE, TARGET)
    assert found == (Pair((0,), (0,)), Pair((4,), (4,))), why
    assert len(faults) == 1 and faults[0].startswith(f"{file}:3: ") and told in faults[0], why


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff\xfes\0o\0", "is not UTF-8 (byte 0xFF at offset 0)"),
        (b"source\ttarget\tnote\nletter@0\tletter-ru@0\t\xe0\xeb\n", "is not UTF-8 (byte 0xE0"),
        (b"letter@0\tletter-ru@0\t\n", ":1: the first row should be: source, target, note"),
        (b"source,target,note\n", ":1: the first row should be"),
        (b"", ":1: the first row should be"),
    ],
)
def test_what_is_no_table_of_pairs_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    file = tmp_path / "letter-ru.tsv"
    file.write_bytes(data)
    with pytest.raises(AlignmentError) as raised:
        pairs(file, SOURCE, TARGET)
    assert str(raised.value).startswith(str(file)) and told in str(raised.value)


def test_a_table_may_begin_with_a_bom_and_end_lines_as_windows_does(tmp_path: Path) -> None:
    file = tmp_path / "letter-ru.tsv"
    file.write_bytes(f"\ufeffsource\ttarget\tnote\r\n{GOOD}\t\r\n\r\n".encode())
    assert pairs(file, SOURCE, TARGET) == ((Pair((0,), (0,)),), ())


def test_of_very_many_wrong_rows_the_first_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    file = table(tmp_path, *["nowhere@1\tletter-ru@0"] * (MOST_TOLD + 7), GOOD)
    found, faults = pairs(file, SOURCE, TARGET)
    assert found == (Pair((0,), (0,)),)
    assert len(faults) == MOST_TOLD + 1 and faults[-1] == f"{file}: 7 more rows are wrong and not used"


def test_sentences_without_a_partner_are_counted() -> None:
    found = [Pair((0, 1), (0,)), Pair((4,), (1,))]
    assert list(unpaired(found, SOURCE, TARGET)) == [
        "sentences of letter without a partner: 2 of 5, the first is letter@22",
        "sentences of letter-ru without a partner: 3 of 5, the first is letter-ru@24",
    ]
    assert list(unpaired([Pair((0, 1, 2, 3, 4), (0, 1, 2, 3, 4))], SOURCE, TARGET)) == []


ADDRESSES = st.one_of(
    st.builds("{}@{}".format, st.sampled_from(["letter", "letter-ru", "x"]), st.integers(0, 60)),
    st.text(max_size=8),
)
CELLS = st.lists(ADDRESSES, max_size=3).map(" ".join)


@given(st.lists(st.lists(CELLS, max_size=4).map("\t".join), max_size=8))
def test_every_row_is_a_pair_or_is_told(tmp_path_factory: pytest.TempPathFactory, rows: list[str]) -> None:
    file = table(tmp_path_factory.mktemp("any"), *rows)
    found, faults = pairs(file, SOURCE, TARGET)
    lines = "\n".join(rows).split("\n")
    assert len(found) + len(faults) == sum(bool(line.strip()) for line in lines)
    for side, used in ((SOURCE, [p.source for p in found]), (TARGET, [p.target for p in found])):
        places = [place for one in used for place in one]
        assert len(places) == len(set(places)) and all(used) and set(places) <= set(range(len(side.spans)))
