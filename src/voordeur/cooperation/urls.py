# SPDX-License-Identifier: EUPL-1.2
"""Addresses of cooperation."""

from django.urls import path

from voordeur.cooperation import addresses
from voordeur.cooperation.views import one_question, pages, referrals

HERE = "huishouden/<uuid:household>/samenwerking/"
ONE = f"{HERE}<uuid:referral>/"

urlpatterns = [
    path(HERE, pages.cooperation_page, name="cooperation_page"),
    path(f"{HERE}vragen/", referrals.ask, name="referral_ask"),
    path(f"{HERE}partner/", pages.partner_ask, name="partner_ask"),
    path(f"{HERE}partner/<uuid:question>/dicht/", pages.partner_close, name="partner_close"),
    path(f"{HERE}schalen/", pages.scale, name="scale_help"),
    path(f"{HERE}schalen/<uuid:scaling>/", pages.scaling_look, name="scaling_look"),
    path(f"{HERE}hoofdaanbieder/", pages.main_provider, name="main_provider"),
    path(ONE, referrals.referral_page, name="referral_page"),
    path(f"{ONE}partner/", pages.partner_ask, name="referral_partner"),
    path(f"{ONE}<slug:doing>/", referrals.referral_do, name="referral_do"),
    path(
        "huishouden/<uuid:household>/gevraagd/",
        referrals.referrals_asked,
        name="referrals_asked",
    ),
    path(f"vraag/<{addresses.NAME}:secret>/", one_question.one_question, name="one_question"),
]
