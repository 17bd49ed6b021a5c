"""Finds and runs cli.py: inside the package in a wheel, beside it in a checkout."""

from __future__ import annotations

import importlib.util
from types import ModuleType

from okk_text.resources import shipped


def main() -> None:
    """Run the command line."""
    command_line().main()


def command_line() -> ModuleType:
    """cli.py as a module."""
    spec = importlib.util.spec_from_file_location("okk_text_cli", shipped("cli.py"))
    if spec is None or spec.loader is None:
        raise ImportError("cli.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
