# SPDX-License-Identifier: EUPL-1.2
"""What can be measured with an instrument, and that nothing has to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.instruments.builders import COACH, NEIGHBOUR, SASKIA, taken
from voordeur.instruments.catalogue import shipped_catalogue
from voordeur.instruments.errors import NotInInstrumentError
from voordeur.instruments.measurement import Measurement, Rating, check_fits
from voordeur.instruments.words import SkipReason, SubjectKind

MATRIX = shipped_catalogue().get("self-sufficiency-matrix", "2017")


@given(st.sets(st.sampled_from([area.id for area in MATRIX.areas])))
def test_any_set_of_areas_may_stay_empty(areas: set[str]) -> None:
    check_fits(MATRIX, taken("2026-01-01", **dict.fromkeys(areas, 3)), SubjectKind.PERSON)


@pytest.mark.parametrize("reason", SkipReason)
def test_every_reason_is_allowed_for_every_area(reason: SkipReason) -> None:
    said = dict.fromkeys((area.id for area in MATRIX.areas), reason)
    check_fits(MATRIX, taken("2026-01-01", **said), SubjectKind.PERSON)


def test_no_reason_and_no_level_is_no_rating() -> None:
    with pytest.raises(ValueError, match="a level or a reason"):
        Rating("finance")
    with pytest.raises(ValueError, match="a level or a reason"):
        Rating("finance", 3, SkipReason.NOT_ASKED)


def test_level_zero_is_a_level_and_not_a_missing_one() -> None:
    assert Rating("bed", 0).level == 0


def test_an_area_is_rated_once_in_a_measurement() -> None:
    once = taken("2026-01-01", finance=3)
    with pytest.raises(ValueError, match="rated twice"):
        Measurement(
            once.instrument,
            once.version,
            once.subject,
            once.rater,
            once.taken_on,
            (*once.ratings, Rating("finance", 4)),
        )


@pytest.mark.parametrize(
    ("measurement", "subject", "what"),
    [
        (taken("2026-01-01", version="2013"), SubjectKind.PERSON, "not with"),
        (taken("2026-01-01"), SubjectKind.HOUSEHOLD, "cannot be taken of"),
        (taken("2026-01-01", finance=6), SubjectKind.PERSON, "no level 6"),
        (taken("2026-01-01", finance=0), SubjectKind.PERSON, "no level 0"),
        (taken("2026-01-01", daytime=3), SubjectKind.PERSON, "no area 'daytime'"),
    ],
)
def test_what_the_instrument_does_not_have_is_refused(
    measurement: Measurement, subject: SubjectKind, what: str
) -> None:
    with pytest.raises(NotInInstrumentError, match=what):
        check_fits(MATRIX, measurement, subject)


def test_who_may_not_rate_is_refused() -> None:
    health = shipped_catalogue().latest("positive-health")
    own = taken("2026-01-01", SASKIA, instrument="positive-health", version="1", mind=6)
    check_fits(health, own, SubjectKind.PERSON)
    for other in (COACH, NEIGHBOUR):
        with pytest.raises(NotInInstrumentError, match="Those who can: resident"):
            check_fits(
                health,
                taken("2026-01-01", other, instrument="positive-health", version="1", mind=6),
                SubjectKind.PERSON,
            )
