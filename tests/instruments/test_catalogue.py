# SPDX-License-Identifier: EUPL-1.2
"""What is shipped, what a municipality can add, and how a faulty file is refused."""

from pathlib import Path

import pytest

from voordeur.instruments.catalogue import (
    SHIPPED,
    Catalogue,
    load_catalogue,
    shipped_catalogue,
)
from voordeur.instruments.errors import (
    InstrumentError,
    NotInInstrumentError,
    UnknownInstrumentError,
)
from voordeur.instruments.words import InstrumentKind, SubjectKind, Text, Tone, TotalRule

OWN = """
id = "garden"
version = "1"
kind = "scale"
title = { nl = "tuin", en = "garden" }
summary = { nl = "Hoe de tuin erbij ligt.", en = "How the garden looks." }
source = "ours"
rights = { nl = "van ons", en = "ours" }
subjects = ["household"]
raters = ["household"]
direction = "lower_is_better"
change = { nl = "Minder onkruid is beter.", en = "Fewer weeds is better." }

[[levels]]
value = 0
name = { nl = "kaal", en = "bare" }
tone = "neutral"

[[levels]]
value = 1
name = { nl = "wild", en = "wild" }
tone = "neutral"

[[areas]]
id = "weeds"
title = { nl = "onkruid", en = "weeds" }
explanation = { nl = "Wat er vanzelf groeit.", en = "What grows by itself." }
"""

OVERLAY = """
overlay = "self-sufficiency-matrix"
version = "2017"
rights = { nl = "met licentie" }

[areas.finance]
1 = { nl = "licentietekst over geld" }
"""

GUIDE = """
id = "talk"
version = "1"
kind = "guide"
title = { nl = "praten", en = "talk" }
summary = { nl = "Een gesprek.", en = "A talk." }
source = "ours"
rights = { nl = "van ons", en = "ours" }
subjects = ["household"]
raters = ["professional"]

[[parts]]
id = "start"
kind = "open"
title = { nl = "begin", en = "start" }

[[areas]]
id = "hello"
part = "start"
title = { nl = "hallo", en = "hello" }
explanation = { nl = "Zeg gedag.", en = "Say hello." }

[[limits]]
id = "fire"
immediate = true
title = { nl = "brand", en = "fire" }
explanation = { nl = "Het huis brandt.", en = "The house burns." }
stays_with_household = { nl = "Waar ze heen gaan.", en = "Where they go." }
[[limits.steps]]
text = { nl = "Ga naar buiten.", en = "Go outside." }
[[limits.authorities]]
id = "brigade"
title = { nl = "brandweer", en = "fire brigade" }
power = { nl = "Blust.", en = "Puts it out." }
law = "Wet veiligheidsregio's art. 3"
"""

PART = """[[parts]]
id = "front"
kind = "open"
title = { nl = "voor", en = "front" }

"""

SUCCEEDS = """[[succeeds]]
version = "0"
[succeeds.areas]
"""


def loaded(folder: Path, text: str) -> Catalogue:
    """Load one more file next to what is shipped."""
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return load_catalogue([folder])


@pytest.mark.parametrize(
    ("instrument", "version", "areas", "levels"),
    [
        ("self-sufficiency-matrix", "2013", 11, [1, 2, 3, 4, 5]),
        ("self-sufficiency-matrix", "2017", 13, [1, 2, 3, 4, 5]),
        ("participation-ladder", "1", 1, [1, 2, 3, 4, 5, 6]),
        ("basics-check", "1", 6, [0, 1]),
        ("base-layer", "1", 4, [0, 1]),
        ("positive-health", "1", 6, list(range(11))),
    ],
)
def test_what_is_shipped(instrument: str, version: str, areas: int, levels: list[int]) -> None:
    found = shipped_catalogue().get(instrument, version)
    assert len(found.areas) == areas
    assert [level.value for level in found.levels] == levels
    assert (found.validity_months, found.warn_month) == (12, 11)
    assert found.total is TotalRule.NONE


