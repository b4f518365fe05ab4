# SPDX-License-Identifier: EUPL-1.2
"""Addresses of leeway."""

from django.urls import path

from voordeur.leeway.views import (
    barriers,
    decisions,
    escalations,
    impasses,
    orders,
    policy,
    rules,
    signs,
)

HERE = "huishouden/<uuid:household>/"

urlpatterns = [
    path(f"{HERE}knelpunt/", barriers.barrier_here, name="barrier_here"),
    path(f"{HERE}ruimte/", impasses.leeway_page, name="leeway_page"),
    path(f"{HERE}ruimte/<uuid:impasse>/", impasses.impasse, name="impasse"),
    path(f"{HERE}ruimte/volgorde/", orders.spiral_page, name="spiral_page"),
    path(f"{HERE}ruimte/volgorde/plan/", orders.order_agree, name="order_agree"),
    path(f"{HERE}gevraagd-besluit/", escalations.escalation_here, name="escalation_here"),
    path(
        f"{HERE}gevraagd-besluit/<uuid:escalation>/",
        escalations.escalation_decide,
        name="escalation_decide",
    ),
    path(f"{HERE}ruimte/<slug:doing>/", impasses.leeway_do, name="leeway_do"),
    path(f"{HERE}ruimte/<uuid:item>/<slug:doing>/", impasses.leeway_do_one, name="leeway_do_one"),
    path("knelpunten/", barriers.barriers, name="barriers"),
    path("knelpunten/nieuw/", barriers.barrier_new, name="barrier_new"),
    path("knelpunten/<uuid:barrier>/", barriers.barrier_sort, name="barrier_sort"),
    path("olifantenpaadjes/nieuw/", barriers.path_new, name="path_new"),
    path("olifantenpaadjes/<uuid:path>/gelopen/", barriers.path_walk, name="path_walk"),
    path("olifantenpaadjes/<uuid:path>/bekijken/", barriers.path_review, name="path_review"),
    path("mandaten/", decisions.mandates, name="mandates"),
    path("mandaten/nieuw/", decisions.mandate_give, name="mandate_give"),
    path("mandaten/<uuid:mandate>/einde/", decisions.mandate_end, name="mandate_end"),
    path("beleid/", policy.policy, name="policy"),
    path("ladder/", escalations.ladder, name="ladder"),
    path("ladder/nieuw/", escalations.rung, name="rung_new"),
    path("ladder/<uuid:rung>/", escalations.rung, name="rung"),
    path("beleid/poorten/", escalations.gates, name="gates"),
    path("beleid/opvalt/", signs.signs, name="signs"),
    path("beleid/kosten/", policy.rule_costs, name="rule_costs"),
    path("beleid/<uuid:case>/<slug:doing>/", policy.policy_do, name="policy_do"),
    path("regels/<uuid:rule>/vragen/", policy.policy_ask, name="policy_ask"),
    path("regels/<uuid:rule>/volgorde/", policy.rule_order, name="rule_order"),
    path("regels/<uuid:rule>/stel-dat/", policy.what_if, name="what_if"),
    path("regels/", rules.rules, name="rules"),
    path("regels/nieuw/", rules.rule_write, name="rule_new"),
    path("regels/inlezen/", rules.rules_bring_in, name="rules_bring_in"),
    path("regels/bestand/", rules.rules_file, name="rules_file"),
    path("regels/voorwaarden/", rules.conditions, name="conditions"),
    path("regels/voorwaarden/<uuid:condition>/", rules.condition_write, name="condition_write"),
    path("regels/<uuid:rule>/", rules.rule, name="rule"),
    path("regels/<uuid:rule>/wijzigen/", rules.rule_write, name="rule_write"),
]
