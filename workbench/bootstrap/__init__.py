"""The one place that picks adapters."""

import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from workbench.adapters import deepeval_bridge
from workbench.adapters.anonymizer.model import RAMPART
from workbench.adapters.catalog import Catalog
from workbench.adapters.catalog.sign_offs import Signing
from workbench.adapters.duckdb_store import DuckDbStore
from workbench.adapters.embedder import MINILM, MiniLm
from workbench.adapters.executors import Threads
from workbench.adapters.feature_files import read_style
from workbench.adapters.fitted_file import read_fitted
from workbench.adapters.language import MODEL as DETECTOR
from workbench.adapters.language import detect
from workbench.adapters.prices import list_price
from workbench.adapters.spool import Spool
from workbench.bootstrap.grounds import grounds_of
from workbench.bootstrap.judging import combination_of
from workbench.core.errors import CatalogError, NoProjectError, RunError
from workbench.core.lint.style import Style
from workbench.core.ports import Connect
from workbench.core.records import Cell, Suite
from workbench.core.runs import RunGrounds, RunRecord
from workbench.core.spending import Estimate, Session, Terms
from workbench.generator.defaults import default_config
from workbench.generator.models import connect, missing
from workbench.generator.models.pacing import Limiters
from workbench.generator.models.weights import EMBEDDED
from workbench.generator.prompt.digest import digest
from workbench.generator.prompt.release import current
from workbench.generator.records import PromptConfig
from workbench.scorers import SCORERS, scorers_of
from workbench.service.asking import Asking
from workbench.service.begin import begin
from workbench.service.estimate import estimate
from workbench.service.gather import Tools
from workbench.service.judge import judge
from workbench.service.measure import measure
from workbench.service.replay import Progress, replay
from workbench.service.rescore import rescore

WEIGHTS: Final = (EMBEDDED, MINILM, RAMPART)
"""The model files that `workbench models install` fetches."""
ENCODER: Final = MiniLm()


@dataclass(frozen=True)
class Workbench:
    """A project folder with its tools. `connect` makes a model of its spec."""

    root: Path
    home: Path
    catalog: Catalog
    store: DuckDbStore
    connect: Connect = connect

    def run(
        self,
        suite: Suite,
        *,
        terms: Terms,
        fresh: bool = False,
        allow_unpriced: bool = False,
        note: str | None = None,
        tags: Sequence[str] = (),
        actor: str | None = None,
        begin: Callable[[RunRecord, Estimate], None],
        tell: Callable[[Progress], None],
        judged: Callable[[int, int], None] = lambda done, todo: None,  # noqa: ARG005
        scored: Callable[[int, int], None] = lambda done, todo: None,  # noqa: ARG005
    ) -> RunRecord:
        """Replay a suite and score it; goes on with an unfinished run of the same plan where there is one.

        Args:
            suite: what to replay.
            terms: what this session may spend.
            fresh: ask again for what is known, under a new generation number.
            allow_unpriced: ask models without a price too, whose cost nothing can hold.
            note: kept with a new run.
            tags: kept with a new run.
            actor: who starts it; kept with a new run.
            begin: told the run and what it will take before anything is asked; may raise to leave it at that.
            tell: told each cell that is through.
            judged: told how many of the judge's questions of how many are through.
            scored: told how many generations of how many are scored.

        Raises:
            RunError: a model cannot be asked here, or has no price, or the run is going on elsewhere.
        """
        _refuse_missing(suite)
        for line in suite.metrics:
            deepeval_bridge.check(line)
        tools = self.tools(suite)
        grounds = grounds_of(suite, catalog=self.catalog, home=self.home)
        run, cells = self._begin(suite, tools, fresh=fresh, note=note, tags=tags, grounds=grounds, actor=actor)
        scorers = scorers_of(suite.scorers)
        expected = estimate(cells, store=self.store, judge=suite.judge, scorers=list(scorers.values()))
        if not allow_unpriced:
            refuse_unpriced(expected, ", or say --allow-unpriced")
        begin(run, expected)
        session = Session(id=secrets.token_hex(6), began_at=clock(), terms=terms, estimate=expected)
        with Spool(self.home / "spool", run.id, clock) as journal:
            self.store.ingest()  # nobody else writes this run now: what it has spent is known whole
            asking = self.asking(run, session, journal)
            replay(cells, asking, tell=tell)
            if suite.judge is not None:
                judge(cells, list(scorers.values()), asking, suite.judge, tell=judged)
                measure(cells, suite.metrics, asking, suite.judge, deepeval_bridge, tell=judged)
            asking.end()
            if self.store.run(run.id).complete:
                journal.pack()
        rescore(cells, scorers, store=self.store, tools=tools, tell=scored)
        return self.store.run(run.id)

    def estimate(self, suite: Suite, *, fresh: bool = False) -> Estimate:
        """Return what a run of the suite would take; nothing is sent or written.

        Args:
            suite: what would be replayed.
            fresh: as `run --fresh` would.
        """
        _, cells = self._begin(suite, self.tools(suite), fresh=fresh)
        scorers = list(scorers_of(suite.scorers).values())
        return estimate(cells, store=self.store, judge=suite.judge, scorers=scorers)

    def asking(self, run: RunRecord, session: Session, journal: Spool) -> Asking:
        """Return a session of a run at work, with this project's means."""
        return Asking(
            run=run,
            session=session,
            store=self.store,
            journal=journal,
            executor=Threads(),
            connect=self.connect,
            limiters=Limiters(),
            clock=clock,
        )

    def tools(self, suite: Suite | None = None) -> Tools:
        """Return what the scores' evidence is made with; None stands for scores that no judge gives.

        Raises:
            CatalogError: `evals/style.yaml` cannot be used.
            EvidenceError: the fitted model cannot be read.
        """
        style = self.root / "evals" / "style.yaml"
        judge = suite.judge if suite else None
        return Tools(
            encoder=ENCODER,
            store=self.store,
            detect=detect,
            detector=DETECTOR,
            fitted=read_fitted(),
            style=read_style(style) if style.is_file() else Style(),
            judge=judge,
            answers=self.store.completions,
            combination=combination_of(self.catalog, judge, fitted_digest()) if judge else None,
            metrics=deepeval_bridge,
            lines=suite.metrics if suite else (),
        )

    def _begin(
        self,
        suite: Suite,
        tools: Tools,
        *,
        fresh: bool,
        note: str | None = None,
        tags: Sequence[str] = (),
        grounds: RunGrounds | None = None,
        actor: str | None = None,
    ) -> tuple[RunRecord, tuple[Cell, ...]]:
        self.store.verify()
        self.store.ingest()
        return begin(
            suite,
            versions={name: each.version for name, each in scorers_of(suite.scorers).items()},
            tools=tools.identity(),
            store=self.store,
            clock=clock,
            fresh=fresh,
            note=note,
            tags=tags,
            grounds=grounds,
            actor=actor,
        )