def test_the_names_of_the_matrix_are_those_of_the_field() -> None:
    matrix = shipped_catalogue().latest("self-sufficiency-matrix")
    assert [area.title.nl for area in matrix.areas] == [
        "financiën",
        "werk & opleiding",
        "tijdsbesteding",
        "huisvesting",
        "huiselijke relaties",
        "geestelijke gezondheid",
        "lichamelijke gezondheid",
        "middelengebruik",
        "basale ADL",
        "instrumentele ADL",
        "sociaal netwerk",
        "maatschappelijke participatie",
        "justitie",
    ]
    assert [level.name.nl for level in matrix.levels] == [
        "acute problematiek",
        "niet zelfredzaam",
        "beperkt zelfredzaam",
        "voldoende zelfredzaam",
        "volledig zelfredzaam",
    ]


def test_no_text_that_needs_a_licence_is_shipped() -> None:
    for instrument in shipped_catalogue().instruments:
        assert instrument.anchor_rights is None
        assert all(not area.anchors for area in instrument.areas)


@pytest.mark.parametrize("instrument", ["participation-ladder", "positive-health"])
def test_a_scale_without_a_norm_has_no_colour_that_judges(instrument: str) -> None:
    levels = shipped_catalogue().latest(instrument).levels
    assert {level.tone for level in levels} == {Tone.NEUTRAL}


def test_positive_health_is_scored_by_the_resident_alone() -> None:
    assert shipped_catalogue().latest("positive-health").raters == {"resident"}


@pytest.mark.parametrize("instrument", ["basics-check", "base-layer"])
def test_the_basics_have_a_name_for_unknown_that_is_no_level(instrument: str) -> None:
    found = shipped_catalogue().latest(instrument)
    assert found.unknown_name == Text("onbekend", "unknown")
    assert [level.name.nl for level in found.levels] == ["niet op orde", "op orde"]


@pytest.mark.parametrize(
    "word",
    ["multiprobleem", "zorgmijder", "klant", "doelgroep", "afstand tot de arbeidsmarkt"],
)
def test_no_shipped_text_uses_a_word_we_do_not_put_on_a_screen(word: str) -> None:
    files = sorted(SHIPPED.glob("*.toml"))
    assert len(files) == len(shipped_catalogue().instruments)
    assert [path.name for path in files if word in path.read_text(encoding="utf-8").lower()] == []


def test_versions_are_listed_oldest_first_and_the_latest_is_the_last() -> None:
    matrix = shipped_catalogue().versions("self-sufficiency-matrix")
    assert [each.version for each in matrix] == ["2013", "2017"]
    assert shipped_catalogue().latest("self-sufficiency-matrix") is matrix[-1]


def test_an_unknown_instrument_or_version_says_what_there_is() -> None:
    with pytest.raises(UnknownInstrumentError, match="self-sufficiency-matrix 2017"):
        shipped_catalogue().get("self-sufficiency-matrix", "2020")
    with pytest.raises(UnknownInstrumentError, match="positive-health"):
        shipped_catalogue().latest("happiness")


def test_instruments_are_offered_by_what_they_can_be_taken_of() -> None:
    catalogue = shipped_catalogue()
    household_scales = catalogue.for_subject(SubjectKind.HOUSEHOLD, InstrumentKind.SCALE)
    assert [each.id for each in household_scales] == ["base-layer", "basics-check"]
    assert catalogue.for_subject(SubjectKind.MUNICIPALITY) == ()
    assert {each.kind for each in catalogue.for_subject(SubjectKind.PERSON)} == {"scale", "guide"}


def test_a_municipality_adds_its_own_instrument(tmp_path: Path) -> None:
    garden = loaded(tmp_path, OWN).get("garden", "1")
    assert garden.direction.sign == -1
    assert garden.explain("weeds", 1) is None
    assert "garden" not in {each.id for each in shipped_catalogue().instruments}


