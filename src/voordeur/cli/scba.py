# SPDX-License-Identifier: EUPL-1.2
"""`voordeur scba run|council|check|seal MODEL.toml`: work an analysis out, or look at it critically.

`voordeur scba portfolio CLAIMS.toml` says what several projects come to together, with the range;
`voordeur scba effect DESIGN FILE.csv` says what outcomes of people show, and what they cannot.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from voordeur.door.refusal import Refusal

if TYPE_CHECKING:
    from voordeur.cli import Subparsers

LEAST_DRAWS = 100


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur scba run|council MODEL.toml --out DIR` and `scba check|seal MODEL.toml`."""
    parser = subparsers.add_parser("scba", help="social cost-benefit analysis from a model file")
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    run_parser = words.add_parser("run", help="write page, paper, spreadsheet and pictures")
    run_parser.add_argument("model", type=Path, metavar="MODEL.toml")
    run_parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="made if need be"
    )
    run_parser.add_argument("--draws", type=int, default=10_000, help="how many (10,000)")
    run_parser.add_argument(
        "--seed", type=int, default=1, help="the same seed gives the same figures"
    )
    council_parser = words.add_parser(
        "council", help="pages for the council, with sliders of links"
    )
    council_parser.add_argument("model", type=Path, metavar="MODEL.toml")
    council_parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="made if need be"
    )
    council_parser.add_argument("--draws", type=int, default=2_000, help="how many a page (2,000)")
    council_parser.add_argument(
        "--seed", type=int, default=1, help="the same seed gives the same figures"
    )
    check_parser = words.add_parser("check", help="what a reviewer would object to")
    check_parser.add_argument("model", type=Path, metavar="MODEL.toml")
    seal_parser = words.add_parser(
        "seal", help="seal the zero alternative, before the outcome is known"
    )
    seal_parser.add_argument("model", type=Path, metavar="MODEL.toml")
    portfolio_parser = words.add_parser(
        "portfolio", help="what may be said of the claims of several projects together"
    )
    portfolio_parser.add_argument("claims", type=Path, metavar="CLAIMS.toml")
    for one in (run_parser, council_parser, check_parser, seal_parser, portfolio_parser):
        one.add_argument("--language", choices=["nl", "en"], default="nl")
    _register_effect(words)
    parser.set_defaults(run=run)


EFFECTS = {
    "group": ("outcome beside who got no help", ("outcome", "helped"), ()),
    "alike": (
        "outcome beside others with the same traits",
        ("outcome", "helped", "traits"),
        (),
    ),
    "before-after": (
        "before and after; a change without --helped",
        ("before", "after"),
        ("helped",),
    ),
    "panel": ("units through the years", ("unit", "year", "helped", "outcome"), ()),
    "staying": ("how many stay without a relapse", ("time", "relapse", "until"), ("helped",)),
    "hazards": ("what goes with a sooner relapse (Cox)", ("time", "relapse", "traits"), ()),
}
"""Per design: what it does, what must be said, and what may be said."""

SAID = {
    "outcome": ("COLUMN", "the outcome: a number, or 1 and 0"),
    "helped": ("COLUMN", "who got help: 1 or 0, ja or nee"),
    "traits": ("COLUMN,COLUMN", "traits, parted by commas"),
    "before": ("COLUMN", "the outcome before"),
    "after": ("COLUMN", "the outcome after"),
    "unit": ("COLUMN", "the neighbourhood, team or group"),
    "year": ("COLUMN", "the year"),
    "time": ("COLUMN", "how long somebody was followed, until a relapse or the last look"),
    "relapse": ("COLUMN", "whether there was a relapse: 1 or 0, ja or nee"),
    "until": ("TIME,TIME", "how long the relapse clock runs, in the unit of --time"),
}


