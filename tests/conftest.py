"""What several tests share."""


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the expected.json of fixtures/readers anew, to be read like a diff",
    )