def test_a_licensed_text_lies_over_ours_for_that_area_and_level_only(tmp_path: Path) -> None:
    matrix = loaded(tmp_path, OVERLAY).get("self-sufficiency-matrix", "2017")
    ours = shipped_catalogue().get("self-sufficiency-matrix", "2017")
    assert matrix.explain("finance", 1) == Text(*["licentietekst over geld"] * 2)
    assert matrix.explain("finance", 2) == ours.explain("finance", 2)
    assert matrix.explain("housing", 1) == ours.explain("housing", 1)
    assert matrix.anchor_rights is not None
    assert matrix.levels == ours.levels
    assert ours.explain("finance", 1) == ours.level(1).explanation


def test_an_overlay_may_cover_every_level(tmp_path: Path) -> None:
    every = "".join(f'{level} = {{ nl = "tekst {level}" }}\n' for level in range(1, 6))
    matrix = loaded(tmp_path, OVERLAY.partition("[areas.finance]")[0] + f"[areas.time]\n{every}")
    found = matrix.get("self-sufficiency-matrix", "2017")
    assert [found.explain("time", level.value) for level in found.levels] == [
        Text(f"tekst {level}", f"tekst {level}") for level in range(1, 6)
    ]


def test_a_new_version_may_say_how_it_follows_the_old(tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_text(OWN.replace('"1"', '"0"'), encoding="utf-8")
    text = OWN.replace("[[levels]]", f"{SUCCEEDS}weeds = ['weeds']\n[[levels]]", 1)
    found = loaded(tmp_path, text).versions("garden")
    assert [each.version for each in found] == ["0", "1"]
    assert found[1].succeeds[0].links[0].new == ("weeds",)


def test_an_overlay_may_be_read_before_the_instrument_it_lies_over(tmp_path: Path) -> None:
    (tmp_path / "a-first.toml").write_text(
        OVERLAY.replace("self-sufficiency-matrix", "garden")
        .replace("2017", "1")
        .replace("finance", "weeds"),
        encoding="utf-8",
    )
    garden = loaded(tmp_path, OWN).get("garden", "1")
    assert garden.explain("weeds", 1) == Text(*["licentietekst over geld"] * 2)


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ('title = { nl = "tuin", en = "garden" }', "", "title", "missing"),
        ('en = "garden"', 'en = " "', "title", "words in nl and in en"),
        (', en = "garden"', "", "title.en", "missing"),
        ('{ nl = "tuin", en = "garden" }', '"tuin"', "title", "not a table"),
        ('id = "garden"', 'id = "Our Garden"', "id", "not an id"),
        ('id = "garden"', "id = 3", "id", "not a string"),
        ('kind = "scale"', 'kind = "test"', "kind", "scale, guide"),
        ('["household"]\nraters', '["street"]\nraters', "subjects", "person, household"),
        ('["household"]\nraters', "[]\nraters", "subjects", "nobody to measure"),
        ('raters = ["household"]', 'raters = "household"', "raters", "list of strings"),
        ("value = 1", "value = 0", "levels", "do not rise"),
        ("value = 1", "value = true", "levels.True.value", "whole number"),
        ('source = "ours"', 'source = ""', "source", "empty"),
        ('source = "ours"', 'source = "ours"\nvalidity_month = 3', "validity_month", "known key"),
        ('source = "ours"', 'source = "ours"\nvalidity_months = 6', "warn_month", "month 11 of 6"),
        ('source = "ours"', 'source = "ours"\nasks_from = 0', "asks_from", "below 1"),
        ('source = "ours"', 'source = "ours"\nwarn_month = 0', "warn_month", "month 0 of 12"),
        ("[[levels]]", f"{PART}[[levels]]", "parts", "no parts or limits"),
        ("[[levels]]", f"{SUCCEEDS}trees = ['oaks']\n[[levels]]", "succeeds.0.trees", "not exist"),
        (
            "[[levels]]",
            f"{SUCCEEDS}trees = []\n[[levels]]".replace('"0"', '"1"'),
            "succeeds.1.areas.to",
            "empty list",
        ),
        (
            "[[levels]]",
            f"{SUCCEEDS}trees = ['weeds']\n[[levels]]".replace('"0"', '"1"'),
            "succeeds",
            "succeed itself",
        ),
        ('tone = "neutral"', 'tone = "#ff0000"', "levels.0.tone", "critical, negative"),
        ('id = "weeds"', 'id = "weeds"\npart = "front"', "areas.weeds.part", "no parts"),
        ('id = "weeds"', 'id = "weeds"\nlife_area = "garden"', "areas.weeds.life_area", "money"),
        ('id = "weeds"', 'id = "weeds"\nobligatory = true', "areas.weeds.obligatory", "known key"),
        ("change = {", "changes = {", "change", "missing"),
        ('version = "1"', 'version = "1', "(file)", "not TOML"),
    ],
)
def test_a_faulty_file_is_refused_with_file_key_and_remedy(
    tmp_path: Path, old: str, new: str, where: str, what: str
) -> None:
    assert old in OWN
    with pytest.raises(InstrumentError) as refused:
        loaded(tmp_path, OWN.replace(old, new, 1))
    assert refused.value.file == "own.toml"
    assert refused.value.key == where
    assert refused.value.remedy
    assert what in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ('part = "start"', 'part = "middle"', "areas.hello.part", "does not exist"),
        ('source = "ours"', 'source = "ours"\ntotal = "sum"', "total", "no total"),
        ('source = "ours"', 'source = "ours"\nvalidity_months = 12', "validity_months", "expire"),
        ("[[limits.steps]]\ntext", "[limits.other]\ntext", "limits.fire", "no steps"),
        ('law = "Wet veiligheidsregio\'s art. 3"', 'law = ""', "law", "no article"),
        ("[[limits.authorities]]", "[[limits.people]]", "limits.fire", "acting at once"),
        ('kind = "open"', 'kind = "score"', "parts.start.kind", "checklist"),
    ],
)
def test_a_faulty_guide_is_refused_with_file_key_and_remedy(
    tmp_path: Path, old: str, new: str, where: str, what: str
) -> None:
    assert old in GUIDE
    with pytest.raises(InstrumentError) as refused:
        loaded(tmp_path, GUIDE.replace(old, new, 1))
    assert refused.value.file == "own.toml"
    assert where in refused.value.key
    assert what in str(refused.value)