def _refuse_missing(suite: Suite) -> None:
    asked = [*(each.entry.spec for each in suite.candidates), *([suite.judge.entry.spec] if suite.judge else [])]
    lacks = {spec.name: missing(spec) for spec in asked}
    broken = [f"{name}: {lack}" for name, lack in lacks.items() if lack]
    if broken:
        raise RunError(f"suite {suite.name!r} cannot start: {'; '.join(broken)}")


def refuse_unpriced(expected: Estimate, otherwise: str = "") -> None:
    """Do nothing where every model has a price. Raises RunError where one has none: nothing could hold its cost."""
    if expected.unpriced:
        raise RunError(
            f"no price holds for what {', '.join(expected.unpriced)} would be asked, so nothing can hold the cost; "
            f"give a price in evals/models.yaml{otherwise}"
        )


def clock() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


def open_workbench(root: Path | None = None) -> Workbench:
    """Return the workbench of a project folder: the one named, `$WORKBENCH_ROOT`, or the nearest one upwards.

    Raises:
        NoProjectError: there is none; a project holds `evals/` and `prompts/`.
    """
    named = root or (Path(os.environ["WORKBENCH_ROOT"]) if os.environ.get("WORKBENCH_ROOT") else None)
    choices = [named] if named else [Path.cwd(), *Path.cwd().parents]
    found = next((path for path in choices if (path / "evals").is_dir() and (path / "prompts").is_dir()), None)
    if found is None:
        raise NoProjectError(
            "no project here; run inside a folder that holds evals/ and prompts/, or set WORKBENCH_ROOT"
        )
    home = Path(os.environ.get("WORKBENCH_HOME") or found / ".workbench")
    catalog = Catalog(
        found,
        known_scorers=sorted(SCORERS),
        price=list_price,
        released=_released(found),
        evidence=fitted_digest,
        signing=signing(),
    )
    return Workbench(
        root=found, home=home, catalog=catalog, store=DuckDbStore(home / "workbench.duckdb", home / "spool")
    )


def signing() -> Signing:
    """Return what sign-offs are held against here: the day, and the detectors of this machine."""

    def detectors() -> str:
        from workbench.bootstrap.anonymising import detectors  # brings what takes long to load; few datasets need it

        return detectors().version

    return Signing(today=lambda: clock().date(), detectors=detectors)


def fitted_digest() -> str | None:
    """Return the identity of the model of `coverage_evidence`; None where its file is missing."""
    fitted = read_fitted()
    return None if fitted is None else digest(fitted.model_dump(mode="json"))


def _released(root: Path) -> Callable[[str], PromptConfig]:
    def config(channel: str) -> PromptConfig:
        from workbench.bootstrap.shelf import folders  # pyarrow comes with it, which takes 30 MB

        shelf = folders(root)
        line = current(shelf.lines()).get(channel)
        return default_config("rules") if line is None else shelf.release(line).config

    return config


def limited(suite: Suite, *, limit: int | None, only: str | None) -> Suite:
    """Return a smaller suite under a name that says so: the first `limit` fixtures whose key or stratum fits `only`.

    The name keeps a look at a part from taking the place of the whole suite's newest run.

    Raises:
        CatalogError: nothing is left.
    """
    fixtures = [f for f in suite.fixtures if only is None or only in f.key or only == f.gold.stratum]
    if not fixtures:
        raise CatalogError(f"suite {suite.name!r}: no fixture's key or stratum fits the filter {only!r}")
    parts = [f"--filter {only}"] if only is not None else []
    parts += [f"--limit {limit}"] if limit is not None else []
    return replace(suite, name=" ".join([suite.name, *parts]), fixtures=tuple(fixtures[:limit]))
