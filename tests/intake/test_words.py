# SPDX-License-Identifier: EUPL-1.2
"""What codes of intake are called on a screen."""

import pytest
from django.utils import translation

from voordeur.door.matrix import bases
from voordeur.intake import words


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_legal_basis_on_record_has_words_also_one_that_cannot_be_chosen(language):
    with translation.override(language):
        shown = {code: words.legal_basis(code) for code in bases()}
    assert all(shown.values())
    assert "consent" in shown


def test_consent_alone_is_not_offered_as_a_basis_for_a_signal():
    assert "consent" not in dict(words.legal_bases())
