"""The command line in, an exit status out: 0 done, 1 the work failed, 2 wrong usage."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from search_service import evaluation, operators, places, settings

# What does the work is imported by the command that needs it, so that help and version answer at once.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` name; the exit status comes back."""
    _speak_utf8()
    try:
        options = parser().parse_args(arguments)
    except settings.SettingError as error:
        print(f"izde: {error}", file=sys.stderr)
        return 2
    try:
        status = _run(options)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        print("izde: stopped before it was done", file=sys.stderr)
        return 128 + signal.SIGINT
    except OSError as error:
        # Python flushes standard output once more at exit; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            print(f"izde: {error.filename or 'standard output'}: {error.strerror}", file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """The grammar of the command line."""
    top = argparse.ArgumentParser(
        prog="izde", description="Kazakh-Russian corpus and search service for history texts."
    )
    top.add_argument("--version", action=_Version, help="say the version and stop")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_annotate(commands)
    _add_build(commands)
    _add_serve(commands)
    _add_search(commands)
    _add_kwic(commands)
    _add_frequencies(commands)
    _add_lemmatise(commands)
    _add_export(commands)
    _add_evaluate(commands)
    return top


class _Version(argparse.Action):
    def __init__(self, option_strings: list[str], dest: str, **more: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **more)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print("izde", version("izde"))
        parser.exit()


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help that says every option's default."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        if not action.option_strings or action.default is argparse.SUPPRESS:
            return action.help
        default = "off" if action.default is False else action.default or "none"
        return f"{action.help} (default: {str(default).replace('%', '%%')})"


def _command(commands: Any, name: str, summary: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        formatter_class=_Help,
    )
    return command


def _add_annotate(commands: Any) -> None:
    command = _command(commands, "annotate", "print the annotation of each file as a line of JSON")
    command.add_argument("files", nargs="+", metavar="FILE", help="a UTF-8 text file; - reads standard input")
    command.add_argument(
        "--lang",
        choices=("auto", "kk", "ru"),
        default="auto",
        help="the main language; a part that is plainly in another stays what it is",
    )
    command.add_argument(
        "--layout",
        choices=("auto", "keep"),
        default="auto",
        help="auto unwraps lines into paragraphs; with keep each line is a paragraph of its own",
    )
    command.add_argument(
        "--model",
        choices=("none", "fast", "accurate"),
        default="fast",
        help="the learnt model that looks for names beside tables and patterns",
    )


def _add_build(commands: Any) -> None:
    command = _command(commands, "build", "add or refresh documents in the index, only what changed")
    command.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        type=Path,
        help="a text file or a folder of them; without any, seeds and corpus of the checkout",
    )
    command.epilog = (
        "A documents.tsv in the folder describes its documents. Of a translation it names the original,\n"
        "under translation_of; alignments/ID.tsv beside it pairs the sentences (source, target, note), else\n"
        "the program does. What is wrong with that is told as a warning and costs pairs alone.\n\n"
        "exit status: 0 when all documents are in the index, also with warnings; 1 when one is not"
    )
    _add_index(command)
    command.add_argument(
        "--jobs", type=_positive, metavar="N", default=1, help="documents to work on at once"
    )
    command.add_argument(
        "--rebuild", action="store_true", help="build every document anew, whatever the index holds"
    )


def _add_serve(commands: Any) -> None:
    command = _command(commands, "serve", "serve the pages and the JSON addresses")
    _add_index(command)
    command.add_argument(
        "--show-settings",
        action="store_true",
        help="print every setting with its value and where that is from, and stop",
    )
    lines = [
        f"  {each.name:<20} {each.meaning} (default: {each.shown_default})" for each in settings.SETTINGS
    ]
    command.epilog = "\n".join(
        [f"settings, in the environment or in a file that {settings.FILE} names:", *lines]
    )


def _add_search(commands: Any) -> None:
    command = _command(commands, "search", "find passages and print them")
    command.add_argument("query", metavar="QUERY", nargs="?", help="words, a name or a question")
    typed = (f"  {typed:<31}  {meaning}" for typed, meaning in operators.HELP)
    command.epilog = "\n".join(["in a query:", *typed])
    _add_filters(command)
    command.add_argument(
        "--through",
        choices=("text", "translation"),
        default="text",
        help="what must answer the query: text, the passage itself; translation, the passage or, below all "
        "of those, together with what it is paired with in a translation",
    )
    command.add_argument(
        "--sort", choices=("relevance", "position", "date"), default="relevance", help="order of the hits"
    )
    _add_page(command, "hits")
    _add_index(command)


