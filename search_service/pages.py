"""Requests of a browser in, pages out; every control is a link or a form, and a script only adds comfort."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request
from flask_babel import Babel, get_locale
from werkzeug.wrappers import Response as AnyResponse

from search_service.addresses import address, results
from search_service.assets import asset
from search_service.citations import reader_path, stable_id
from search_service.concordance_addresses import lines
from search_service.concordance_page import concordance_view
from search_service.corpus_page import corpus_view
from search_service.date_words import date_in_words
from search_service.exports import of_sheet
from search_service.help_page import help_view
from search_service.home_page import home_view
from search_service.interface import LANGUAGES, Words, words
from search_service.labels import N_, label, labels
from search_service.letters_told import letters_tell
from search_service.library import library
from search_service.name_page import name_view, names_view
from search_service.problem_page import problem_view
from search_service.problem_types import problem_types as types_by_name
from search_service.problems import Problem
from search_service.reader_addresses import nearest_path
from search_service.reader_page import reader_view
from search_service.references import MEDIA_TYPES, Reference, listed
from search_service.results_page import results_view
from search_service.sheet_page import reference, references, sheet_view
from search_service.sheets import asked_change, sheet_of

OWN_NAMES = {"kk": ("Қаз", "ақша"), "ru": ("Рус", "ский"), "en": ("Eng", "lish")}
"""What each language calls itself: what is left of it on a telephone, and the rest."""

SECTIONS = (
    ("home", N_("Search")),
    ("concordance", N_("Concordance")),
    ("documents", N_("Documents")),
    ("names", N_("Names")),
    ("sheet", N_("Sheet")),
    ("help", N_("Help")),
)
"""What the navigation leads to: the views of the blueprint, those that there are."""

DOCUMENTS_A_PAGE = 100


def pages() -> Blueprint:
    """The blueprint of the pages."""
    blueprint = Blueprint("pages", __name__)
    blueprint.record_once(lambda state: _speak(state.app))
    blueprint.context_processor(_shared)
    blueprint.after_app_request(_with_language)
    for path, view in (
        ("/", home),
        ("/concordance", concordance),
        ("/documents", documents),
        ("/documents/<document_id>", reader),
        ("/passages/<passage_id>", passage),
        ("/passages/<passage_id>/citation.<any(txt, bib, json):form>", passage_citation),
        ("/citations.<any(txt, bib, json):form>", citations),
        ("/sheet", sheet),
        ("/names", names),
        ("/names/<path:entity_id>", name),
        ("/corpus", corpus),
        ("/help", help),
        ("/problems", problem_types),
        ("/problems/<name>", problem_type),
    ):
        blueprint.add_url_rule(path, view_func=view)
    return blueprint


def _speak(app: Any) -> None:
    Babel(app, default_locale="en", locale_selector=_chosen_language)


def _chosen_language() -> str:
    """The language of the address, else of the browser, else Kazakh."""
    wanted = request.args.get("ui")
    if wanted in LANGUAGES:
        return str(wanted)
    return request.accept_languages.best_match(LANGUAGES, default="kk") or "kk"


def interface_words() -> Words:
    """The interface in the language of the request."""
    return words(str(get_locale()))


def own(path: str) -> str:
    """The address `path`, in the interface's language where the current address names one."""
    chosen = _named_language()
    path, _, fragment = path.partition("#")
    return (address(path, {"ui": chosen}) if chosen else path) + (f"#{fragment}" if fragment else "")


def in_language(language: str) -> str:
    """The address of the current page with its interface in `language`."""
    pairs = [pair for pair in request.args.items(multi=True) if pair[0] != "ui"]
    # Behind two strokes a browser takes what follows for the name of another machine.
    path = "/" + quote(request.path.lstrip("/"))
    return address(path, [*pairs, ("ui", language)])


def _named_language() -> str:
    chosen = request.args.get("ui", "")
    return chosen if chosen in LANGUAGES else ""


def _shared() -> dict[str, Any]:
    said = interface_words()
    rules = {rule.endpoint: rule.rule for rule in current_app.url_map.iter_rules()}
    return {
        "words": said,
        "label": partial(label, said),
        "labels": labels,
        "own": own,
        "in_language": in_language,
        "own_names": OWN_NAMES,
        "sections": [
            (name, rules[f"pages.{name}"], said.gettext(title))
            for name, title in SECTIONS
            if f"pages.{name}" in rules
        ],
        "date_in_words": lambda edtf: date_in_words(edtf, said),
        "ui": _named_language(),
        "asset": asset,
        "letters_tell": letters_tell,
    }


