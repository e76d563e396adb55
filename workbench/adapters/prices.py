"""Prices from genai-prices, offline, for models whose own entry names none."""

from decimal import Decimal
from typing import Any

from workbench.core.records import Price
from workbench.generator.records import ModelSpec


def list_price(spec: ModelSpec) -> Price | None:
    """Return the published unit prices of a hosted model, or None where they are not known.

    Tiered prices are those of the first tier, and hold up to where the next one begins.
    """
    if spec.adapter not in {"openai", "anthropic"} or spec.base_url is not None:
        return None
    import importlib.metadata

    import genai_prices

    try:
        found = genai_prices.calc_price(
            genai_prices.Usage(input_tokens=1, output_tokens=1), model_ref=spec.model, provider_id=spec.adapter
        )
    except LookupError:
        return None
    unit = found.model_price
    given, output = _base(unit.input_mtok), _base(unit.output_mtok)
    if given is None or output is None:
        return None
    return Price(
        input=given,
        output=output,
        cache_read=_base(unit.cache_read_mtok),
        cache_write=_base(unit.cache_write_mtok),
        up_to_tokens=_first_tier(unit),
        source=f"genai-prices {importlib.metadata.version('genai-prices')}",
    )


def _base(price: Any) -> Decimal | None:  # noqa: ANN401 - a number, or a tiered price
    base = getattr(price, "base", price)
    return None if base is None else Decimal(str(base))


def _first_tier(unit: Any) -> int | None:  # noqa: ANN401 - the library's record of unit prices
    classes = (unit.input_mtok, unit.output_mtok, unit.cache_read_mtok, unit.cache_write_mtok)
    starts = [tier.start for price in classes for tier in getattr(price, "tiers", ())]
    return min(starts, default=None)
