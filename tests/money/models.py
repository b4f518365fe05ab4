# SPDX-License-Identifier: EUPL-1.2
"""Small analyses for the tests, and strategies that draw them."""

from datetime import date

from hypothesis import strategies as st

from voordeur.money.scba.assumption import Assumption, Mark, Version
from voordeur.money.scba.distribution import Fixed, Normal, Range, Triangular
from voordeur.money.scba.model import (
    Cost,
    Effect,
    Intervention,
    Model,
    Party,
    Timing,
    When,
    ZeroAlternative,
)
from voordeur.money.scba.product import Product

ZERO = ZeroAlternative("nothing changes", date(2025, 1, 1))
MEASURE = Intervention("help", "help at home")


def belief(name, value, unit, *, mark=Mark.ESTIMATED, reading="", **more):
    """Return an assumption; a bare number is certain, None is unknown."""
    shape = Fixed(float(value)) if isinstance(value, int | float) else value
    return Assumption(name, name, unit, (Version(shape, "test", 2025, mark, reading),), **more)


def named(*texts):
    """Return products from texts."""
    return tuple(Product.read(text, "test") for text in texts)


def gains(**parts):
    """Return a division over parties; 'rest' is the rest."""
    return {who: None if one == "rest" else Product.read(one, "test") for who, one in parts.items()}


def effect(id_="gain", **more):
    """Return an effect of cases × price that lands with the town."""
    given = {
        "about": id_,
        "intervention": "help",
        "with_": named("cases"),
        "price": Product.read("price", "test"),
        "gains": gains(town=1.0),
    }
    return Effect(id=id_, **(given | more))


def cost(id_="work", **more):
    """Return a cost that the town pays."""
    given = {
        "about": id_,
        "intervention": "help",
        "amount": named("spent"),
        "pays": gains(town=1.0),
    }
    return Cost(id=id_, **(given | more))


def model(*effects, costs=None, horizon=5, parties=("town", "insurer"), assumptions=(), **more):
    """Return a small model: 10 cases at 100 euros against 400 euros spent."""
    basic = [
        belief("cases", 10, "case"),
        belief("price", 100, "EUR/case"),
        belief("spent", 400, "EUR"),
    ]
    there = {one.id: one for one in (*basic, *assumptions)}
    return Model(
        title="test",
        start=2025,
        horizon=horizon,
        parties=tuple(Party(one, one) for one in parties),
        zero=more.pop("zero", ZERO),
        interventions=more.pop("interventions", (MEASURE,)),
        assumptions=there,
        effects=effects or (effect(),),
        costs=(cost(),) if costs is None else costs,
        **more,
    )


amounts = st.integers(0, 5000).map(lambda cents: cents / 4)
shares = st.integers(0, 20).map(lambda twentieths: twentieths / 20)
timings = st.one_of(
    st.builds(Timing, when=st.just(When.ONCE), first=st.integers(0, 3)),
    st.builds(
        lambda first: Timing(When.SPREAD, first, shares=(0.5, 0.25, 0.25)), st.integers(0, 2)
    ),
)
doubts = st.one_of(
    amounts.map(Fixed),
    st.tuples(amounts, st.integers(1, 50)).map(lambda two: Range(two[0], two[0] + two[1])),
    st.tuples(amounts, st.integers(1, 50)).map(
        lambda two: Triangular(two[0], two[0] + two[1] / 2, two[0] + two[1])
    ),
    st.tuples(amounts, st.integers(1, 50)).map(lambda two: Normal(two[0], float(two[1]))),
)


certain = amounts.map(Fixed)


@st.composite
def fixed_models(draw, beliefs=certain):
    """Draw a model of up to four effects and two costs over three parties."""
    there, effects, costs = [], [], []
    for place in range(draw(st.integers(1, 4))):
        for name, unit in (("n", "case"), ("zero", "case"), ("price", "EUR/case")):
            there.append(belief(f"{name}{place}", draw(beliefs), unit))
        there += [
            belief(f"{name}{place}", draw(shares), "share") for name in ("due", "lost", "part")
        ]
        there.append(belief(f"falls{place}", draw(shares), "share/year"))
        there.append(belief(f"grows{place}", draw(shares) / 10, "share/year"))
        effects.append(
            effect(
                f"effect{place}",
                with_=named(f"n{place}", f"0.5 * zero{place}"),
                zero=named(f"zero{place}"),
                price=Product.read(f"price{place}", "test"),
                attribution=Product.read(f"due{place}", "test"),
                less=(f"lost{place}",),
                gains=gains(insurer=f"part{place}", town="rest"),
                timings=(draw(timings),),
                relapse=draw(st.sampled_from(["", f"falls{place}"])),
                growth=draw(st.sampled_from(["", f"grows{place}"])),
            )
        )
    for place in range(draw(st.integers(1, 2))):
        there.append(belief(f"cost{place}", draw(beliefs), "EUR"))
        costs.append(cost(f"cost{place}", amount=named(f"cost{place}"), timings=(draw(timings),)))
    discount = draw(st.sampled_from(["none", "nl_2021", "green_book", "rate"]))
    there.append(belief("rate", draw(shares) / 4, "share/year"))
    return model(
        *effects,
        costs=tuple(costs),
        parties=("town", "insurer", "state"),
        assumptions=there,
        discount=discount,
        horizon=draw(st.integers(1, 6)),
    )
