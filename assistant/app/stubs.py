"""Gradio without the stubs it writes for editors.

Whenever it is imported Gradio parses its own source, once a component, and keeps .pyi files beside it up to
date: half of the time of its import (2.9 of 5.6 s of processor), and a write into the installed packages.
Nobody reads them here. What is left out is one function of one of its modules; where a later Gradio has none
of that name, nothing is.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

MODULE = "gradio.component_meta"
_WRITES = "create_or_modify_pyi"


class NoStubs(MetaPathFinder):
    """Finds that one module, as it is found without this."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name == MODULE else None
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


class _Loader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        if hasattr(module, _WRITES):
            setattr(module, _WRITES, _nothing)


def _nothing(*_: object) -> None: ...


def write_none() -> None:
    """Before the first import of Gradio; after it, it changes nothing."""
    if not any(isinstance(finder, NoStubs) for finder in sys.meta_path):
        sys.meta_path.insert(0, NoStubs())
