"""Sources: which files belong together and which reader knows them, in files, folders and archives."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from okk_text.errors import OkkError, ReadError
from okk_text.language import say
from okk_text.readers.archive import is_archive, unpacked

if TYPE_CHECKING:
    from okk_text.readers import Reader

HEAD = 64 * 1024
MEDIA = frozenset(
    """
    .jpg .jpeg .png .gif .webp .heic .mp4 .mov .avi .ogg .oga .opus .mp3 .m4a .wav .tgs .webm
    .vcf .pdf .doc .docx .xls .xlsx .ppt .pptx .rtf .css .js .ico .svg .gitkeep .gitattributes
    .ds_store .toml
    """.split()
)  # what lies beside an export; passed over inside folders and archives, never a reader's business


@dataclass(frozen=True, slots=True)
class Source:
    """One export: `shown` is its path as people know it, `files` are on the disk, sorted."""

    shown: str
    files: tuple[Path, ...]
    reader: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that no reader, or more than one, recognised, or an archive that cannot be opened."""

    shown: str
    reason: str


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    shown: str
    group: str  # the folder, as shown, whose letters or pages belong together


def sources(paths: Sequence[Path], readers: Mapping[str, Reader]) -> Iterator[Source | Unreadable]:
    """The exports below the paths, in order; files of one folder that belong together as one.

    Archives are unpacked into a temporary folder that lives while their sources are read.
    """
    for path in paths:
        _refuse_missing(path)
    for source in _found(paths, readers):
        yield replace(source, shown=legible(source.shown))


