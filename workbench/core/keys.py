"""Keys are content: what is equal is never paid for twice, what differs is asked again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from workbench.core.records import Cell, Gold, Price, Suite
from workbench.generator.generate import ask
from workbench.generator.intake import INTAKE_VERSION
from workbench.generator.output import READER_VERSION
from workbench.generator.prompt.digest import config_digest, digest
from workbench.generator.records import Issue, ModelSpec, PromptConfig, Request


def call_key(spec: ModelSpec, request: Request) -> str:
    """Identity of one call: the model, its endpoint and weights, messages, parameters, form and repeat."""
    names = {"adapter", "model", "base_url", "weights_sha256", "limit_field"}
    if spec.adapter == "local":
        names.add("context_tokens")  # the server is started with it
    return digest({"model": spec.model_dump(mode="json", include=names), "request": _asked(request)})


def _asked(request: Request) -> dict[str, Any]:
    asked = {**asdict(request), "params": request.params.model_dump(mode="json", exclude_none=True)}
    del asked["shared"]  # where a cache may begin to hold it, which changes no answer
    return asked


def cell_key(config: PromptConfig, issue: Issue, repeat: int) -> str:
    """Identity of a cell, known before any call: config, prepared issue, repeat, intake and reader versions.

    The requests of all stages are part of it, with an empty draft: so is our own code that writes schema and grammar.
    """
    requests = [ask(issue, config, stage=stage, draft="" if stage else None) for stage in range(len(config.stages))]
    return digest(
        {
            "config": config_digest(config),
            "requests": [_asked(request) for request in requests],
            "issue": asdict(issue),
            "repeat": repeat,
            "intake": INTAKE_VERSION,
            "reader": READER_VERSION,
        }
    )


def basis(gold: Gold, issue: Issue, price: Price | None, tools: str) -> str:
    """Identity of what a score rests on beside the generation; `tools` is that of what evidence is made with."""
    return digest(
        {
            "tools": tools,
            "gold": gold.model_dump(mode="json"),
            "issue": asdict(issue),
            "price": price.model_dump(mode="json") if price else None,
        }
    )


def plan_digest(suite: Suite, cells: Sequence[Cell], versions: Mapping[str, int]) -> str:
    """Identity of a plan: the suite's name, what is scored and by what, and every cell with its basis, in any order.

    A run may be gone on with only where all of this is the same; a score is looked up by the basis that its run
    wrote down.
    """
    planned = [[cell.candidate.name, cell.fixture.key, cell.repeat, cell.key, cell.basis] for cell in cells]
    return digest(
        {
            "suite": suite.name,
            "dataset": suite.dataset,
            "primary": suite.primary,
            "scorers": dict(versions),
            "cells": sorted(planned),
        }
    )
