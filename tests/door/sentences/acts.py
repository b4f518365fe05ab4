# SPDX-License-Identifier: EUPL-1.2
"""Who may do what."""

from tests.door.sentences.checks import Sentence, may

SENTENCES: list[Sentence] = [
    (
        "Whoever works with residents may pass on a signal.",
        may("signal.record", "role_professional", "role_triage", "role_team_lead"),
    ),
    (
        "Only who was given triage decides what a signal needs, and in a case its coordinator.",
        may("signal.triage", "role_triage", "case_coordinator"),
    ),
    (
        "Professionals, triage and team leads may look whether a household is known.",
        may("household.find", "role_professional", "role_triage", "role_team_lead"),
    ),
    (
        "A household is registered at triage or by the administrator who brings over old files.",
        may("household.register", "role_triage", "role_administrator"),
    ),
    (
        "Who is in the household is kept right by triage and the case coordinator.",
        may("household.edit", "triage", "case_coordinator"),
    ),
    (
        "Two files about the same people are joined by who may see the whole of both.",
        may("file.join", "triage", "case_coordinator"),
    ),
    (
        "A member's own people are written down by the member, who stands beside them or who helps.",
        may("network.write", "self", "supporter", "case_coordinator", "helper", "triage"),
    ),
    (
        "How a member is reached safely is kept as that member says it, also through a supporter "
        "or the case coordinator.",
        may("where.write", "self", "supporter", "case_coordinator"),
    ),
    (
        "Who stands beside a member is chosen by that member, never by the supporter; who said so "
        "on paper or by phone is written down by the case coordinator.",
        may("supporter.choose", "self", "parent", "case_coordinator"),
    ),
    (
        "A case is closed by the case coordinator.",
        may("case.close", "case_coordinator"),
    ),
    (
        "A closed case is opened again by who asks how it goes, or after triage of a new signal.",
        may("case.reopen", "aftercare", "triage"),
    ),
    (
        "How it went afterwards is said by a member, with a supporter, or to the one who asks.",
        may("aftercare.answer", "self", "supporter", "aftercare"),
    ),
    ("A case is opened by who did the triage.", may("case.open", "triage")),
    (
        "Who helps and who coordinates is arranged by the coordinators and the team lead.",
        may("case.coordinate", "case_coordinator", "process_coordinator", "lead"),
    ),
    (
        "A colleague who is asked may answer, also one who only knows that the household exists.",
        may("case.answer", "case_coordinator", "process_coordinator", "helper", "lead", "team"),
    ),
    (
        "Whoever helps may say that their organisation coordinates; the conflict is then shown.",
        may("case.claim", "case_coordinator", "process_coordinator", "helper"),
    ),
    (
        "Another party is asked by those who help, coordinate or decide on the signal.",
        may("referral.ask", "case_coordinator", "process_coordinator", "helper", "triage"),
    ),
    (
        "Who was asked for one piece answers it; who keeps the file may write the answer down.",
        may(
            "referral.answer",
            *("task", "case_coordinator", "process_coordinator", "helper", "triage"),
        ),
    ),
    (
        "A specialist who was asked for one piece gives advice on it, also one who helps already.",
        may(
            "counsel.answer",
            *("task", "case_coordinator", "process_coordinator", "helper", "triage"),
        ),
    ),
    (
        "Whether a household comes to its own conference is said by its members, also through "
        "who stands beside them.",
        may("counsel.attend", "self", "parent", "supporter", "case_coordinator"),
    ),
    (
        "What help exists is kept up by those who work with it and by the administrator.",
        may(
            "map.write", "role_administrator", "role_professional", "role_triage", "role_team_lead"
        ),
    ),
    (
        "A conference over several households is called by those who work with residents.",
        may("conference.call", "role_professional", "role_triage", "role_team_lead"),
    ),
    (
        "A member's own words are written by the member or by whom they speak to.",
        may(
            "voice.write",
            *("self", "parent", "supporter"),
            *("case_coordinator", "helper", "triage"),
        ),
    ),
    (
        "A problem is named by the member, who speaks for them or who sees it.",
        may(
            "problem.write",
            *("self", "parent", "supporter"),
            *("case_coordinator", "helper", "triage"),
        ),
    ),
    (
        "The plan is written down by those who help and coordinate.",
        may("plan.write", "case_coordinator", "process_coordinator", "helper"),
    ),
    (
        "A plan is agreed by the members themselves; a parent does so for a young child.",
        may("plan.agree", "self", "parent"),
    ),
    (
        "A yes on paper or by phone is recorded by the case coordinator or the supporter.",
        may("plan.agree_for", "case_coordinator", "supporter"),
    ),
    (
        "An offer from the network is answered by the member, also through who stands beside them.",
        may("offer.answer", "self", "parent", "supporter", "case_coordinator"),
    ),
    (
        "Notes of a contact are written by those who help, coordinate or triage.",
        may("contact.write", "case_coordinator", "process_coordinator", "helper", "triage"),
    ),
    (
        "The member rates as well as the professional; a parent may for a child.",
        may("measure.write", "self", "parent", "case_coordinator", "helper", "triage"),
    ),
    (
        "Which help is given is recorded by those who arrange it.",
        may("provision.write", "case_coordinator", "helper", "triage"),
    ),
    (
        "A paper is put in the file by the member, who stands beside them, or who helps.",
        may(
            "paper.write",
            *("self", "parent", "supporter"),
            *("case_coordinator", "helper", "triage"),
        ),
    ),
    (
        "Whoever is shown what goes on, or was let in by an emergency, may raise a concern about "
        "safety.",
        may(
            "safety.raise",
            *("self", "parent", "supporter", "case_coordinator"),
            *("process_coordinator", "helper", "triage", "emergency"),
        ),
    ),
    (
        "Who is shown the safety part and answers for the household weighs a concern and closes it.",
        may("safety.weigh", "case_coordinator", "triage"),
    ),
    (
        "Everyone who works with the household may warn who visits.",
        may("safety.warn", "case_coordinator", "process_coordinator", "helper", "triage"),
    ),
    (
        "Everyone who works with the household may record that a measure threatens.",
        may("coercion.write", "case_coordinator", "process_coordinator", "helper", "triage"),
    ),
    (
        "Who coordinates, or decided that help is needed, opens and ends a crisis.",
        may("crisis.open", "case_coordinator", "process_coordinator", "triage"),
    ),
    (
        "Who helps the household writes down what comes in, what goes out and what is owed.",
        may("livelihood.write", "case_coordinator", "helper", "triage"),
    ),
    ("Only the member writes on the own page.", may("private.write", "self")),
    (
        "Who was told something by a member may answer it, and nobody else.",
        may("told.answer", "told"),
    ),
    (
        "Only the member decides what is shared; paper and phone go through supporter or case "
        "coordinator, a young child through the parent.",
        may("share.give", "self", "parent", "supporter", "case_coordinator"),
    ),
    (
        "The case coordinator gives somebody the part they need for a task.",
        may("task.give", "case_coordinator"),
    ),
    (
        "A professional or triage may break the glass.",
        may("emergency.open", "role_professional", "role_triage"),
    ),
    (
        "The privacy officer judges it afterwards.",
        may("emergency.review", "role_privacy_officer"),
    ),
    (
        "The privacy officer reads the access log of a household.",
        may("log.inspect", "role_privacy_officer"),
    ),
    (
        "Forgetting somebody is carried out by the privacy officer.",
        may("forget.person", "role_privacy_officer"),
    ),
    (
        "A data breach is recorded and decided on by the privacy officer.",
        may("breach.record", "role_privacy_officer"),
    ),
    (
        "An import is run by the administrator or by the system.",
        may("import.run", "role_administrator", "role_system"),
    ),
    (
        "Only the controller books in a book that has no room of its own.",
        may("ledger.book", "role_controller", "role_system"),
    ),
    (
        "An analysis is drawn together: by who works with residents, by policy and by who counts.",
        may(
            "analysis.draw",
            *("role_professional", "role_team_lead", "role_policy_officer"),
            *("role_controller", "role_project_leader", "role_system"),
        ),
    ),
    (
        "An analysis is started, sealed and fed by the controller and the project leader.",
        may("analysis.write", "role_controller", "role_project_leader", "role_system"),
    ),
    (
        "What a project costs, gains and claims is written by the controller and the project leader.",
        may("benefit.claim", "role_controller", "role_project_leader", "role_system"),
    ),
    (
        "Ways of paying, the waterbed and the register of contracts are kept by the controller, the "
        "policy officer and the project leader.",
        may(
            "paying.write",
            "role_controller",
            "role_policy_officer",
            "role_project_leader",
            "role_system",
        ),
    ),
    (
        "Only the controller books a benefit, and the house lets lapse what nobody took up.",
        may("benefit.book", "role_controller", "role_system"),
    ),
    (
        "Budget lines and what was spent on them are kept by the controller.",
        may("budget.keep", "role_controller", "role_system"),
    ),
    (
        "The sheet that closes is signed by the controller.",
        may("sheet.sign", "role_controller"),
    ),
    (
        "Figures are frozen by the house itself, and by nobody who reads them.",
        may("figures.freeze", "role_system"),
    ),
    (
        "Only the analyst takes in what institutions deliver, and says whether it may count.",
        may("factlab.deliver", "role_analyst"),
    ),
    (
        "Only the analyst asks for figures from deliveries.",
        may("factlab.run", "role_analyst"),
    ),
    (
        "Only the analyst looks at delivered rows to say which are about one person.",
        may("factlab.review", "role_analyst"),
    ),
    (
        "What came of a run is written down by the worker, and by nobody who reads it.",
        may("factlab.finish", "role_system"),
    ),
    (
        "The house is set up by the administrator or by the system.",
        may("set.up", "role_administrator", "role_system"),
    ),
    (
        "A list for erasing is read by another privacy officer or the administrator.",
        may("erasure.read", "role_privacy_officer", "role_administrator"),
    ),
    (
        "Who helps asks the case coordinator to see a part of a member.",
        may("access.ask", "process_coordinator", "helper", "triage"),
    ),
    (
        "Rules are written by the administrator, the policy officer or the system.",
        may("rule.write", "role_administrator", "role_policy_officer", "role_system"),
    ),
    (
        "Whoever works with households writes down what stands in the way.",
        may("barrier.record", "role_professional", "role_triage", "role_team_lead"),
    ),
    (
        "Colleagues sort what stands in the way; who manages does not touch single lines.",
        may("barrier.sort", "role_professional", "role_triage"),
    ),
    (
        "Who helps the household writes down what it waits for and why.",
        may("impasse.write", "case_coordinator", "process_coordinator", "helper", "triage"),
    ),
    (
        "A mandate is given by the administrator or the policy officer, on behalf of the council.",
        may("mandate.give", "role_administrator", "role_policy_officer", "role_system"),
    ),
    (
        "Who helps the household, or leads its team, decides within a mandate.",
        may("decision.take", "case_coordinator", "process_coordinator", "helper", "lead"),
    ),
    (
        "The same people look at each other's decisions afterwards.",
        may("decision.review", "case_coordinator", "process_coordinator", "helper", "lead"),
    ),
    (
        "Who helps the household, or leads its team, brings a stuck case higher up.",
        may("escalation.ask", "case_coordinator", "process_coordinator", "helper", "lead"),
    ),
    (
        "Who sits on the rung, and was let in to this one piece for it, decides.",
        may("escalation.decide", "task", "lead", "process_coordinator"),
    ),
    (
        "Whoever works with households or rules asks the owner of a rule for an answer.",
        may(
            "policy.ask",
            "role_professional",
            "role_triage",
            "role_team_lead",
            "role_policy_officer",
            "role_administrator",
        ),
    ),
    (
        "Policy answers.",
        may("policy.answer", "role_policy_officer", "role_administrator"),
    ),
    (
        "Whoever works with households notes the time for learning together.",
        may("learning.note", "role_professional", "role_triage", "role_team_lead"),
    ),
]
