"""Zip archives of exports, unpacked with limits so that a hostile one costs only itself."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path, PurePosixPath

from okk_text.errors import ReadError
from okk_text.language import say

MAX_MEMBERS = 200_000
MAX_RATIO = 200  # text exports deflate 5 to 15 times, a bomb 1,000 times and more
MAX_BYTES = 20 * 1024**3
SMALL = 1024**2  # below this a high ratio does no harm
WANTED = frozenset(
    [".txt", ".json", ".jsonl", ".csv", ".html", ".htm", ".eml", ".msg", ".mbox", ".zip", ".mbx"]
)


def is_archive(path: Path) -> bool:
    """Whether the file is a zip archive that is no office document."""
    if path.suffix.casefold() in {".docx", ".xlsx", ".pptx", ".odt", ".ods", ".apk", ".jar"}:
        return False
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:  # whoever opens it next says so
        return False


def unpacked(archive: Path, folder: Path) -> list[tuple[str, str]]:
    """Unpack the exports in the archive into the folder; media are left where they are.

    Gives what was left out as (name, reason). Raises ReadError where the archive is broken, locked
    by a password or a bomb.
    """
    try:
        with zipfile.ZipFile(archive) as members:
            return _unpack(members, folder)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise ReadError(
            say(f"архив не распаковывается: {error}", f"the archive cannot be unpacked: {error}"),
            advice=say("Создайте архив заново.", "Make the archive again."),
        ) from error


def _unpack(members: zipfile.ZipFile, folder: Path) -> list[tuple[str, str]]:
    left_out = []
    infos = [info for info in members.infolist() if not info.is_dir()]
    if len(infos) > MAX_MEMBERS:
        raise ReadError(say("в архиве слишком много файлов", "the archive holds too many files"))
    total = 0
    for info in infos:
        name = _shown_name(info)
        target = _inside(folder, name)
        if target is None:
            left_out.append(
                (name, say("путь ведёт за пределы архива", "the path leaves the archive"))
            )
        elif info.flag_bits & 1:
            left_out.append((name, say("закрыт паролем", "locked by a password")))
        elif _is_bomb(info) or total + info.file_size > MAX_BYTES:
            left_out.append((name, _too_large()))
        elif _is_wanted(target, name):
            total += info.file_size
            _extract(members, info, target)
    return left_out


def _shown_name(info: zipfile.ZipInfo) -> str:
    """The member's name; old Windows archivers write cp866 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        try:
            return info.filename.encode("cp437").decode("cp866")
        except UnicodeError:
            return info.filename


def _inside(folder: Path, name: str) -> Path | None:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or parts[0] == "/" or ".." in parts or ":" in parts[0]:
        return None
    if len(name.encode("utf-8", "surrogatepass")) > 1000 or "\0" in name:
        return None
    return folder.joinpath(*parts)


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > SMALL and info.file_size > MAX_RATIO * max(1, info.compress_size)


def _too_large() -> str:
    return say(
        "распаковывается в подозрительно большой файл", "unpacks into a suspiciously large file"
    )


def _is_wanted(target: Path, name: str) -> bool:
    if name.startswith("__MACOSX/") or target.name.startswith("._"):
        return False
    suffix = target.suffix.casefold()
    return suffix in WANTED or not suffix or target.parent.name in ("cur", "new")


def _extract(members: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> None:
    """Write the member, never more than the directory of the archive announced."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with members.open(info) as packed, target.open("wb") as plain:
        shutil.copyfileobj(packed, plain, 1024**2)
