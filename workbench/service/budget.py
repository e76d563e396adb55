"""A budget that holds: the worst case of a call is reserved before it is sent, and settled after."""

import secrets
import threading
from collections.abc import Callable
from decimal import Decimal

from workbench.core.errors import StoppedError
from workbench.core.ports import Journal
from workbench.core.pricing import cost, worst_case
from workbench.core.records import Price
from workbench.core.spending import Purpose, Spending, Terms
from workbench.generator.errors import ProviderError
from workbench.generator.models import Model
from workbench.generator.records import Completion, ModelSpec, Request

_NOTHING = Decimal(0)
_LOOK_AGAIN_S = 0.5


class Budget:
    """What a run may still spend, across models and threads.

    A call whose worst case does not fit waits while others are under way, since most settle for far less; where nothing
    is under way it does not fit at all. What may have been billed though no answer came stays counted at its worst.
    """

    def __init__(self, terms: Terms, spent: Spending, journal: Journal) -> None:
        """Begin where the sessions before ended.

        Args:
            terms: the cap of the whole run, or none.
            spent: what the run has spent already; calls that never settled count at their worst.
            journal: told each reservation before its call is sent, and each settlement.
        """
        self._cap, self._spent, self._journal = terms.budget_usd, spent.most_usd, journal
        self._reserved, self._under_way = _NOTHING, 0
        self._changed = threading.Condition()
        self._session, self._count = secrets.token_hex(4), 0

    @property
    def capped(self) -> bool:
        """Whether there is a limit at all."""
        return self._cap is not None

    def reserve(
        self, model: str, worst: Decimal | None, check: Callable[[float], None], purpose: Purpose = "candidate"
    ) -> str:
        """Set the worst case aside and return the reservation's id; waits while it may fit later.

        Args:
            model: the model's name.
            worst: US dollars; None where the model has no price, which only a run without that care allows.
            check: called while waiting; raises where the run may not go on.
            purpose: what the call is for.

        Raises:
            StoppedError: it does not fit.
        """
        with self._changed:
            while not self._fits(worst or _NOTHING):
                if not self._under_way:
                    raise StoppedError("budget", f"the budget of {self._cap:f} USD has no room for another call")
                check(_LOOK_AGAIN_S)
                self._changed.wait(_LOOK_AGAIN_S)
            self._reserved += worst or _NOTHING
            self._under_way += 1
            self._count += 1
            number = f"{self._session}-{self._count}"
        self._journal.reserved(number, model, worst, purpose)
        return number

    def settle(self, number: str, worst: Decimal | None, paid: Decimal | None) -> None:
        """Give back what a call did not cost; `paid` None keeps its worst case, for it may have been billed."""
        self._journal.settled(number, worst if paid is None else paid, certain=paid is not None)
        with self._changed:
            self._reserved -= worst or _NOTHING
            self._under_way -= 1
            self._spent += (worst if paid is None else paid) or _NOTHING
            self._changed.notify_all()

    def _fits(self, worst: Decimal) -> bool:
        return self._cap is None or self._spent + self._reserved + worst <= self._cap


class Budgeted:
    """A model that is asked within a budget; a refused call raises StoppedError and was not sent."""

    def __init__(
        self,
        model: Model,
        price: Price | None,
        budget: Budget,
        check: Callable[[float], None],
        purpose: Purpose = "candidate",
    ) -> None:
        self._model, self._price, self._budget, self._check, self._purpose = model, price, budget, check, purpose

    @property
    def spec(self) -> ModelSpec:
        """Which model this is."""
        return self._model.spec

    def complete(self, request: Request) -> Completion:
        """Reserve, ask once, settle (see `Model.complete`).

        Raises:
            StoppedError: the budget has no room for it.
        """
        worst = None if self._price is None else worst_case(request, self._price)
        if self._price and worst is None and self._budget.capped:
            limit = self._price.up_to_tokens
            raise StoppedError("budget", f"the price of {self.spec.name} holds up to {limit} tokens, this may be more")
        number = self._budget.reserve(self.spec.name, worst, self._check, self._purpose)
        paid: Decimal | None = None  # whatever else happens: it may have been billed
        try:
            completion = self._model.complete(request)
            paid = None if self._price is None else cost(completion.usage, self._price)
        except ProviderError as error:
            paid = None if error.billable else _NOTHING
            raise
        finally:
            self._budget.settle(number, worst, paid)
        return completion
