"""Answers of real endpoints, recorded once and replayed without them.

    with cassette("door_json_schema"):
        asked = door.structured(…)

replays fixtures/cassettes/<name>.yaml and fails on any request that is not in it, byte for byte:
method, host, port, path and body. A changed prompt therefore fails until it is recorded anew:

    OKK_RECORD=1 pytest tests/test_door.py     # with the endpoint up; never write one by hand

Keys, the user agent and the SDK's headers are not recorded, nor is what says when and where an
answer was given.
"""

import os
from contextlib import contextmanager
from pathlib import Path

CASSETTES = Path(__file__).parent.parent / "fixtures" / "cassettes"

_NOT_KEPT = ("authorization", "user-agent", "cookie", "openai-organization", "openai-project")
_KEPT_OF_ANSWERS = ("content-type", "retry-after", "location")


@contextmanager
def cassette(name):
    """Replay the cassette of that name inside the block, or record it with OKK_RECORD=1."""
    import vcr

    record = bool(os.environ.get("OKK_RECORD"))
    path = CASSETTES / f"{name}.yaml"
    if record:
        path.unlink(missing_ok=True)
    recorder = vcr.VCR(
        record_mode="once" if record else "none",
        match_on=("method", "host", "port", "path", "body"),
        before_record_request=_without_keys,
        before_record_response=_without_machine,
        decode_compressed_response=True,
    )
    with recorder.use_cassette(str(path)) as recorded:
        yield recorded
        if not record:
            assert recorded.all_played, f"{name}: the test asked less than was recorded"


def _without_keys(request):
    for header in list(request.headers):
        if header.lower() in _NOT_KEPT or header.lower().startswith("x-"):
            del request.headers[header]
    return request


def _without_machine(response):
    response["headers"] = {
        header: value
        for header, value in response["headers"].items()
        if header.lower() in _KEPT_OF_ANSWERS
    }
    return response
