# SPDX-License-Identifier: EUPL-1.2
"""Pages to read what the door goes by: legal bases, and how long each kind of record is kept."""

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from voordeur.door import retention
from voordeur.door.language import language
from voordeur.door.matrix import Purpose, bases
from voordeur.door.pages import page

READERS = ("administrator", "privacy_officer")


def purpose_name(code: str) -> str:
    """Return what a purpose is called."""
    return {
        Purpose.HELP: _("help"),
        Purpose.BUYING: _("buying"),
        Purpose.FIGURES: _("figures"),
        Purpose.SUPERVISION: _("supervision"),
    }[Purpose(code)]


@require_safe
@page(*READERS)
def legal_bases(request: HttpRequest) -> HttpResponse:
    """List the legal bases with their source, and whether somebody here checked them."""
    english = language() == "en"
    rows = [
        {
            "name": row.en if english else row.nl,
            "article": f"{row.law}, {row.article}",
            "source": row.source,
            "purposes": ", ".join(purpose_name(one) for one in row.purposes),
            "checked": row.checked,
        }
        for row in bases().values()
    ]
    return render(request, "door/bases.html", {"rows": rows})


def term_in_words(term: str) -> str:
    """Say a term of the retention files (P15Y, P6M, P42D) in words; empty is kept."""
    parts = re.fullmatch(r"P(\d+)([YMD])", term)
    if parts is None:
        return _("is kept")
    count = int(parts[1])
    words = {
        "Y": ngettext("%(count)d year", "%(count)d years", count),
        "M": ngettext("%(count)d month", "%(count)d months", count),
        "D": ngettext("%(count)d day", "%(count)d days", count),
    }
    return words[parts[2]] % {"count": count}


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of record as the page shows it."""

    words: str
    law: str
    term: str
    starts: str
    how: str


@require_safe
@page(*READERS)
def retention_terms(request: HttpRequest) -> HttpResponse:
    """List how long each kind of record is kept, under which law, and how it is erased."""
    english = language() == "en"
    how = {
        "forget_person": _("with the file of the household or the person"),
        "delete": _("deleted by itself"),
        "keys": _("its key is destroyed"),
        "keep": _("kept"),
    }
    rows = sorted(
        {
            Kept(
                row.en if english else row.nl,
                row.law,
                term_in_words(row.term),
                _("the last thing that happened in the household")
                if row.starts == retention.LAST_EVENT
                else (_("the day it was made") if row.starts else "-"),
                how[row.how],
            )
            for row in retention.kinds().values()
        },
        key=lambda row: (row.law, row.words),
    )
    return render(request, "door/terms.html", {"rows": rows})
