# SPDX-License-Identifier: EUPL-1.2
"""Pages of papers: the list, bringing in, making a letter, handing out, taking away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.door.language import language
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, posted
from voordeur.papers import actions, queries
from voordeur.papers.forms import LetterForm, PaperForm, SignForm, place
from voordeur.papers.kinds import LARGEST
from voordeur.papers.letters import letters
from voordeur.papers.page import rows
from voordeur.partners.queries import colleagues
from voordeur.people.pages import Home, household_page

ACT = "paper.write"


def _base(home: Home) -> dict[str, Any]:
    resident = "resident" in home.reader.roles
    return {
        "home": home,
        "resident": resident,
        "base": "desk/base_resident.html" if resident else "desk/base.html",
    }


@require_safe
@household_page()
def papers_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show the papers this reader may know of, and what can be added."""
    shown = language()
    may = home.may(ACT)
    lines = rows(home, signed=True)
    context = {
        **_base(home),
        "rows": [row for row in lines if not row.masked],
        "masked": any(row.masked for row in lines),
        "may": may,
        "letters": [(one.id, one.title[shown]) for one in letters().values()]
        if may and "resident" not in home.reader.roles
        else [],
    }
    return render(request, "papers/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@household_page()
def paper_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Bring in a file; what is refused comes back with the reason and the title that was typed."""
    home.must(ACT)

    def keep(given: dict[str, Any]) -> None:
        person_id, part = place(given["place"])
        # One byte over the limit is enough to refuse it; more is not read.
        content = given["file"].read(LARGEST + 1)
        actions.bring_in(
            home.reader,
            household_id=home.id,
            title=given["title"],
            content=content,
            person_id=person_id,
            compartment=part,
            replaces=UUID(given["replaces"]) if given["replaces"] else None,
        )

    return answer(
        request,
        PaperForm(home, posted(request), request.FILES or None),
        keep,
        template="papers/form.html",
        context={**_base(home), "title": _("Add a paper"), "submit": _("Keep it"), "files": True},
        then=home.url("papers_page"),
        said=_("The paper is kept."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@household_page("professional", "triage", "team_lead")
def letter_new(request: HttpRequest, home: Home, letter: str) -> HttpResponse:
    """Fill in a letter and keep it as a PDF with the papers of the member it is for."""
    home.must(ACT)
    template = letters().get(letter)
    if template is None:
        raise NoEntry(_("This letter does not exist."))

    def make(given: dict[str, Any]) -> None:
        account = home.reader.account_id
        who = colleagues(account_ids=[account]) if account else []
        actions.make_letter(
            home.reader,
            household_id=home.id,
            letter=template.id,
            language=given["language"],
            values={name: given[f"field-{name}"] for name in template.fields},
            signed=who[0].name if who else "",
            person_id=given["person"],
        )

    shown = language()
    return answer(
        request,
        LetterForm(home, template, posted(request)),
        make,
        template="papers/form.html",
        context={**_base(home), "title": template.title[shown], "submit": _("Make the letter")},
        then=home.url("papers_page"),
        said=_("The letter is made. You find it with the papers."),
    )


@require_safe
@household_page()
def download(request: HttpRequest, home: Home, paper: UUID) -> HttpResponse:
    """Hand out a paper as a file to save; the door is asked every time, also by a link kept."""
    found = queries.content(home.access, paper)
    return HttpResponse(
        found.content,
        content_type=found.kind.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{found.name}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store",
        },
    )


@require_POST
@household_page()
def remove(request: HttpRequest, home: Home, paper: UUID) -> HttpResponse:
    """Take a paper away for good."""
    actions.remove_paper(home.reader, household_id=home.id, paper=paper)
    messages.success(request, _("The paper is gone."))
    return HttpResponseRedirect(home.url("papers_page"), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
@household_page()
def sign(request: HttpRequest, home: Home, paper: UUID) -> HttpResponse:
    """Give one's own word on a paper, or take down the word of a member."""
    home.must(ACT)
    line = next((one for one in queries.papers(home.access) if one.uuid == paper), None)
    if line is None:
        raise NoEntry(_("This paper is not in the file."))

    def write(given: dict[str, Any]) -> None:
        word = {"word": given["word"], "shared": given.get("shared", False)}
        if given.get("person"):
            actions.record_signature(
                home.reader,
                household_id=home.id,
                paper=paper,
                person_id=int(given["person"]),
                how=given["how"],
                signed_on=given["signed_on"],
                **word,
            )
        else:
            actions.sign_paper(home.reader, household_id=home.id, paper=paper, **word)

    return answer(
        request,
        SignForm(home, posted(request), joint=line.person_id is None),
        write,
        template="papers/form.html",
        context={**_base(home), "title": line.title, "submit": _("Sign")},
        then=home.url("papers_page"),
        said=_("It is written down."),
    )
