"""The house itself: which room may import which, what is data and what stays out of the wheel."""

from __future__ import annotations

import ast
import configparser
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("pipeline", "search_service", "scripts", "tests")
# A room may import itself and the rooms named here.
MAY_IMPORT = {
    "pipeline": set(),
    "search_service": {"pipeline"},
    "scripts": {"pipeline", "search_service"},
    "tests": {"pipeline", "search_service", "scripts", "tests"},
}


def modules(*rooms: str) -> list[Path]:
    found = [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]
    assert found
    return found


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_rooms(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {found.split(".")[0] for found in names} & set(ROOMS)


@pytest.mark.parametrize("path", modules(*ROOMS), ids=name)
def test_imports_go_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    assert imported_rooms(path) <= MAY_IMPORT[room] | {room}


@pytest.mark.parametrize("path", modules("pipeline", "search_service", "scripts"), ids=name)
def test_a_file_opens_with_what_comes_in_and_goes_out(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring and docstring.split("\n")[0].endswith(".")


@pytest.mark.parametrize("path", modules("pipeline", "search_service", "scripts", "tests"), ids=name)
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", modules("pipeline", "search_service", "scripts"), ids=name)
def test_every_open_names_its_encoding(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in {"read_text", "write_text"} or (isinstance(node.func, ast.Name) and called == "open"):
            binary = any(isinstance(arg, ast.Constant) and "b" in str(arg.value) for arg in node.args[1:2])
            keywords = {keyword.arg for keyword in node.keywords}
            assert binary or "encoding" in keywords, f"line {node.lineno}"


def test_importing_the_packages_reads_no_table() -> None:
    """spaCy imports every registered language in every process: that must cost nothing and break nothing."""
    script = (
        "import importlib.resources\n"
        "found = importlib.resources.files\n"
        "def files(package, *rest):\n"
        "    name = getattr(package, '__name__', package)\n"
        "    if name.split('.')[0] in ('pipeline', 'search_service'):\n"
        "        raise SystemExit(f'{name}: a table was read at import')\n"
        "    return found(package, *rest)\n"
        "importlib.resources.files = files\n"
        "import pipeline.kazakh, pipeline.annotate, search_service.cli, search_service.api\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_tables_are_utf8_tab_separated_without_trailing_space() -> None:
    tables = sorted((ROOT / "pipeline" / "data").glob("*.tsv"))
    assert tables
    for table in tables:
        for number, line in enumerate(table.read_text(encoding="utf-8").split("\n"), start=1):
            assert "\r" not in line and not line.endswith(" "), f"{table.name}:{number}"


def test_every_dependency_is_bounded_and_says_why() -> None:
    lines = (ROOT / "setup.cfg").read_text(encoding="utf-8").split("\n")
    wanted = [
        number
        for number, line in enumerate(lines)
        if re.match(r"    [a-z-]+[<>=]=", line) and not line.strip().startswith("#")
    ]
    assert wanted
    for number in wanted:
        assert lines[number - 1].strip().startswith("#"), lines[number]


def test_locks_hold_exact_versions_and_no_addresses() -> None:
    for lock in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "://" not in text
        pins = [line for line in text.split("\n") if line and line[0].isalpha()]
        assert pins and all(re.match(r"[\w.-]+==[\w.]+", pin) for pin in pins)


def test_the_lock_answers_to_setup_cfg() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8").casefold()
    for line in config["options"]["install_requires"].strip().split("\n"):
        if not line.startswith("#"):
            wanted = re.split(r"[<>=]", line)[0]
            assert f"\n{wanted.casefold()}==" in locked


def test_the_seed_stands_as_its_readme_says() -> None:
    readme = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    assert seeds
    for seed in seeds:
        assert hashlib.sha256(seed.read_bytes()).hexdigest() in readme


def test_nothing_quotes_the_seed() -> None:
    """Rules and tests are general: none holds seven words in a row of the document they are scored on."""

    def words(text: str) -> list[str]:
        return re.findall(r"\w+", text.casefold())

    def runs(text: str) -> set[tuple[str, ...]]:
        found = words(text)
        return {tuple(found[at : at + 7]) for at in range(len(found) - 6)}

    seed = next((ROOT / "seeds").glob("*.txt"))
    quoted = runs(seed.read_text(encoding="utf-8"))
    assert quoted
    tables = sorted((ROOT / "pipeline" / "data").glob("*.tsv")) + sorted((ROOT / "tests").rglob("*.tsv"))
    for path in modules(*ROOMS) + tables:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            assert not runs(line) & quoted, f"{name(path)}:{number}"