def test_a_guide_as_written_is_sound(tmp_path: Path) -> None:
    assert loaded(tmp_path, GUIDE).get("talk", "1").limit("fire").immediate


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("finance", "money", "areas", "no area 'money'"),
        ("1 = {", "7 = {", "areas.finance.anchors", "does not exist"),
        ("1 = {", "one = {", "areas.finance.one", "not a level"),
        ('"2017"', '"2020"', "overlay", "no instrument"),
        ("rights", "right", "rights", "missing"),
    ],
)
def test_a_faulty_overlay_is_refused_with_file_key_and_remedy(
    tmp_path: Path, old: str, new: str, where: str, what: str
) -> None:
    with pytest.raises(InstrumentError) as refused:
        loaded(tmp_path, OVERLAY.replace(old, new, 1))
    assert (refused.value.file, refused.value.key) == ("own.toml", where)
    assert what in str(refused.value)


def test_a_version_that_exists_is_never_redefined(tmp_path: Path) -> None:
    with pytest.raises(InstrumentError, match="exists already"):
        loaded(tmp_path, OWN.replace('"garden"', '"basics-check"'))


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InstrumentError, match="does not exist"):
        load_catalogue([tmp_path / "nowhere"])


def test_asking_an_instrument_for_what_it_does_not_have_says_what_it_has() -> None:
    ladder = shipped_catalogue().latest("participation-ladder")
    with pytest.raises(NotInInstrumentError, match="1, 2, 3, 4, 5, 6"):
        ladder.level(7)
    with pytest.raises(NotInInstrumentError, match="participation"):
        ladder.area("finance")
