# SPDX-License-Identifier: EUPL-1.2
"""The picture of who pays: bars drawn on the server, with a title and a description inside."""

from django.utils.html import escape

from voordeur.provisions.page import Part

_FONT = "sans-serif"
_BAR = "#4a3f8f"


def payers_svg(title: str, description: str, parts: list[Part]) -> bytes:
    """Draw one bar per payer; what is not known has no bar and says so in its label.

    The page shows the same figures as a table. Nothing is fetched while drawing.
    """
    # Here and not above: reading them in takes longer than starting all the rest of the house.
    import altair
    import vl_convert

    values = [
        {"payer": part.label, "cents": part.cents or 0, "amount": part.amount} for part in parts
    ]
    order = [part.label for part in parts]
    base = altair.Chart(altair.InlineData(values=values)).encode(
        y=altair.Y("payer:N", sort=order, title=None),
        x=altair.X("cents:Q", axis=None),
    )
    bars = base.mark_bar(color=_BAR, height=22)
    words = base.mark_text(align="left", dx=6, fontSize=14).encode(text="amount:N")
    chart = (
        altair.layer(bars, words)
        .properties(width=420, height={"step": 34}, background="transparent")
        .configure(font=_FONT)
        .configure_axis(labelFontSize=14, labelLimit=200, domain=False, ticks=False)
        .configure_view(stroke=None)
    )
    svg: str = vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[])
    head, _, rest = svg.partition(">")
    named = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    return f'{head} role="img">{named}{rest}'.encode()
