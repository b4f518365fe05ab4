# SPDX-License-Identifier: EUPL-1.2
"""What codes of people are called on a screen, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from voordeur.door.language import language
from voordeur.people.authority import OpenQuestion, Who, authority_rules
from voordeur.people.relations import relation_types
from voordeur.people.spoken import How, Word

HOWS: Mapping[str, Promise] = {
    How.SELF: gettext_lazy("in the own account"),
    How.TABLE: gettext_lazy("said at the table"),
    How.PAPER: gettext_lazy("on paper"),
    How.PHONE: gettext_lazy("by phone"),
    How.SUPPORTER: gettext_lazy("through a supporter"),
}
WORDS: Mapping[str, Promise] = {
    Word.AGREED: gettext_lazy("agreed"),
    Word.NOT_AGREED: gettext_lazy("not agreed"),
    Word.SEEN: gettext_lazy("seen"),
}
ROLES: Mapping[str, str] = {
    "adult": gettext_noop("adult"),
    "child": gettext_noop("child"),
    "young_adult": gettext_noop("young adult"),
    "grandparent": gettext_noop("grandparent"),
    "foster_child": gettext_noop("foster child"),
    "lodger": gettext_noop("lives in"),
    "other": gettext_noop("otherwise part of the household"),
}
GENDERS: Mapping[str, str] = {
    "unknown": gettext_noop("not known"),
    "female": gettext_noop("woman"),
    "male": gettext_noop("man"),
    "other": gettext_noop("otherwise"),
}
ADDRESS_KINDS: Mapping[str, str] = {
    "home": gettext_noop("lives here"),
    "stay": gettext_noop("stays here for now"),
    "post": gettext_noop("gets post here"),
}
CHANNELS: Mapping[str, str] = {
    "phone": gettext_noop("call"),
    "message": gettext_noop("text message"),
    "mail": gettext_noop("e-mail"),
    "letter": gettext_noop("letter"),
    "visit": gettext_noop("visit"),
    "through": gettext_noop("through somebody else"),
}
NEARNESS: Mapping[str, str] = {
    "close": gettext_noop("close by"),
    "middle": gettext_noop("a bit further"),
    "far": gettext_noop("far away"),
}
EXCHANGE: Mapping[str, str] = {
    "gives": gettext_noop("gives support"),
    "takes": gettext_noop("takes energy"),
    "both": gettext_noop("gives and takes"),
}
LOOKS_AS: Mapping[str, str] = {
    "self": gettext_noop("about their own part"),
    "member": gettext_noop("member of the household"),
    "parent": gettext_noop("parent with authority"),
    "supporter": gettext_noop("client supporter"),
    "case_coordinator": gettext_noop("case coordinator"),
    "process_coordinator": gettext_noop("process coordinator"),
    "helper": gettext_noop("helps here"),
    "triage": gettext_noop("triage"),
    "team": gettext_noop("team"),
    "lead": gettext_noop("team lead"),
    "emergency": gettext_noop("emergency access"),
    "task": gettext_noop("has a task in one part"),
    "told": gettext_noop("was told by a member"),
    "inspector": gettext_noop("supervision"),
}
FACTS: Mapping[str, str] = {
    "given_names": gettext_noop("First name or names"),
    "prefix": gettext_noop("Prefix"),
    "surname": gettext_noop("Last name"),
    "called": gettext_noop("Called"),
    "born": gettext_noop("Born"),
    "died": gettext_noop("Died"),
    "gender": gettext_noop("Gender"),
    "language": gettext_noop("Speaks best"),
    "needs": gettext_noop("What helps to take part"),
}
LANGUAGES: Mapping[str, str] = {
    "nl": gettext_noop("Dutch"),
    "ar": gettext_noop("Arabic"),
    "en": gettext_noop("English"),
    "fr": gettext_noop("French"),
    "fy": gettext_noop("Frisian"),
    "pl": gettext_noop("Polish"),
    "ro": gettext_noop("Romanian"),
    "so": gettext_noop("Somali"),
    "es": gettext_noop("Spanish"),
    "ti": gettext_noop("Tigrinya"),
    "tr": gettext_noop("Turkish"),
    "uk": gettext_noop("Ukrainian"),
    "dse": gettext_noop("Dutch Sign Language"),
    "other": gettext_noop("another language"),
}
DECIDES: Mapping[Who, str] = {
    Who.PERSON: gettext_noop("decides alone"),
    Who.AUTHORITY: gettext_noop("is decided by"),
    Who.TOGETHER: gettext_noop("decides together with"),
    Who.EACH: gettext_noop("decides, and so may"),
    Who.NOBODY_KNOWN: gettext_noop("nobody known yet"),
}
TO_FIND_OUT: Mapping[OpenQuestion, str] = {
    OpenQuestion.BIRTH_DATE: gettext_noop("it depends on the birth date"),
    OpenQuestion.WHO_HAS_AUTHORITY: gettext_noop("find out who has authority"),
    OpenQuestion.ABLE_TO_DECIDE: gettext_noop("unless this member cannot decide this alone"),
    OpenQuestion.REPRESENTATIVE: gettext_noop("find out who represents this member"),
}


def _tongue(label: Mapping[str, str]) -> str:
    return label["en"] if language() == "en" else label["nl"]


def word(words: Mapping[str, str], code: str | None) -> str:
    """Return what a code is called; an unknown or missing one is empty."""
    return _(words[code]) if code and code in words else ""


def options(words: Mapping[str, str], *, empty: bool = False) -> list[tuple[str, str]]:
    """Return the codes and words of a choice, with an empty one first when nothing need be said."""
    first = [("", _("not said"))] if empty else []
    return [*first, *((code, _(text)) for code, text in words.items())]


def relation(kind: str | None) -> str:
    """Return what a kind of relation is called; an unknown code is empty."""
    found = relation_types().get(kind or "")
    return _tongue(found.label) if found else ""


def tie(said: str) -> str:
    """Return who somebody is to a member: what the kind is called, or the words of the member."""
    return relation(said) or said


def relation_options(*, empty: bool = False) -> list[tuple[str, str]]:
    """Return all kinds of relation, by name."""
    first = [("", _("not said"))] if empty else []
    rest = [(code, _tongue(kind.label)) for code, kind in relation_types().items()]
    return [*first, *rest]


def authority(kind: str | None) -> str:
    """Return what a kind of legal authority is called; an unknown code is empty."""
    found = authority_rules().kinds.get(kind or "")
    return _tongue(found.label) if found else ""


def authority_options() -> list[tuple[str, str]]:
    """Return all kinds of legal authority."""
    return [(code, _tongue(kind.label)) for code, kind in authority_rules().kinds.items()]


def matter(code: str) -> str:
    """Return what a matter that can be decided about is called."""
    return _tongue(authority_rules().matters[code].label)
