"""The stub as a process of its own: prints its base_url, ends when standard input is closed.

python -m tests.llm_stub MODULE:FUNCTION [--latency SECONDS]
"""

import argparse
import sys
from importlib import import_module

from tests.llm_stub.server import LlmStub

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("script")
    parser.add_argument("--latency", type=float, default=0.0)
    arguments = parser.parse_args()
    module, _, name = arguments.script.partition(":")
    script = getattr(import_module(module), name)
    with LlmStub(script, latency=arguments.latency, remembers=False) as stub:
        print(stub.url, flush=True)
        sys.stdin.read()
