# SPDX-License-Identifier: EUPL-1.2
"""The small vocabularies of this room, each with its Dutch and English name."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in Dutch and in English; neither may be empty.

    >>> Text("geld", "money").in_language("nl")
    'geld'
    """

    nl: str
    en: str

    def __post_init__(self) -> None:
        if not self.nl.strip() or not self.en.strip():
            raise ValueError("a text needs words in nl and in en")

    def in_language(self, language: str) -> str:
        """Return the wording for a language code such as `nl` or `en-gb`; others read English."""
        return self.nl if language.lower().split("-")[0] == "nl" else self.en


class SubjectKind(StrEnum):
    """What can be measured; the room knows the kind and an id, never the noun itself."""

    PERSON = "person"
    HOUSEHOLD = "household"
    PROJECT = "project"
    MUNICIPALITY = "municipality"


class RaterKind(StrEnum):
    """Who can rate. `network` is someone of the household's own people, `data` a linked source."""

    PROFESSIONAL = "professional"
    RESIDENT = "resident"
    HOUSEHOLD = "household"
    NETWORK = "network"
    DATA = "data"


class Direction(StrEnum):
    """Which way is better on a scale."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"

    @property
    def sign(self) -> int:
        """+1 when a higher level is better, -1 when a lower one is."""
        return 1 if self is Direction.HIGHER_IS_BETTER else -1


class Tone(StrEnum):
    """The role a colour plays for a level; the theme picks the colour, the name is always shown.

    `neutral` is for scales without a norm: there no level looks better than another.
    """

    CRITICAL = "critical"
    NEGATIVE = "negative"
    ATTENTION = "attention"
    POSITIVE = "positive"
    STRONG = "strong"
    NEUTRAL = "neutral"


class InstrumentKind(StrEnum):
    """A `scale` has levels; a `guide` has open questions and nothing to score."""

    SCALE = "scale"
    GUIDE = "guide"


class PartKind(StrEnum):
    """What one may do with a part of a guide.

    `open` takes words, `steps` takes words in a fixed order, `checklist` takes words and met/open,
    `aid` is only read: nothing can be recorded on it.
    """

    OPEN = "open"
    STEPS = "steps"
    CHECKLIST = "checklist"
    AID = "aid"


class TotalRule(StrEnum):
    """Which total of an instrument may be computed: none, unless its file says otherwise."""

    NONE = "none"
    SUM = "sum"


class SkipReason(StrEnum):
    """Why an area has no level. No reason at all is allowed too: that area is untouched."""

    NOT_RELEVANT = "not_relevant"
    NOT_ASKED = "not_asked"
    NOT_WANTED = "not_wanted"
    NOT_OBSERVED = "not_observed"
    NOT_KNOWN = "not_known"
    NOT_APPLICABLE = "not_applicable"
    LATER = "later"

    @property
    def label(self) -> Text:
        """The words on the screen."""
        return _SKIP_LABELS[self]


class LifeArea(StrEnum):
    """The parts of life by which problems and measurements are ordered (leefgebied)."""

    MONEY = "money"
    WORK_AND_LEARNING = "work_and_learning"
    DAYTIME = "daytime"
    HOME = "home"
    RELATIONS_AT_HOME = "relations_at_home"
    PARENTING = "parenting"
    MENTAL_HEALTH = "mental_health"
    PHYSICAL_HEALTH = "physical_health"
    SUBSTANCE_USE = "substance_use"
    DAILY_LIVING = "daily_living"
    SOCIAL_NETWORK = "social_network"
    PARTICIPATION = "participation"
    MEANING = "meaning"
    GETTING_AROUND = "getting_around"
    PAPERS = "papers"
    SAFETY = "safety"
    JUSTICE = "justice"

    @property
    def label(self) -> Text:
        """The words on the screen."""
        return _LIFE_AREA_LABELS[self]


_SKIP_LABELS = {
    SkipReason.NOT_RELEVANT: Text("niet nodig voor deze vraag", "not relevant to the question"),
    SkipReason.NOT_ASKED: Text("niet gevraagd", "not asked"),
    SkipReason.NOT_WANTED: Text("wil het hier niet over hebben", "does not want to discuss this"),
    SkipReason.NOT_OBSERVED: Text("niet gezien", "not observed"),
    SkipReason.NOT_KNOWN: Text("onbekend", "unknown"),
    SkipReason.NOT_APPLICABLE: Text("geldt hier niet", "does not apply here"),
    SkipReason.LATER: Text("komt later", "comes later"),
}

_LIFE_AREA_LABELS = {
    LifeArea.MONEY: Text("geld", "money"),
    LifeArea.WORK_AND_LEARNING: Text("werk en leren", "work and learning"),
    LifeArea.DAYTIME: Text("invulling van de dag", "how the day is spent"),
    LifeArea.HOME: Text("wonen", "home"),
    LifeArea.RELATIONS_AT_HOME: Text("met elkaar thuis", "relations at home"),
    LifeArea.PARENTING: Text("opvoeden", "raising children"),
    LifeArea.MENTAL_HEALTH: Text("mentale gezondheid", "mental health"),
    LifeArea.PHYSICAL_HEALTH: Text("lichamelijke gezondheid", "physical health"),
    LifeArea.SUBSTANCE_USE: Text("alcohol, drugs en gokken", "alcohol, drugs and gambling"),
    LifeArea.DAILY_LIVING: Text("dagelijkse dingen", "daily living"),
    LifeArea.SOCIAL_NETWORK: Text("mensen om je heen", "people around you"),
    LifeArea.PARTICIPATION: Text("meedoen", "taking part"),
    LifeArea.MEANING: Text("wat ertoe doet", "what matters"),
    LifeArea.GETTING_AROUND: Text("je verplaatsen", "getting around"),
    LifeArea.PAPERS: Text("papieren", "papers"),
    LifeArea.SAFETY: Text("veiligheid", "safety"),
    LifeArea.JUSTICE: Text("politie en justitie", "police and justice"),
}
