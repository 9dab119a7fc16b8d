"""Gradio is imported without the stubs it writes into its own folder."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec

import gradio

import assistant.app
from assistant.app import stubs


def test_the_function_that_writes_them_does_nothing() -> None:
    spec = stubs.NoStubs().find_spec(stubs.MODULE, gradio.__path__)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.create_or_modify_pyi is stubs._nothing, "Gradio calls it by another name now"
    assert issubclass(module.ComponentMeta, type)


def test_it_stands_before_all_of_the_app() -> None:
    stubs.write_none()
    assert assistant.app.__file__
    assert sum(isinstance(finder, stubs.NoStubs) for finder in sys.meta_path) == 1


def test_nothing_else_is_found_by_it() -> None:
    assert stubs.NoStubs().find_spec("gradio.blocks", gradio.__path__) is None
