"""`python -m tests.department FOLDER [CONVERSATIONS] [SEED]`: writes the made-up quarter."""

import sys
from pathlib import Path

from tests.department.department import write_department

folder, *numbers = sys.argv[1:]
given = dict(zip(("conversations", "seed"), map(int, numbers), strict=False))
department = write_department(Path(folder), **given)
for skill in ("greeting", "cta", "tone", "reply_time", "objections"):
    print(skill, {name: round(share, 2) for name, share in department.shares(skill).items()})
