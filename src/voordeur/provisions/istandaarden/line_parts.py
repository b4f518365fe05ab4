# SPDX-License-Identifier: EUPL-1.2
"""Reading each kind of product line; every reader raises Broken when the line is unusable."""

from datetime import date

from voordeur.provisions.istandaarden.lines import (
    AssignedProduct,
    ChangeRequestAdded,
    ChangeRequestAltered,
    ChangeRequestUnchanged,
    DeclaredService,
    Product,
    Referrer,
    RequestedProduct,
    StartedProduct,
    StoppedProduct,
    Volume,
)
from voordeur.provisions.istandaarden.part import Part

HIGHEST_NUMBER = 999_999_999


def assigned(part: Part) -> AssignedProduct:
    """A ToegewezenProduct."""
    part.only(
        "ToewijzingNummer",
        "ReferentieAanbieder",
        "Product",
        "Toewijzingsdatum",
        "Toewijzingstijd",
        "Ingangsdatum",
        "Einddatum",
        "RedenWijziging",
        "Omvang",
        "Budget",
        "Commentaar",
    )
    first_day = part.required_day("Ingangsdatum")
    return AssignedProduct(
        number=part.required_number("ToewijzingNummer", HIGHEST_NUMBER),
        decided_on=part.required_day("Toewijzingsdatum"),
        decided_at=part.required_time("Toewijzingstijd"),
        first_day=first_day,
        last_day=_not_before(part, "Einddatum", first_day),
        product=_product(part),
        provider_reference=part.text("ReferentieAanbieder"),
        change_reason=part.code("RedenWijziging", "change_reason"),
        volume=_volume(part),
        budget_cents=part.number("Budget"),
        comment=part.text("Commentaar"),
        line=part.line,
    )


def started(part: Part) -> StartedProduct:
    """A StartProduct."""
    part.only(
        "ToewijzingNummer", "Product", "ToewijzingIngangsdatum", "Begindatum", "StatusAanlevering"
    )
    return StartedProduct(
        number=part.number("ToewijzingNummer", HIGHEST_NUMBER),
        begun_on=part.required_day("Begindatum"),
        status=part.required_code("StatusAanlevering", "delivery_status"),
        product=_product(part),
        assigned_from=part.day("ToewijzingIngangsdatum"),
        line=part.line,
    )


def stopped(part: Part) -> StoppedProduct:
    """A StopProduct."""
    part.only(
        "ToewijzingNummer",
        "Product",
        "ToewijzingIngangsdatum",
        "Begindatum",
        "RedenBeeindiging",
        "Einddatum",
        "StatusAanlevering",
    )
    begun_on = part.required_day("Begindatum")
    last_day = _not_before(part, "Einddatum", begun_on)
    if last_day is None:
        raise part.broken("missing", "Einddatum")
    return StoppedProduct(
        number=part.number("ToewijzingNummer", HIGHEST_NUMBER),
        begun_on=begun_on,
        last_day=last_day,
        reason=part.required_code("RedenBeeindiging", "exit_reason"),
        status=part.required_code("StatusAanlevering", "delivery_status"),
        product=_product(part),
        assigned_from=part.day("ToewijzingIngangsdatum"),
        line=part.line,
    )


def requested(part: Part) -> RequestedProduct:
    """An AangevraagdProduct."""
    part.only(
        "ReferentieAanbieder",
        "BeschikkingNummer",
        "Product",
        "BeschikkingIngangsdatum",
        "ToewijzingIngangsdatum",
        "ToewijzingEinddatum",
        "Omvang",
        "Budget",
        "Verwijzer",
        "Raamcontract",
        "Commentaar",
    )
    referrer = part.required("Verwijzer")
    wanted_from = part.required_day("ToewijzingIngangsdatum")
    return RequestedProduct(
        reference=part.required_text("ReferentieAanbieder"),
        wanted_from=wanted_from,
        referrer=Referrer(
            kind=referrer.required_code("Type", "referrer"),
            name=referrer.text("Naam"),
            agb=referrer.text("ZorgverlenerCode"),
        ),
        wanted_until=_not_before(part, "ToewijzingEinddatum", wanted_from),
        decision_number=part.number("BeschikkingNummer", HIGHEST_NUMBER),
        decision_from=part.day("BeschikkingIngangsdatum"),
        product=_product(part),
        volume=_volume(part),
        budget_cents=part.number("Budget"),
        framework_contract=part.yes_no("Raamcontract"),
        comment=part.text("Commentaar"),
        line=part.line,
    )


