"""Terraform's HCL, and the same in JSON, to a tree: a sequence of blocks, with what can be known of their values.

Each block is a mapping of `@block` (its type), `@labels` (a sequence) and `@body`: a mapping of its attributes and its
nested blocks (a mapping each; a sequence of mappings where several have one name), or opaque where it can't be read.
Each is as long as what it stands for, from the block's own keyword on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.read.caps import too_large
from jobs_lint.read.hcl.blocks import Blocks
from jobs_lint.read.hcl.from_json import json_blocks
from jobs_lint.read.hcl.module import Module
from jobs_lint.read.hcl.syntax import fault, parse, took_too_long, top_level, unmarked
from jobs_lint.read.hcl.values import Evaluator, Strayed
from jobs_lint.read.json import read_json
from jobs_lint.read.tree import Document, ReadResult

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobs_lint.read.caps import Caps
    from jobs_lint.read.hcl.module import Beside
    from jobs_lint.read.tree import Problem, Sequence

__all__ = ["read_hcl", "read_hcl_json"]


def read_hcl(text: str, caps: Caps, beside: Beside) -> ReadResult:
    """The blocks of a .tf file, and what can't be read, if anything.

    `beside` gives the names and texts of all .tf, .tf.json, .tfvars and .tfvars.json files of its folder: the module,
    where its locals and variables are defined. It is asked only where the file names one.
    """
    if len(text) > caps.size:
        return ReadResult((), too_large(0, caps))
    text = unmarked(text)
    tree = parse(text)
    if tree is None:
        return ReadResult((), took_too_long())
    module = Module(text, beside)
    broken = fault(text, tree)
    if broken is not None:
        from jobs_lint.read.hcl.recovery import sound_part  # few files are broken

        sound = sound_part(text, sum(block is not None for block in top_level(tree)))
        tree = (parse(sound) if sound is not None else None) or tree

    def blocks(evaluator: Evaluator) -> Sequence:
        return Blocks(evaluator, text).top_level(tree)

    return _result(blocks, lambda strict: Evaluator(module, caps, strict), broken)


def read_hcl_json(text: str, caps: Caps, beside: Beside) -> ReadResult:
    """The blocks of a .tf.json file, in the shape of those of a .tf file."""
    text = unmarked(text)
    result = read_json(text, caps)
    if not result.documents:
        return ReadResult((), result.problem)
    root = result.documents[0].root
    module = Module(text, beside)

    def blocks(evaluator: Evaluator) -> Sequence:
        return json_blocks(evaluator, root, text)

    return _result(blocks, lambda strict: Evaluator(module, caps, strict), result.problem)


def _result(
    blocks: Callable[[Evaluator], Sequence], evaluator_for: Callable[[bool], Evaluator], broken: Problem | None
) -> ReadResult:
    evaluator = evaluator_for(False)
    try:
        root = blocks(evaluator)
    except Strayed as strayed:
        return ReadResult((), strayed.problem)

    def strict() -> Document:
        again = evaluator_for(True)
        return Document(blocks(again), again.nodes)

    assumptions = tuple(dict.fromkeys(evaluator.assumptions))
    document = Document(root, evaluator.nodes, False, assumptions, strict if assumptions else None)
    return ReadResult((document,), broken or next(iter(evaluator.problems), None))
