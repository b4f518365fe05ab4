# SPDX-License-Identifier: EUPL-1.2
"""The findings written as a report: first what can be said, then who pays and what must be true."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from voordeur.money.scba.breakeven import BreakEven, Interval, Stands
from voordeur.money.scba.model import Stage
from voordeur.money.scba.report import pictures
from voordeur.money.scba.report.blocks import (
    Block,
    Bullets,
    Document,
    Picture,
    Section,
    Table,
    Text,
)
from voordeur.money.scba.report.findings import Findings
from voordeur.money.scba.report.pictures import Said, Step, Swing
from voordeur.money.scba.report.words import (
    Language,
    belief_text,
    day_text,
    money,
    number,
    objections_said,
    percent,
    unit_name,
    view_name,
    word,
)
from voordeur.money.scba.sealing import seal_state
from voordeur.money.scba.spread import Outcome, Spread

BINS = 24


def document(found: Findings, language: Language = "nl") -> Document:
    """Write the findings as a report: first what can be said, then who pays, what must be true."""
    model = found.model
    subtitle = word(
        "subtitle",
        language,
        stage=word(model.stage, language, "stage"),
        start=str(model.start),
        years=str(model.horizon),
    )
    sections = (_Writer(found, language)).sections()
    return Document(model.title, subtitle, language, tuple(sections))


def summary(found: Findings, language: Language = "nl") -> tuple[Section, Section, Section]:
    """Return what a council reads: the three sentences, who pays and gains, what is in no figure."""
    writer = _Writer(found, language)
    return writer.three(), writer.who_pays(), writer.in_no_figure()


ENOUGH = {Stands.ABOVE: "enough_yes", Stands.CROSSES: "enough_both", Stands.BELOW: "enough_no"}
"""The words for where a belief stands with regard to what is needed."""


class _Writer:
    def __init__(self, found: Findings, language: Language) -> None:
        self.found, self.model, self.language = found, found.model, language
        self.sure = found.is_sure
        self.names = {party.id: party.name for party in self.model.parties}

    def word(self, key: str, kind: str = "text", **facts: str) -> str:
        return word(key, self.language, kind, **facts)

    def euros(self, amount: float) -> str:
        return money(amount, self.language, sure=self.sure, currency=self.model.currency)

    def number(self, value: float, digits: int = 4) -> str:
        return number(value, self.language, digits=digits)

    def sections(self) -> Iterator[Section]:
        yield self.three()
        yield self._zero()
        yield self.who_pays()
        if self.found.must:
            yield self._must()
        yield self._outcome()
        if self.found.readings:
            yield self._readings()
        yield self.in_no_figure()
        yield self._doubt()
        yield self._assumptions()
        yield self._objections()
        yield self._receipt()

    def three(self) -> Section:
        whole = self.found.society
        everybody = view_name(self.model, "society", self.language)
        if whole.net is None:
            low, high = self.euros(whole.benefits.low), self.euros(whole.benefits.high)
            can = self.word("say_benefits", low=low, high=high)
        elif self.sure:
            can = self.word("say_sure", view=everybody, net=self.euros(whole.net.mean))
        else:
            can = self.word(
                "say_chance",
                chance=self._said(whole.chance or 0.0),
                view=everybody,
                low=self.euros(whole.net.low),
                high=self.euros(whole.net.high),
            )
        left = len(self.found.sample.unpriced)
        cannot = (
            self.word("not_cashed_unpriced", count=str(left)) if left else self.word("not_cashed")
        )
        return Section(
            self.word("three"),
            (
                Text(can, self.word("can_say")),
                Text(cannot, self.word("cannot_say")),
                Text(self._will_be_asked(), self.word("asked")),
            ),
        )

    def _said(self, share: float) -> str:
        """Write a share as one says it aloud: 'more than 99 %', not '> 99 %'."""
        sign, _, rest = percent(share).partition(" ")
        key = {">": "more_than", "<": "less_than"}.get(sign)
        return self.word(key, share=rest) if key else percent(share)

    def _will_be_asked(self) -> str:
        if self.found.freeriders:
            names = ", ".join(self.names[one] for one in self.found.freeriders)
            return self.word("ask_who", gainer=names)
        if self.found.agenda:
            return self.word("ask_doubt", figure=self.found.agenda[0].about)
        return self.word("ask_zero")

    def _zero(self) -> Section:
        zero = self.model.zero
        sealed = self.word(
            f"sealed_{seal_state(self.model)}", written=day_text(zero.written, self.language)
        )
        blocks: list[Block] = [Text(zero.text), Text(sealed)]
        conditions = [one for each in self.model.interventions for one in each.conditions]
        if conditions:
            blocks += [Text("", self.word("conditions")), Bullets(tuple(conditions))]
        return Section(self.word("zero"), tuple(blocks))

    def _range(self, spread: Spread | None) -> str:
        if spread is None:
            return self.word("unknown")
        if self.sure:
            return self.euros(spread.mean)
        return self.word("between", low=self.euros(spread.low), high=self.euros(spread.high))

    def _money_row(self, name: str, one: Outcome, members: tuple[str, ...]) -> tuple[str, ...]:
        missing = self.found.misses_benefits(members)
        gained = self._with_unknown(one.benefits.mean, missing)
        net = self.word("unknown") if one.net is None else self._with_unknown(one.net.mean, missing)
        paid = self._with_unknown(one.costs.mean, self.found.misses_costs(members))
        row = (name, gained, paid, net)
        if self.sure:
            return row
        nothing_known = missing and one.benefits.mean == one.costs.mean == 0
        return (*row, self.word("unknown") if nothing_known else self._range(one.net))

    def _with_unknown(self, amount: float, missing: bool) -> str:
        """Write an amount that misses something: unknown is no zero."""
        if not missing:
            return self.euros(amount)
        return (
            self.word("and_unknown", amount=self.euros(amount)) if amount else self.word("unknown")
        )

    def who_pays(self) -> Section:
        heads = [self.word(one) for one in ("party", "gains", "pays", "net")]
        if not self.sure:
            heads.append(self.word("range"))
        rows = []
        for one in self.found.parties:
            name = self.names[one.name]
            if one.name in self.found.freeriders:
                name += f" ({self.word('freerider')})"
            rows.append(self._money_row(name, one, (one.name,)))
        rows.append(self._money_row(self.word("total"), self.found.society, self.model.society))
        blocks: list[Block] = []
        if self.found.society.net is not None:
            said = Said(self.word("waterfall_title"), self.word("waterfall_desc"))
            steps = [self._step(self.names[one.name], one) for one in self.found.parties]
            total = self._step(self.word("total"), self.found.society)
            blocks.append(Picture(pictures.waterfall(said, steps, total), said))
        blocks.append(Table(tuple(heads), tuple(rows), self.word("parties"), total=True))
        return Section(self.word("parties"), tuple(blocks))

    def _step(self, name: str, one: Outcome) -> Step:
        amount = one.net.mean if one.net else 0.0
        missing = self.found.misses_benefits((one.name,)) if one.name in self.names else False
        return Step(name, amount, self._with_unknown(amount, missing))

    def _must(self) -> Section:
        heads = tuple(self.word(one) for one in ("figure", "expected", "needed", "unit", "enough"))
        rows = tuple(self._must_row(one) for one in self.found.must)
        return Section(
            self.word("must"),
            (Text(self.word("must_intro")), Table(heads, rows, self.word("must"), 1)),
        )

    def _must_row(self, one: BreakEven) -> tuple[str, ...]:
        assumption = self.model.assumptions[one.name]
        if not one.must_be or (one.at is None and one.between is None):
            needed = self.word("no_value")
        else:
            value = "" if one.at is None else self.number(one.at, 4 if self.sure else 3)
            if one.between is not None and one.between.low != one.between.high:
                low, high = self.number(one.between.low, 3), self.number(one.between.high, 3)
                between = self.word("between", low=low, high=high)
                value = f"{value} ({between})" if value else between
            needed = self.word(one.must_be.replace(" ", "_"), value=value)
        unit = unit_name(assumption.unit, self.language)
        seen = self.found.believed.get(one.name, Interval(one.now, one.now))
        stands = one.stands(seen)
        enough = "" if stands is None else self.word(ENOUGH[stands])
        return (assumption.about, self.number(one.now), needed, unit, enough)

    def _outcome(self) -> Section:
        keys = ("view", "gains", "pays", "net")
        heads = [self.word(one) for one in keys]
        if not self.sure:
            heads += [self.word("range"), self.word("chance")]
        heads += [self.word("ratio"), self.word("payback")]
        rows = []
        seen = [
            (view_name(self.model, one.name, self.language), one, self.model.views[one.name])
            for one in self.found.views
        ]
        seen += [(self.names[one.name], one, (one.name,)) for one in self.found.parties]
        for name, one, members in seen:
            row = list(self._money_row(name, one, members))
            if not self.sure:
                row.append(self.word("unknown") if one.chance is None else percent(one.chance))
            row.append(self.word("none") if one.ratio is None else self.number(round(one.ratio, 2)))
            row.append(self._payback(one))
            rows.append(tuple(row))
        blocks: list[Block] = []
        if self.model.stage is Stage.INDICATIVE:
            blocks.append(Text(self.word("outcome_indicative")))
        blocks.append(Table(tuple(heads), tuple(rows), self.word("outcome")))
        blocks += self._distribution()
        blocks += self._through_years()
        return Section(self.word("outcome"), tuple(blocks))

    def _payback(self, one: Outcome) -> str:
        if one.net is None:
            return self.word("unknown")
        if one.payback is None:
            return self.word("never", years=str(self.model.horizon))
        return self.word("year", year=str(one.payback + 1))

    def _distribution(self) -> list[Block]:
        net = self.found.net
        if net is None or self.sure:
            return []
        low, high = (float(one) for one in np.quantile(net, [0.005, 0.995]))
        if low == high:
            return []
        counts, edges = np.histogram(np.clip(net, low, high), bins=BINS, range=(low, high))
        said = Said(self.word("distribution_title"), self.word("distribution_desc"))
        ends = (self.euros(float(edges[0])), self.euros(float(edges[-1])))
        bars = [float(one) for one in edges]
        svg = pictures.distribution(said, bars, [int(one) for one in counts], ends)
        few = np.histogram(net, bins=np.quantile(net, [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]))
        rows = tuple(
            (
                self.word("between", low=self.euros(float(start)), high=self.euros(float(stop))),
                percent(count / len(net)),
            )
            for start, stop, count in zip(few[1], few[1][1:], few[0], strict=False)
        )
        heads = (self.word("from_to"), self.word("share_of_runs"))
        return [Picture(svg, said), Table(heads, rows, said.title)]

    def _through_years(self) -> list[Block]:
        sums = self.found.sums
        if sums is None or len(sums) < 2:
            return []
        said = Said(self.word("payback_title"), self.word("payback_desc"))
        years = [str(self.model.start + year) for year in range(len(sums))]
        labels = [self.euros(one) for one in sums]
        rows = tuple(zip(years, labels, strict=True))
        heads = (self.word("year", year="").strip(), self.word("sum_so_far"))
        return [
            Picture(pictures.payback(said, years, sums, labels), said),
            Table(heads, rows, said.title),
        ]

    def _readings(self) -> Section:
        heads = tuple(self.word(one) for one in ("reading", "net", "first_year"))
        rows = tuple(
            (
                one.name,
                self.word("unknown") if one.whole.net is None else self.euros(one.whole.net.mean),
                self.euros(one.first_year),
            )
            for one in self.found.readings
        )
        return Section(
            self.word("readings"),
            (Text(self.word("readings_intro")), Table(heads, rows, self.word("readings"))),
        )

    def in_no_figure(self) -> Section:
        left = self.found.sample.unpriced
        if not left:
            return Section(self.word("unpriced"), (Text(self.word("unpriced_none")),))
        items = []
        for one in left:
            names = ", ".join(self.model.assumptions[name].about for name in one.unknown)
            why = self.word("needs", names=names) if one.unknown else self.word("no_price")
            items.append(f"{one.about} ({why})")
        return Section(self.word("unpriced"), (Bullets(tuple(items)),))

    def _doubt(self) -> Section:
        blocks: list[Block] = []
        if self.found.bars and self.found.society.net is not None:
            said = Said(self.word("tornado_title"), self.word("tornado_desc"))
            swings = [
                Swing(
                    self.model.assumptions[bar.name].about,
                    bar.net_at_low,
                    bar.net_at_high,
                    self.euros(bar.net_at_low),
                    self.euros(bar.net_at_high),
                )
                for bar in self.found.bars
            ]
            blocks.append(
                Picture(pictures.tornado(said, swings, self.found.society.net.mean), said)
            )
            heads = ("figure", "range", "low_end", "high_end")
            rows = tuple(
                (
                    swing.name + (f" ({self.word('turns')})" if bar.turns else ""),
                    self.word("between", low=self.number(bar.low), high=self.number(bar.high)),
                    swing.low_label,
                    swing.high_label,
                )
                for swing, bar in zip(swings, self.found.bars, strict=True)
            )
            blocks.append(Table(tuple(self.word(one) for one in heads), rows, said.title))
        blocks.append(Text("", self.word("agenda")))
        if not self.found.agenda:
            blocks.append(Text(self.word("agenda_none")))
        else:
            blocks.append(Bullets(tuple(self._agenda_items())))
        return Section(self.word("doubt"), tuple(blocks))

    def _agenda_items(self) -> Iterator[str]:
        for one in self.found.agenda:
            assumption = self.model.assumptions[one.name]
            if assumption.in_reading(self.found.sample.reading).value is None:
                yield f"{one.about}: {self.word('unknown')}"
                continue
            said = self.word("agenda_share", share=percent(min(one.share, 1.0)))
            turns = f"; {self.word('turns')}" if one.turns else ""
            yield f"{one.about}: {said}{turns} ({self.word(one.mark, 'mark')})"

    def _assumptions(self) -> Section:
        heads = tuple(self.word(one) for one in ("figure", "value", "unit", "mark", "source"))
        rows = []
        for one in self.model.assumptions.values():
            for version in one.versions:
                about = one.about + (f" [{version.reading}]" if version.reading else "")
                source = ", ".join(filter(None, (version.source, version.by, str(version.year))))
                mark = self.word(version.mark, "mark")
                unit = unit_name(one.unit, self.language)
                rows.append((about, belief_text(version.value, self.language), unit, mark, source))
        table = Table(heads, tuple(rows), self.word("assumptions"), numeric_from=len(heads))
        return Section(self.word("assumptions"), (table,))

    def _objections(self) -> Section:
        said = tuple(objections_said(self.found.objections, self.language))
        block: Block = Bullets(said) if said else Text(self.word("objections_none"))
        return Section(self.word("objections"), (block,))

    def _receipt(self) -> Section:
        discount = self.model.discount
        blocks: list[Block] = [
            Text(
                self.word(
                    "receipt_text",
                    draws=str(self.found.sample.draws),
                    seed=str(self.found.sample.seed),
                    discount=self.word("no_discount") if discount == "none" else discount,
                    start=str(self.model.price_year or self.model.start),
                    fingerprint=self.found.fingerprint,
                    currency=self.model.currency,
                )
            )
        ]
        for key, lines in (("sources", self.model.sources), ("notes", self.model.notes)):
            if lines:
                blocks += [Text("", self.word(key)), Bullets(tuple(lines))]
        return Section(self.word("receipt"), tuple(blocks))
