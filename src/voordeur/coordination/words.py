# SPDX-License-Identifier: EUPL-1.2
"""Words for what the sums of coordination find: faults, why a case is stuck, laws and layers."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from voordeur.coordination.stuck import CoordinationFault, FaultCode, StuckCode, StuckReason
from voordeur.door.language import language
from voordeur.partners.laws import laws


def law_name(code: str | None) -> str | None:
    """Return the name of a law in the reader's language; None when it is masked."""
    if code is None or code not in laws():
        return code
    return laws()[code].en if language() == "en" else laws()[code].nl


def layer_name(layer: str) -> str:
    """Return what a layer of coordination is called."""
    return {
        "self": _("Self-direction"),
        "case": _("Case coordinator"),
        "process": _("Process coordinator"),
    }[layer]


def stuck_words(reason: StuckReason) -> str:
    """Return one reason why a case is stuck, with its figure, its limit and since when."""
    said = {
        "figure": reason.figure,
        "limit": reason.limit,
        "since": date_format(reason.since, "j F Y"),
    }
    if reason.code is StuckCode.TOO_MANY_HELPERS:
        return _("%(figure)s helpers since %(since)s; above %(limit)s we look again.") % said
    if reason.code is StuckCode.NO_JOINT_PLAN:
        return _("No joint plan since %(since)s: %(figure)s days (limit %(limit)s).") % said
    return _("Nothing has moved since %(since)s: %(figure)s days (limit %(limit)s).") % said


def fault_words(fault: CoordinationFault) -> str:
    """Return what is wrong with the coordination, with who it is about."""
    said = {"parties": ", ".join(fault.parties)}
    return {
        FaultCode.NO_CASE_COORDINATOR: _("Nobody is case coordinator. Ask someone."),
        FaultCode.SEVERAL_CASE_COORDINATORS: _("More than one case coordinator: %(parties)s.")
        % said,
        FaultCode.NO_PROCESS_COORDINATOR: _(
            "This case is stuck and nobody is process coordinator. Ask someone."
        ),
        FaultCode.SEVERAL_PROCESS_COORDINATORS: _("More than one process coordinator: %(parties)s.")
        % said,
        FaultCode.CLAIMS_CONFLICT: _("Several organisations say they coordinate: %(parties)s.")
        % said,
    }[fault.code]
