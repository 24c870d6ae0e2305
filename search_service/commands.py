"""Parsed options of a command in, its results on standard output and its exit status out."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from search_service.answers import IndexUnusable, NotFound, Question, QuestionError
from search_service.asking import switched_off
from search_service.evaluation import evaluate


def annotate(options: argparse.Namespace) -> int:
    """One annotation a line; a file that cannot be read is reported and the others are done."""
    from pipeline.annotate import annotate as annotation
    from pipeline.readers import ReadError

    status = 0
    for name in options.files:
        try:
            found = annotation(
                _source(name),
                language=options.lang,
                keep_lines=options.layout == "keep",
                model=options.model,
            ).as_json()
        except ReadError as error:
            complain(str(error))
            status = 1
        else:
            print_json(found)
    return status


def _source(name: str) -> Any:
    from pathlib import Path

    from pipeline.readers import read, read_standard_input

    return read_standard_input() if name == "-" else read(Path(name))


def build(options: argparse.Namespace) -> int:
    """An index that holds the documents; what changed is told, document by document."""
    from search_service import builds, folders
    from search_service.build import BuildError
    from search_service.build import build as built
    from search_service.places import document_folders
    from search_service.terminal import Progress, report_lines

    logging.basicConfig(format="izde: %(message)s", level=logging.WARNING)
    progress = Progress()
    try:
        paths = options.paths or [each for each in document_folders() if folders.holds_documents(each)]
        if not paths:
            return failed("name the files or folders to build from: izde build PATH...", status=2)
        report = built(paths, options.index, jobs=options.jobs, rebuild=options.rebuild, progress=progress)
    except (BuildError, builds.BuildRunning, folders.FolderError, IndexUnusable) as error:
        progress.clear()
        return failed(str(error))
    progress.clear()
    for line in report_lines(report, options.index):
        print(line)
    for warning in report.warnings:
        complain(f"warning: {warning}")
    for _, message in report.failed:
        complain(message)
    return 1 if report.failed else 0


def search(options: argparse.Namespace) -> int:
    """The hits, for a person or, with --json, as the service answers them."""
    from search_service import payloads
    from search_service.search import Corpus
    from search_service.terminal import answer_lines, coloured

    question = replace(
        _question(options),
        sort=options.sort,
        through=options.through,
        limit=options.limit,
        cursor=_as_typed(options.cursor),
    )
    try:
        answer = Corpus.open(options.index).search(question)
    except _REFUSED as error:
        return _refused(error)
    if options.json:
        print_json(payloads.answer(answer))
    else:
        for line in answer_lines(answer, colour=coloured(sys.stdout)):
            print(line)
    return 0


def kwic(options: argparse.Namespace) -> int:
    """Lines of a concordance, for a person or, with --json, as the service answers them."""
    from search_service.number_payloads import Concordance, concordance
    from search_service.search import Corpus
    from search_service.terminal import concordance_lines

    question = replace(_question(options), limit=options.limit, cursor=_as_typed(options.cursor))
    asked = Concordance(options.window, options.sort, options.sample, options.seed)
    try:
        answer = concordance(Corpus.open(options.index), question, asked)
    except _REFUSED as error:
        return _refused(error)
    if options.json:
        print_json(answer)
    else:
        print(*concordance_lines(answer), sep="\n")
    return 0


def frequencies(options: argparse.Namespace) -> int:
    """Frequencies, as a table for a person or, with --json, as the service answers them."""
    from search_service.number_payloads import first_rows, whole_frequencies
    from search_service.search import Corpus
    from search_service.terminal import frequency_lines

    try:
        listed = whole_frequencies(Corpus.open(options.index), _question(options), options.of)
    except _REFUSED as error:
        return _refused(error)
    answer = first_rows(listed, "frequencies", options.limit)
    if options.json:
        print_json(answer)
    else:
        print(*frequency_lines(answer), sep="\n")
    return 0


def _question(options: argparse.Namespace) -> Question:
    """The words, the mode and the filters that were typed."""
    return Question(
        q=_as_typed(options.query),
        mode=options.mode,
        lang=options.lang,
        document=_as_typed(options.document),
        entities=tuple(_as_typed(each) or "" for each in options.entity),
        date_from=_as_typed(options.date_from),
        date_to=_as_typed(options.date_to),
        without=switched_off(options.without),
    )


_REFUSED = (QuestionError, IndexUnusable, NotFound)


def _refused(error: Exception) -> int:
    """The exit status of a question that has no answer, once it is told why."""
    if isinstance(error, QuestionError):
        return failed(f"{error.parameter}: {error}", status=2)
    return failed(str(error))


def _as_typed(argument: str | None) -> str | None:
    """An argument as UTF-8, also where the locale made something else of the bytes that were typed."""
    return None if argument is None else os.fsencode(argument).decode("utf-8", "replace")


def export(options: argparse.Namespace) -> int:
    """Every passage of the corpus, in order, or every pair."""
    from search_service.export import write
    from search_service.search import Corpus

    try:
        corpus = Corpus.open(options.index)
        if str(options.out) == "-":
            told = write(corpus, options.format, sys.stdout)
        else:
            with options.out.open("w", encoding="utf-8", newline="") as file:
                told = write(corpus, options.format, file)
    except IndexUnusable as error:
        return failed(str(error))
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        return failed(f"{options.out}: cannot be written: {error.strerror}")
    if told:
        complain(told)
    return 0


def lemmatise(options: argparse.Namespace) -> int:
    """The lemmas of each line of standard input, one a token."""
    from pipeline import lemmas
    from pipeline.lemma_explanation import explained

    for number, line in enumerate(_lines(), start=1):
        try:
            line.encode("utf-8")
        except UnicodeEncodeError:
            return failed(f"standard input, line {number}: is not UTF-8; convert it first")
        tokens = line.rstrip("\n").split(" ")
        words = [token for token in tokens if token]
        if options.explain:
            print(*explained(words, options.lang), sep="\n")
            continue
        found = iter(lemmas.lemmas(words, options.lang))
        print(*(next(found) if token else token for token in tokens))
    return 0


def _lines() -> Iterator[str]:
    yield from sys.stdin


def serve(options: argparse.Namespace) -> int:
    """Answers requests until it is told to stop."""
    from search_service import settings

    try:
        held = settings.load()
        if options.show_settings:
            print(settings.table(held))
            return 0
        from search_service.serving import serve as served

        return served(options.index, held, say=lambda line: print(line, file=sys.stderr, flush=True))
    except settings.SettingError as error:
        return failed(str(error), status=2)
    except (IndexUnusable, OSError) as error:
        return failed(str(error))


def print_json(value: Any) -> None:
    """`value` as one line of JSON in UTF-8."""
    print(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def complain(message: str) -> None:
    """`message` as one line on standard error."""
    print(f"izde: {message}", file=sys.stderr)


def failed(message: str, status: int = 1) -> int:
    """The exit status of a command that ends with `message`."""
    complain(message)
    return status


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "annotate": annotate,
    "build": build,
    "evaluate": evaluate,
    "export": export,
    "serve": serve,
    "search": search,
    "kwic": kwic,
    "frequencies": frequencies,
    "lemmatise": lemmatise,
}
