# SPDX-License-Identifier: EUPL-1.2
"""Verbs of cooperation; see the modules by subject."""

from voordeur.cooperation.actions.questions import (
    answer_question,
    ask_partner,
    open_question,
    withdraw_partner_question,
)
from voordeur.cooperation.actions.referrals import (
    answer_referral,
    ask_party,
    finish_referral,
    price_waiting,
    take_intake,
    wait_for,
    withdraw_referral,
)
from voordeur.cooperation.actions.scaling import look_at_scaling, name_main_provider, scale

__all__ = [
    "answer_question",
    "answer_referral",
    "ask_partner",
    "ask_party",
    "finish_referral",
    "look_at_scaling",
    "name_main_provider",
    "open_question",
    "price_waiting",
    "scale",
    "take_intake",
    "wait_for",
    "withdraw_partner_question",
    "withdraw_referral",
]