def legible(name: str) -> str:
    """A file's name or path as text; what is not UTF-8 in it becomes U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _found(paths: Sequence[Path], readers: Mapping[str, Reader]) -> Iterator[Source | Unreadable]:
    plain = [path for path in paths if not path.is_dir() and not is_archive(path)]
    for path in paths:
        if path.is_dir():
            yield from _folder_sources(path, str(path), readers)
        elif is_archive(path):
            yield from _archive_sources(path, str(path), readers)
    yield from _grouped(_given_files(plain), readers)


def _refuse_missing(path: Path) -> None:
    try:
        path.stat()
    except OSError as error:
        missing = isinstance(error, (FileNotFoundError, NotADirectoryError))
        problem = say("нет такого файла или папки", "no such file or folder")
        raise OkkError(
            problem if missing else _closed(error),
            where=str(path),
            advice=say("Проверьте путь.", "Check the path."),
        ) from error


def _closed(error: OSError) -> str:
    """Why a file or folder cannot be opened."""
    if isinstance(error, PermissionError):
        return say("не открывается: нет права на чтение", "cannot be opened: no permission to read")
    return say(f"не открывается: {error.strerror}", f"cannot be opened: {error.strerror}")


def _given_files(paths: Sequence[Path]) -> list[_File]:
    return [_File(path, str(path), str(path.parent)) for path in paths]


def _folder_sources(
    folder: Path, shown: str, readers: Mapping[str, Reader]
) -> Iterator[Source | Unreadable]:
    """The sources of a folder and of those below it."""
    try:
        yield from _listed_sources(folder, shown, readers)
    except OSError as error:
        yield Unreadable(shown, _closed(error))


def _listed_sources(
    folder: Path, shown: str, readers: Mapping[str, Reader]
) -> Iterator[Source | Unreadable]:
    if _is_maildir(folder):
        letters = sorted(
            p for sub in ("cur", "new") for p in (folder / sub).iterdir() if p.is_file()
        )
        files = [_File(p, f"{shown}/{p.parent.name}/{p.name}", shown) for p in letters]
        yield from _grouped(files, readers, maildir=True)
        for below in sorted(p for p in folder.iterdir() if p.is_dir() and p.name.startswith(".")):
            yield from _folder_sources(below, f"{shown}/{below.name}", readers)
        return
    children = sorted(p for p in folder.iterdir() if not p.name.startswith("."))
    files = [p for p in children if not p.is_dir() and p.suffix.casefold() not in MEDIA]
    files.sort(key=lambda p: p.suffix.casefold() != ".json")  # knows more than the HTML beside it
    archives = [p for p in files if is_archive(p)]
    plain = [_File(p, f"{shown}/{p.name}", shown) for p in files if p not in archives]
    attached: frozenset[str] = frozenset()
    for source in _grouped(plain, readers):
        if isinstance(source, Source):
            attached |= getattr(readers[source.reader], "attached", frozenset())
        yield source
    for archive in archives:
        yield from _archive_sources(archive, f"{shown}/{archive.name}", readers)
    for below in children:
        if below.is_dir() and below.name not in attached:
            if below.is_symlink():  # it may lead round in a circle
                yield Unreadable(f"{shown}/{below.name}", _link())
            else:
                yield from _folder_sources(below, f"{shown}/{below.name}", readers)


def _link() -> str:
    return say("ссылка на папку; укажите саму папку", "a link to a folder; name the folder itself")


def _is_maildir(folder: Path) -> bool:
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def _archive_sources(
    archive: Path, shown: str, readers: Mapping[str, Reader]
) -> Iterator[Source | Unreadable]:
    try:
        temporary = tempfile.TemporaryDirectory(prefix="okk-text-")
    except OSError as error:
        yield Unreadable(shown, _no_room(error))
        return
    with temporary as folder:
        try:
            left_out = unpacked(archive, Path(folder))
        except ReadError as error:
            yield Unreadable(shown, f"{error.problem}. {error.advice or ''}".strip())
            return
        for name, reason in left_out:
            yield Unreadable(f"{shown}/{name}", reason)
        yield from _folder_sources(Path(folder), shown, readers)


def _no_room(error: OSError) -> str:
    return say(
        f"архив некуда распаковать: {error.strerror or error}; укажите другую папку в TMPDIR",
        f"no place to unpack the archive: {error.strerror or error}; name another folder in TMPDIR",
    )


def _grouped(
    files: Sequence[_File], readers: Mapping[str, Reader], *, maildir: bool = False
) -> Iterator[Source | Unreadable]:
    """Files by their reader; those that belong together become one source at the first one's place."""
    together: dict[tuple[str, str], list[_File]] = {}
    order: list[Source | Unreadable | tuple[str, str]] = []
    for file in files:
        reader = _reader_of(file, readers)
        if isinstance(reader, Unreadable):
            order.append(reader)
        elif reader.together:
            key = (file.group, reader.name)
            if key not in together:
                together[key] = []
                order.append(key)
            together[key].append(file)
        else:
            order.append(Source(file.shown, (file.path,), reader.name))
    for entry in order:
        if isinstance(entry, tuple):
            yield _joined(entry, together[entry], maildir=maildir)
        else:
            yield entry


def _joined(key: tuple[str, str], files: list[_File], *, maildir: bool) -> Source:
    group, reader = key
    alone = len(files) == 1 and not maildir
    return Source(files[0].shown if alone else group, tuple(f.path for f in files), reader)


def _reader_of(file: _File, readers: Mapping[str, Reader]) -> Reader | Unreadable:
    """The one reader that recognises the file."""
    try:
        if file.path.stat() and not file.path.is_file():  # a pipe would wait for ever
            return Unreadable(file.shown, say("это не файл и не папка", "neither file nor folder"))
        with file.path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        return Unreadable(file.shown, _closed(error))
    if not head:
        return Unreadable(file.shown, say("файл пуст", "the file is empty"))
    if len(readers) == 1:
        return next(iter(readers.values()))
    knowing = [reader for reader in readers.values() if reader.recognises(file.path, head)]
    if len(knowing) == 1:
        return knowing[0]
    names = ", ".join(reader.name for reader in knowing or readers.values())
    if not knowing:
        reason = say(
            f"не похоже ни на одну известную выгрузку; если это она, укажите --reader ({names})",
            f"looks like no known export; if it is one, name it with --reader ({names})",
        )
    else:
        reason = say(
            f"похоже сразу на несколько форматов; выберите --reader ({names})",
            f"looks like several formats at once; choose --reader ({names})",
        )
    return Unreadable(file.shown, reason)
