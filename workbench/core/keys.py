"""Keys are content: what is equal is never paid for twice, what differs is asked again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from workbench.core.records import Cell, FirstCall, Gold, Price, Suite
from workbench.generator.generate import ask
from workbench.generator.intake import INTAKE_VERSION
from workbench.generator.output import READER_VERSION
from workbench.generator.prompt.digest import config_digest, digest
from workbench.generator.records import Attachment, Image, Issue, Message, ModelSpec, Params, PromptConfig, Request


def call_key(spec: ModelSpec, request: Request, fresh: int = 0) -> str:
    """Identity of one call: model, endpoint and weights, messages, parameters, form, repeat and generation number.

    Args:
        spec: whom.
        request: what.
        fresh: the generation number; 0 is the first.
    """
    return digest({"model": whom(spec), "request": _asked(request)} | _numbered(fresh))


@lru_cache(maxsize=256)
def whom(spec: ModelSpec) -> dict[str, Any]:
    """Return what of a model decides its answers."""
    names = {"adapter", "model", "base_url", "weights_sha256", "limit_field"}
    if spec.adapter == "local":
        names.add("context_tokens")  # the server is started with it
    return spec.model_dump(mode="json", include=names)


@lru_cache(maxsize=256)
def _sampled(params: Params) -> dict[str, Any]:
    return params.model_dump(mode="json", exclude_none=True)


def _asked(request: Request) -> dict[str, Any]:
    """Return the request as JSON, without `shared`: where a cache may begin to hold it changes no answer."""
    return {
        "messages": [_said(message) for message in request.messages],
        "params": _sampled(request.params),
        "schema": request.schema,
        "grammar": request.grammar,
        "repeat": request.repeat,
    }


def _said(message: Message) -> dict[str, Any]:
    """Return a message as JSON: pictures by their digest, and without any as it was before there were pictures."""
    said: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.images:
        said["images"] = [_pictured(image) for image in message.images]
    return said


def _pictured(image: Image) -> dict[str, str]:
    return {"name": image.name, "media_type": image.media_type, "sha256": image.sha256}


def _numbered(fresh: int) -> dict[str, int]:
    """Return what a generation number adds to a key: the first adds nothing."""
    return {"fresh": fresh} if fresh else {}


@dataclass(frozen=True, kw_only=True, slots=True)
class CellKeys:
    """A cell's own key, and its first call."""

    cell: str
    first: FirstCall


def cell_keys(config: PromptConfig, issue: Issue, repeats: int, fresh: int = 0) -> list[CellKeys]:
    """Return the keys of so many repeats of a config on an issue.

    A cell is known before any call by its config, prepared issue, repeat, generation number, and the versions of intake
    and reader. The requests of all stages are part of it, with an empty draft: so is our own code that writes schema
    and grammar.

    Args:
        config: what is asked.
        issue: as intake prepared it.
        repeats: from 1.
        fresh: the generation number; 0 is the first.
    """
    requests = [ask(issue, config, stage=stage, draft="" if stage else None) for stage in range(len(config.stages))]
    asked = [_asked(request) for request in requests]
    content = {
        "config": _digest_of(config),
        "requests": asked,
        "issue": plain(issue),
        "intake": INTAKE_VERSION,
        "reader": READER_VERSION,
    } | _numbered(fresh)
    call = {"model": whom(config.model)} | _numbered(fresh)
    return [
        CellKeys(
            cell=digest({**content, "repeat": repeat}),
            first=_first(requests[0], digest({**call, "request": {**asked[0], "repeat": repeat}})),
        )
        for repeat in range(repeats)
    ]


def _first(request: Request, key: str) -> FirstCall:
    sizes = [len(message.content.encode("utf-8", "replace")) for message in request.messages]
    schema = 0 if request.schema is None else len(json.dumps(request.schema))
    return FirstCall(key=key, message_bytes=sum(sizes), shared_bytes=sum(sizes[: request.shared]), schema_bytes=schema)


@lru_cache(maxsize=256)
def _digest_of(config: PromptConfig) -> str:
    return config_digest(config)


def plain(issue: Issue) -> dict[str, Any]:
    """Return an issue as a JSON value; `dataclasses.asdict` takes ten times as long.

    What came later is left out where there is none of it: keys of before stay as they are.
    """
    told: dict[str, Any] = {
        "key": issue.key,
        "type": issue.type,
        "summary": issue.summary,
        "description": issue.description,
        "criteria": [{"id": each.id, "text": each.text} for each in issue.criteria],
        "context": issue.context,
        "attachments": [_attached(each) for each in issue.attachments],
        "left_out": list(issue.left_out),
    }
    if issue.fields:
        told["fields"] = [{"id": each.id, "name": each.name, "text": each.text} for each in issue.fields]
    if issue.existing:
        told["existing"] = [
            {"key": each.key, "title": each.title, "steps": list(each.steps)} for each in issue.existing
        ]
    if issue.hidden:
        told["hidden"] = [[each.placeholder, each.value] for each in issue.hidden]
    return told


def _attached(given: Attachment) -> dict[str, Any]:
    attached: dict[str, Any] = {"name": given.name, "text": given.text, "note": given.note}
    if given.image is not None:
        attached["image"] = _pictured(given.image)
    return attached


def basis(gold: Gold, issue: Issue, price: Price | None, tools: str) -> str:
    """Identity of what a score rests on beside the generation; `tools` is that of what evidence is made with."""
    return digest(
        {
            "tools": tools,
            "gold": gold.model_dump(mode="json"),
            "issue": plain(issue),
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