def _register_effect(words: "Subparsers") -> None:
    effect = words.add_parser("effect", help="what outcomes of people (CSV) show, by design")
    designs = effect.add_subparsers(dest="design", metavar="DESIGN", required=True)
    for name, (about, needed, allowed) in EFFECTS.items():
        one = designs.add_parser(name, help=about)
        one.add_argument("file", type=Path, metavar="FILE.csv")
        for key in (*needed, *allowed):
            what, says = SAID[key]
            one.add_argument(
                f"--{key}", required=key in needed, default="", metavar=what, help=says
            )
        if name != "hazards":
            one.add_argument(
                "--effect", action="store_true", help="call it an effect; refused without others"
            )
        one.add_argument("--language", choices=["nl", "en"], default="nl")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; `check` ends with 0 also when there is much to object to: it is no gate."""
    works = {
        "run": _run,
        "council": _council,
        "check": _check,
        "seal": _seal,
        "portfolio": _portfolio,
        "effect": _effect,
    }
    try:
        return works[arguments.what](arguments)
    except Refusal as refusal:
        if getattr(arguments, "language", "en") == "en":
            raise
        raise _in_dutch(refusal) from refusal


def _in_dutch(refusal: Refusal) -> Refusal:
    """Say a refusal in Dutch: the sums know no gettext, so Django is read in, only now."""
    from voordeur.cli import with_django

    with_django()
    from django.utils import translation

    from voordeur.money.analysis_refusals import in_words

    with translation.override("nl"):
        return Refusal(in_words(refusal.what), refusal.where, in_words(refusal.remedy))


def _run(arguments: argparse.Namespace) -> int:
    from voordeur.money.paper import paper
    from voordeur.money.scba.reading import read_model
    from voordeur.money.scba.report.blocks import Document, Picture, as_data
    from voordeur.money.scba.report.document import document
    from voordeur.money.scba.report.findings import find
    from voordeur.money.scba.report.page import page
    from voordeur.money.scba.report.spreadsheet import spreadsheet

    _check_draws(arguments.draws)
    found = find(read_model(arguments.model), draws=arguments.draws, seed=arguments.seed)
    made: Document = document(found, arguments.language)
    folder = _folder(arguments.out)
    name = arguments.model.stem
    files: dict[str, bytes] = {
        f"{name}.html": page(made).encode(),
        f"{name}.xlsx": spreadsheet(found, arguments.language),
    }
    pictures = [
        block for section in made.sections for block in section.blocks if isinstance(block, Picture)
    ]
    for place, picture in enumerate(pictures, start=1):
        files[f"{name}-{place}.svg"] = picture.svg.encode()
    pdf = paper(as_data(made), arguments.language)
    if pdf is not None:
        files[f"{name}.pdf"] = pdf
    for file, content in files.items():
        (folder / file).write_bytes(content)
        print(folder / file)
    if pdf is None:
        print("no PDF: typst is not installed (it comes with the extra [web])")
    return 0


def _check_draws(draws: int) -> None:
    if draws < LEAST_DRAWS:
        raise Refusal(f"{draws} draws say nothing.", "--draws", f"Give {LEAST_DRAWS} or more.")


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal("The folder cannot be made.", str(folder), "Give another --out.") from error
    return folder


def _council(arguments: argparse.Namespace) -> int:
    from voordeur.money.scba.reading import read_model
    from voordeur.money.scba.report.council import council
    from voordeur.money.scba.report.page import page

    _check_draws(arguments.draws)
    model, folder = read_model(arguments.model), _folder(arguments.out)
    stem = f"{arguments.model.stem}-council"
    pages = list(
        council(model, stem, arguments.language, draws=arguments.draws, seed=arguments.seed)
    )
    for file, made in pages:
        (folder / file).write_text(page(made), encoding="utf-8")
    print(f"{folder / pages[0][0]} ({len(pages)} pages)")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from voordeur.money.scba.reading import read_model
    from voordeur.money.scba.report.words import objections_said, word
    from voordeur.money.scba.review import objections

    said = objections_said(objections(read_model(arguments.model)), arguments.language)
    for one in said:
        print(f"- {one}")
    if not said:
        print(word("objections_none", arguments.language))
    return 0


def _seal(arguments: argparse.Namespace) -> int:
    from voordeur.money.scba.reading import read_model
    from voordeur.money.scba.report.words import word
    from voordeur.money.scba.sealing import SealState, seal, seal_state

    model = read_model(arguments.model)
    if seal_state(model) is not SealState.OPEN:
        raise Refusal("The zero alternative is sealed already.", str(arguments.model), "Leave it.")
    print(word("put_under_zero", arguments.language))
    print(f'seal = "{seal(model).zero.seal}"')
    return 0


def _portfolio(arguments: argparse.Namespace) -> int:
    from voordeur.money.scba.portfoliofile import read_portfolio
    from voordeur.money.scba.report.portfolio import portfolio_said

    for one in portfolio_said(read_portfolio(arguments.claims), arguments.language):
        print(f"- {one}")
    return 0


def _effect(arguments: argparse.Namespace) -> int:
    from voordeur.money import outcomefile
    from voordeur.money.comparing import number_in
    from voordeur.money.outcomewords import sentences

    file = outcomefile.OutcomeFile.read(arguments.file)
    said = vars(arguments)
    listed = {key: said.get(key, "").split(",") for key in ("traits", "until")}
    called = {"is_effect": said.get("effect", False)}
    match arguments.design:
        case "group":
            found = outcomefile.beside_others(file, arguments.outcome, arguments.helped, **called)
        case "alike":
            found = outcomefile.beside_others(
                file, arguments.outcome, arguments.helped, alike=listed["traits"], **called
            )
        case "before-after":
            found = outcomefile.before_after(
                file, arguments.before, arguments.after, arguments.helped, **called
            )
        case "panel":
            found = outcomefile.panel(
                file,
                arguments.unit,
                arguments.year,
                arguments.helped,
                arguments.outcome,
                **called,
            )
        case "staying":
            until = [number_in(one, "--until") for one in listed["until"]]
            found = outcomefile.staying(
                file, arguments.time, arguments.relapse, until, arguments.helped, **called
            )
        case _:
            found = outcomefile.hazards(file, arguments.time, arguments.relapse, listed["traits"])
    for one in sentences(found, arguments.language):
        print(one)
    return 0