def _add_kwic(commands: Any) -> None:
    command = _command(commands, "kwic", "print key words in context: a line for each match")
    command.add_argument("query", metavar="QUERY", help="words or a name")
    _add_filters(command)
    command.add_argument(
        "--window", type=_up_to(30), metavar="N", default=8, help="words of context on either side, 1 to 30"
    )
    command.add_argument(
        "--sort",
        choices=("position", "left", "node", "right", "date"),
        default="position",
        help="order of the lines: as in the corpus, by the words before the match, by the match, by the "
        "words after it, or by date",
    )
    command.add_argument(
        "--sample", type=_up_to(10_000), metavar="N", help="only so many lines, drawn at random"
    )
    command.add_argument(
        "--seed", type=_positive, metavar="N", default=1, help="the same seed draws the same lines"
    )
    _add_page(command, "lines")
    _add_index(command)


def _add_frequencies(commands: Any) -> None:
    command = _command(commands, "frequencies", "print how often words, names, documents or years occur")
    command.add_argument(
        "query", metavar="QUERY", nargs="?", help="what to count; without it, all words of the corpus"
    )
    _add_filters(command)
    command.add_argument(
        "--of",
        choices=("form", "lemma", "how", "entity", "document", "year", "decade"),
        default="form",
        help="what to tell apart",
    )
    command.add_argument("--limit", type=_up_to(1000), metavar="N", default=50, help="rows, 1 to 1000")
    command.add_argument("--json", action="store_true", help="print the answer that the service gives")
    _add_index(command)


def _add_filters(command: argparse.ArgumentParser) -> None:
    command.add_argument("--mode", choices=("smart", "exact", "fuzzy"), default="smart", help="how to search")
    command.add_argument(
        "--without",
        choices=("lemma", "script", "name", "near"),
        action="append",
        default=[],
        help="a folding to switch off: other forms of a word, its spellings in another script or habit, "
        "other names of what it names, near spellings; repeatable",
    )
    command.add_argument("--lang", choices=("kk", "ru"), help="only passages in this language")
    command.add_argument("--document", metavar="ID", help="only this document")
    command.add_argument(
        "--entity", metavar="ID", action="append", default=[], help="only passages that name it; repeatable"
    )
    command.add_argument("--from", dest="date_from", metavar="DATE", help="first year, month or day (EDTF)")
    command.add_argument("--to", dest="date_to", metavar="DATE", help="last year, month or day (EDTF)")


def _add_page(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument(
        "--limit", type=_up_to(100), metavar="N", default=20, help=f"{what} to print, 1 to 100"
    )
    command.add_argument("--cursor", metavar="NEXT", help="`next` of the answer before")
    command.add_argument("--json", action="store_true", help="print the answer that the service gives")


def _add_lemmatise(commands: Any) -> None:
    command = _command(
        commands,
        "lemmatise",
        "read sentences from standard input, one a line, tokens parted by one space, and print their lemmas",
    )
    command.add_argument("--lang", choices=("kk", "ru"), default="kk", help="language of the sentences")
    command.add_argument(
        "--explain", action="store_true", help="print for each token what it may be, and what decided"
    )


def _add_export(commands: Any) -> None:
    command = _command(
        commands, "export", "write out every passage of the corpus, or every pair of sentences"
    )
    command.add_argument(
        "format",
        metavar="FORMAT",
        choices=("jsonl", "csv", "tmx"),
        help="jsonl or csv; tmx, of the translations",
    )
    command.add_argument(
        "--out", metavar="FILE", type=Path, default=Path("-"), help="where to; - is standard output"
    )
    _add_index(command)


def _add_evaluate(commands: Any) -> None:
    command = _command(commands, "evaluate", "measure the pipeline on a file that was annotated by hand")
    evaluation.add_arguments(command, _Help)


def _add_index(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--index", metavar="DIR", type=Path, default=places.index_folder(), help="folder of the index"
    )


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text}: should be a whole number from 1")
    return int(text)


def _up_to(most: int) -> Callable[[str], int]:
    """What reads a whole number from 1 to `most`."""

    def number(text: str) -> int:
        if (found := _positive(text)) > most:
            raise argparse.ArgumentTypeError(f"{text}: should be at most {most}")
        return found

    return number


def _run(options: argparse.Namespace) -> int:
    from search_service import commands
    from search_service.worker import quieten_whoosh

    quieten_whoosh()
    return commands.COMMANDS[options.command](options)


def _speak_utf8() -> None:
    """Text is UTF-8 on every stream, whatever the locale and the platform say; a closed one is empty."""
    for name, mode, errors in (
        ("stdin", "r", "surrogateescape"),
        ("stdout", "w", "backslashreplace"),
        ("stderr", "w", "backslashreplace"),
    ):
        stream = getattr(sys, name) or open(os.devnull, mode, encoding="utf-8")
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)
        setattr(sys, name, stream)