def unchanged(part: Part) -> ChangeRequestUnchanged:
    """An OngewijzigdProduct."""
    part.only("ToewijzingNummer")
    return ChangeRequestUnchanged(
        part.required_number("ToewijzingNummer", HIGHEST_NUMBER), line=part.line
    )


def altered(part: Part) -> ChangeRequestAltered:
    """A TeWijzigenProduct."""
    part.only("ToewijzingNummer", "GewensteIngangsdatum", "Einddatum", "Omvang", "Budget")
    return ChangeRequestAltered(
        number=part.required_number("ToewijzingNummer", HIGHEST_NUMBER),
        wanted_from=part.required_day("GewensteIngangsdatum"),
        last_day=part.day("Einddatum"),
        volume=_volume(part),
        budget_cents=part.number("Budget"),
        line=part.line,
    )


def added(part: Part) -> ChangeRequestAdded:
    """A NieuwProduct."""
    part.only("Product", "GewensteIngangsdatum", "Einddatum", "Omvang", "Budget")
    return ChangeRequestAdded(
        wanted_from=part.required_day("GewensteIngangsdatum"),
        product=_product(part),
        last_day=part.day("Einddatum"),
        volume=_volume(part),
        budget_cents=part.number("Budget"),
        line=part.line,
    )


def declared(part: Part) -> DeclaredService:
    """A Prestatie."""
    part.only(
        "ProductReferentie",
        "ToewijzingNummer",
        "ProductCategorie",
        "ProductCode",
        "ProductPeriode",
        "GeleverdVolume",
        "Eenheid",
        "ProductTarief",
        "IngediendBedrag",
    )
    reference = part.required("ProductReferentie")
    amount = part.required("IngediendBedrag")
    first_day, last_day = closed_period(part, "ProductPeriode")
    return DeclaredService(
        reference=reference.required_text("ReferentieNummer"),
        previous_reference=reference.text("VorigReferentieNummer"),
        number=part.required_number("ToewijzingNummer", HIGHEST_NUMBER),
        product=Product(
            part.required_code("ProductCategorie", "category"), part.required_text("ProductCode")
        ),
        first_day=first_day,
        last_day=last_day,
        volume=part.required_number("GeleverdVolume"),
        unit=part.required_code("Eenheid", "unit"),
        tariff_cents=part.number("ProductTarief"),
        amount_cents=amount.required_number("Bedrag"),
        credit=amount.required_code("DebetCredit", "debit_credit") == "C",
        line=part.line,
    )


def closed_period(part: Part, name: str) -> tuple[date, date]:
    """First and last day of a period that must have both."""
    period = part.required(name)
    first_day = period.required_day("Begindatum")
    last_day = period.required_day("Einddatum")
    if last_day < first_day:
        raise part.broken("period_reversed", name)
    return first_day, last_day


def _not_before(part: Part, name: str, first_day: date) -> date | None:
    last_day = part.day(name)
    if last_day is not None and last_day < first_day:
        raise part.broken("period_reversed", name)
    return last_day


def _product(part: Part) -> Product | None:
    found = part.optional("Product")
    if found is None:
        return None
    return Product(found.required_code("Categorie", "category"), found.text("Code"))


def _volume(part: Part) -> Volume | None:
    found = part.optional("Omvang")
    if found is None:
        return None
    return Volume(
        found.required_number("Volume"),
        found.required_code("Eenheid", "unit"),
        found.required_code("Frequentie", "frequency"),
    )
