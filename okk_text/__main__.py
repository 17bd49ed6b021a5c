"""Finds and runs cli.py: inside the package in a wheel, beside it in a checkout."""

from __future__ import annotations

import importlib.util

from okk_text.resources import shipped


def main() -> None:
    """Run the command line."""
    spec = importlib.util.spec_from_file_location("okk_text_cli", shipped("cli.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main()


if __name__ == "__main__":
    main()
