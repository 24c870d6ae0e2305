"""Requests of a browser in, pages out; every control is a link or a form, and no script runs."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from search_service.addresses import address, results
from search_service.answers import NotFound
from search_service.citations import reader_path
from search_service.date_words import date_in_words
from search_service.interface import LANGUAGES, Words, words
from search_service.library import library
from search_service.name_page import ENTITY_TYPES, NAMES_A_PAGE, name_view, shown_name
from search_service.problems import Problem
from search_service.reader_page import reader_view
from search_service.results_page import results_view

LOST = {"pages.reader": "lost.document", "pages.name": "lost.name", "pages.passage": "lost.passage"}
"""What is missing, by the address that it was asked at."""

OWN_NAMES = {"kk": ("Қаз", "ақша"), "ru": ("Рус", "ский"), "en": ("Eng", "lish")}


def pages() -> Blueprint:
    """The blueprint of the pages."""
    blueprint = Blueprint("pages", __name__)
    blueprint.context_processor(_shared)
    blueprint.after_app_request(_with_language)
    for path, view in (
        ("/", home),
        ("/documents", documents),
        ("/documents/<document_id>", reader),
        ("/passages/<passage_id>", passage),
        ("/names", names),
        ("/names/<path:entity_id>", name),
    ):
        blueprint.add_url_rule(path, view_func=view)
    return blueprint


def interface_words() -> Words:
    """The interface in the language of the address, else of the browser, else in Kazakh."""
    if "words" not in g:
        wanted = request.args.get("ui")
        if wanted not in LANGUAGES:
            wanted = request.accept_languages.best_match(LANGUAGES, default="kk")
        g.words = words(wanted or "kk")
    said: Words = g.words
    return said


def own(path: str) -> str:
    """The address `path`, in the interface's language where the current address names one."""
    chosen = request.args.get("ui", "")
    return address(path, {"ui": chosen}) if chosen in LANGUAGES else path


def in_language(language: str) -> str:
    """The address of the current page with its interface in `language`."""
    pairs = [pair for pair in request.args.items(multi=True) if pair[0] != "ui"]
    return address(request.path, [*pairs, ("ui", language)])


def _shared() -> dict[str, Any]:
    said = interface_words()
    return {
        "words": said,
        "count": said.count,
        "own": own,
        "in_language": in_language,
        "languages": OWN_NAMES,
        "date_in_words": lambda edtf: date_in_words(edtf, said),
        "ui": request.args.get("ui", "") if request.args.get("ui") in LANGUAGES else "",
        "static": lambda name: url_for("static", filename=name),
    }


def _with_language(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = interface_words().language
        response.vary.add("Accept-Language")
    return response


def home() -> str | tuple[str, int]:
    """The search field, or the results where something is asked."""
    asked = results(request.args)
    corpus = library().corpus()
    paired = corpus.info["pairs"] != "0"
    if not asked.asks:
        total, listed, _ = corpus.documents(limit=10, cursor=None)
        held = {
            "documents": total,
            "passages": int(corpus.info["passages"]),
            "names": corpus.entities(limit=1, cursor=None)[0],
        } | ({"pairs": int(corpus.info["pairs"])} if paired else {})
        return render_template("home.html", asked=asked, held=held, listed=listed, paired=paired)
    view = results_view(library().searchable(), asked, interface_words(), host=request.host_url)
    return render_template("results.html", asked=asked, paired=paired, **view), view["status"]


def documents() -> str:
    """The list of documents."""
    cursor = request.args.get("cursor")
    total, listed, following = library().corpus().documents(limit=100, cursor=cursor)
    return render_template("documents.html", total=total, listed=listed, next=following)


def reader(document_id: str) -> str:
    """A document to read, with the matches of the question that led here marked."""
    asked = results(request.args)
    corpus = library().searchable() if asked.q else library().corpus()
    view = reader_view(corpus, document_id, asked, request.args, interface_words())
    return render_template("reader.html", asked=asked, **view)


def passage(passage_id: str) -> AnyResponse:
    """The way to the passage in the reader: what a citation's address leads to."""
    found = library().corpus().passage(passage_id)
    return redirect(reader_path(found.document, found.number), HTTPStatus.SEE_OTHER)


def names() -> str:
    """The list of names."""
    wanted = {"type": request.args.get("type") or None, "q": request.args.get("q", "").strip() or None}
    if wanted["type"] not in (None, *ENTITY_TYPES):
        raise NotFound(f"there are no names of the type {wanted['type']}")
    total, listed, following = (
        library().corpus().entities(limit=NAMES_A_PAGE, cursor=request.args.get("cursor"), **wanted)
    )

    def address_of(kind: str | None, cursor: str = "") -> str:
        pairs = {"type": kind or "", "q": wanted["q"] or "", "cursor": cursor}
        return own(address("/names", {key: value for key, value in pairs.items() if value}))

    return render_template(
        "names.html",
        total=total,
        listed=[(entity, *shown_name(entity, interface_words().language)) for entity in listed],
        next=following,
        wanted=wanted,
        kinds=(None, *ENTITY_TYPES),
        address_of=address_of,
    )


def name(entity_id: str) -> str:
    """One name: how it is written, where it stands."""
    view = name_view(library().corpus(), entity_id, interface_words())
    every = own(address("/", {"entity": entity_id, "sort": "date"}))
    return render_template("name.html", all_passages=every, **view)


def problem_page(problem: Problem) -> Response:
    """A page that says what went wrong and where to go from here."""
    key = {400: "bad", 404: "lost", 503: "closed", 500: "failed"}.get(problem.status, "refused")
    said = interface_words()
    heading = said(LOST.get(request.endpoint or "", key) if key == "lost" else key)
    shown = render_template("problem.html", problem=problem, key=key, heading=heading, **_shared())
    return make_response(shown, problem.status)
