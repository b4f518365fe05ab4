# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the plan."""

from django.urls import path

from voordeur.plan.views import (
    approaches,
    evaluating,
    offers,
    plan,
    problems,
    steps,
    subplans,
    versions,
    words,
)

HOME = "huishouden/<uuid:household>/"

urlpatterns = [
    path(f"{HOME}woorden/", words.words_page, name="words_page"),
    path(f"{HOME}woorden/<uuid:words>/", words.words_change, name="words_change"),
    path(f"{HOME}woorden/goed/<uuid:strength>/weg/", words.strength_end, name="strength_end"),
    path(f"{HOME}problemen/", problems.problems_page, name="problems_page"),
    path(f"{HOME}problemen/veiligheid/", problems.safety_problems, name="safety_problems"),
    path(f"{HOME}problemen/<uuid:problem>/", problems.problem_page, name="problem_page"),
    path(f"{HOME}problemen/<uuid:problem>/terug/", problems.problem_reopen, name="problem_reopen"),
    path(f"{HOME}problemen/<uuid:problem>/los/", problems.problem_unlink, name="problem_unlink"),
    path(f"{HOME}plan/", plan.plan_page, name="plan_page"),
    path(f"{HOME}plan/doel/<uuid:goal>/", plan.goal_page, name="goal_page"),
    path(f"{HOME}plan/doel/<uuid:goal>/plaats/", plan.goal_place, name="goal_place"),
    path(f"{HOME}plan/doel/<uuid:goal>/stand/", plan.goal_state, name="goal_state"),
    path(f"{HOME}plan/doel/<uuid:goal>/stap/", steps.step_add, name="step_add"),
    path(f"{HOME}plan/stap/<uuid:step>/", steps.step_page, name="step_page"),
    path(f"{HOME}plan/stap/<uuid:step>/nu-even-niet/", steps.step_park, name="step_park"),
    path(f"{HOME}plan/stap/<uuid:step>/stokt/", steps.step_halt, name="step_halt"),
    path(f"{HOME}plan/stap/<uuid:step>/stand/", steps.step_state, name="step_state"),
    path(f"{HOME}plan/stap/<uuid:step>/plaats/", steps.step_place, name="step_place"),
    path(f"{HOME}plan/stap/<uuid:step>/los/", steps.step_untie, name="step_untie"),
    path(f"{HOME}plan/volgorde/", plan.order, name="plan_order"),
    path(f"{HOME}plan/aanpak/", approaches.approaches_page, name="approaches_page"),
    path(f"{HOME}plan/aanpak/<uuid:approach>/", approaches.approach_judge, name="approach_judge"),
    path(f"{HOME}plan/deelplannen/", subplans.sub_plans_page, name="sub_plans"),
    path(f"{HOME}plan/deelplannen/veilig/", subplans.safety_sub_plans, name="safety_sub_plans"),
    path(f"{HOME}plan/deelplannen/nieuw/", subplans.sub_plan_new, name="sub_plan_new"),
    path(f"{HOME}plan/deelplannen/tegen/", subplans.clash_new, name="clash_new"),
    path(f"{HOME}plan/deelplannen/tegen/<uuid:clash>/", subplans.clash_settle, name="clash_settle"),
    path(
        f"{HOME}plan/deelplannen/<uuid:sub_plan>/", subplans.sub_plan_state, name="sub_plan_state"
    ),
    path(f"{HOME}plan/waarom-niet/", subplans.obstacle_new, name="obstacle_new"),
    path(
        f"{HOME}plan/waarom-niet/<uuid:obstacle>/weg/", subplans.obstacle_gone, name="obstacle_gone"
    ),
    path(f"{HOME}plan/tempo/", plan.pace, name="plan_pace"),
    path(f"{HOME}plan/let-op/", plan.warning_aside, name="warning_aside"),
    path(f"{HOME}plan/aanbod/", offers.offer_add, name="offer_add"),
    path(f"{HOME}plan/aanbod/<uuid:offer>/antwoord/", offers.offer_answer, name="offer_answer"),
    path(f"{HOME}plan/aanbod/<uuid:offer>/stap/", offers.offer_use, name="offer_use"),
    path(f"{HOME}plan/aanbod/<uuid:offer>/terug/", offers.offer_back, name="offer_back"),
    path(f"{HOME}plan/terugkijken/", evaluating.look_back_page, name="plan_look_back"),
    path(f"{HOME}plan/vaststellen/", versions.set_down, name="plan_set_down"),
    path(f"{HOME}plan/versies/<int:number>/", versions.version_page, name="plan_version"),
    path(f"{HOME}plan.pdf", versions.plan_pdf, name="plan_pdf"),
]