def _with_language(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = interface_words().language
        response.vary.add("Accept-Language")
    return response


def home() -> str | tuple[str, int]:
    """The search field, or the results where something is asked."""
    asked = results(request.args)
    paired = library().corpus().info["pairs"] != "0"
    if not asked.asks:
        return render_template(
            "home.html", asked=asked, paired=paired, **home_view(library().searchable(), asked)
        )
    view = results_view(library().searchable(), asked, interface_words(), host=request.host_url)
    return render_template("results.html", asked=asked, paired=paired, **view), view["status"]


def concordance() -> tuple[str, int]:
    """The matches of a question in their contexts, and their numbers."""
    asked = lines(request.args)
    corpus = library().searchable() if asked.q else library().corpus()
    view = concordance_view(corpus, asked, interface_words())
    return render_template("concordance.html", asked=asked, **view), view["status"]


def documents() -> str:
    """The list of documents."""
    cursor = request.args.get("cursor")
    total, listed, following = library().corpus().documents(limit=DOCUMENTS_A_PAGE, cursor=cursor)
    return render_template("documents.html", total=total, listed=listed, next=following)


def reader(document_id: str) -> str | AnyResponse:
    """A document to read, with the matches of the question that led here marked, or the way to the first."""
    asked = results(request.args)
    corpus = library().searchable() if asked.q else library().corpus()
    view = reader_view(corpus, document_id, asked, request.args, interface_words(), host=request.host_url)
    if view["leads_on"]:
        return redirect(view["leads_on"], HTTPStatus.SEE_OTHER)
    return render_template("reader.html", asked=asked, **view)


def passage(passage_id: str) -> AnyResponse:
    """The way to the passage in the reader: or to what is nearest to its address now."""
    found = library().corpus().nearest(passage_id)
    path = reader_path if passage_id in (found.id, stable_id(found)) else nearest_path
    return redirect(own(path(found.document, found.number)), HTTPStatus.SEE_OTHER)


def passage_citation(passage_id: str, form: str) -> Response:
    """A reference to one passage, as a file."""
    corpus = library().corpus()
    found = corpus.passage(passage_id)
    return _references(form, [reference(corpus, found, corpus.document(found.document))])


def citations(form: str) -> Response:
    """References to the passages of a sheet, or to all that a question finds, as a file."""
    if "p" in request.args:
        return _references(form, references(library().corpus(), sheet_of(request.args)))
    corpus = library().searchable()
    found = corpus.hits(results(request.args).question())
    return _references(form, (reference(corpus, hit.passage, hit.document) for hit in found))


def _references(form: str, cited: Iterable[Reference]) -> Response:
    pieces = listed(form, cited, interface_words(), host=request.host_url)
    return Response(
        (piece.encode("utf-8") for piece in pieces),
        content_type=f"{MEDIA_TYPES[form]}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="izde-citations.{form}"'},
    )


def sheet() -> AnyResponse | str:
    """A teacher's sheet; what a button of its form asks for leads to the address of the sheet so changed."""
    asked = sheet_of(request.args)
    if change := asked_change(request.args):
        place = f"#i{asked.place_after(*change)}"
        return redirect(asked.changed(*change).path + place, HTTPStatus.SEE_OTHER)
    if more := request.args.get("add", "").strip():
        longer = asked.with_passage(more)
        return redirect(f"{longer.path}#i{len(longer.items)}", HTTPStatus.SEE_OTHER)
    view = sheet_view(library().searchable(), asked, interface_words(), host=request.host_url)
    return render_template("sheet.html", asked=asked, references=of_sheet(asked.pairs), **view)


def names() -> str:
    """The list of names."""
    view = names_view(library().corpus(), request.args, interface_words())
    return render_template("names.html", **view)


def name(entity_id: str) -> str:
    """One name: how it is written, where it stands."""
    view = name_view(library().corpus(), entity_id, interface_words(), _named_language())
    return render_template("name.html", **view)


def corpus() -> str:
    """What the corpus holds, whose the texts are, how to cite and take them."""
    view = corpus_view(library().corpus(), request.args, interface_words(), host=request.host_url)
    return render_template("corpus.html", **view)


def help() -> str:
    """How to ask, with examples that run."""
    return render_template("help.html", **help_view(interface_words(), _named_language()))


def problem_types() -> str:
    """What each type of problem of the API means, and how to mend it."""
    return render_template("problem_types.html", types=list(types_by_name().values()))


def problem_type(name: str) -> str:
    """What one type of problem means: where the `type` of a problem leads."""
    if name not in types_by_name():
        raise Problem("no-such-address", f"there is no type of problem {name!r}; /problems lists all")
    return render_template("problem_types.html", types=[types_by_name()[name]])


def problem_page(problem: Problem) -> Response:
    """A page that says what went wrong and where to go from here."""
    view = problem_view(problem, request.endpoint or "", interface_words())
    # Errors outside the blueprint come here too, where its context does not reach.
    return make_response(render_template("problem.html", **(_shared() | view)), problem.status)
