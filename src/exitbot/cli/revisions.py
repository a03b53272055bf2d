"""The content and the catalogs as they were at a git revision. Git is only asked, never told to change anything."""

from __future__ import annotations

import asyncio
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from exitbot.cli.support import Complaint
from exitbot.knowledge.against import problems_against
from exitbot.knowledge.compiled import COMPILED_FILE
from exitbot.knowledge.loading import Knowledge, load_knowledge
from exitbot.knowledge.problems import ContentError, Problem
from exitbot.language.telling import Told, told
from exitbot.settings import Settings

__all__ = ["Former", "changes_against", "former_content", "former_folder"]

_OF_A_HOOK = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}
"""A hook sets these for the folder it runs in; here another folder is asked about."""


@dataclass(frozen=True, slots=True)
class Former:
    """The content at a revision, as far as today's model can read it."""

    knowledge: Knowledge
    unread: tuple[Told, ...]
    """For each file that cannot be compared a sentence that says why; it stands in `knowledge` as it is today."""


def former_content(content: Path, revision: str) -> Former:
    """The content folder at a revision. Complaint if there is no such revision, no git, or no checkout."""
    with former_folder(content, revision, (".yaml",)) as folder:
        if (content / COMPILED_FILE).is_file():  # counts only for files that are the same, and spares reading those
            shutil.copy(content / COMPILED_FILE, folder)
        unread: dict[Path, Told] = {}
        while True:
            try:
                return Former(load_knowledge(folder), tuple(unread.values()))
            except ContentError as error:
                broken = {problem.place.file.relative_to(folder): problem for problem in reversed(error.problems)}
            if not broken.keys() - unread.keys():
                raise Complaint(f"the content of {revision} cannot be read") from None
            for file, problem in sorted(broken.items()):
                unread[file] = told("{file} is not compared: {why}", file=str(file), why=_why(problem, revision))
                _as_today(content / file, folder / file)


def changes_against(settings: Settings, knowledge: Knowledge, revision: str) -> tuple[list[Told], list[Told]]:
    """What may not have changed like this since a revision, and what could not be compared. Complaint as above."""
    former = former_content(settings.content, revision)
    problems = problems_against(former.knowledge, knowledge)
    notices = [told("{place}: note: {message}", place=str(settings.content), message=why) for why in former.unread]
    return [problem.line for problem in problems], notices


def _why(problem: Problem, revision: str) -> Told:
    if not problem.place.file.exists():
        return told("there was none at {revision}", revision=revision)
    return told(
        "as it was at {revision} it cannot be read today (line {line}: {message})",
        revision=revision, line=problem.place.line, message=problem.message,
    )  # fmt: skip


def _as_today(today: Path, former: Path) -> None:
    """A file that stands there as it is today shows no difference."""
    if today.is_file():
        former.parent.mkdir(exist_ok=True)
        shutil.copy(today, former)
    else:
        former.unlink()


@contextmanager
def former_folder(folder: Path, revision: str, endings: tuple[str, ...]) -> Iterator[Path]:
    """A temporary folder with the files of `folder` at a revision, those with one of these endings. Complaint as above."""
    commit = asyncio.run(_commit(folder, revision))
    code, archive, _ = asyncio.run(_git(folder, "archive", "--format=tar", commit, "."))
    if code:
        raise Complaint(f"at {revision} there was nothing in {folder}; name a later revision")
    with TemporaryDirectory(prefix="exitbot-") as name:
        _unpack(archive, Path(name).resolve(), endings)
        yield Path(name).resolve()


def _unpack(archive: bytes, target: Path, endings: tuple[str, ...]) -> None:
    """Plain files alone, each inside the folder."""
    with tarfile.open(fileobj=BytesIO(archive)) as members:
        for member in members:
            stream = members.extractfile(member) if member.isfile() and member.name.endswith(endings) else None
            file = (target / member.name).resolve()
            if stream and file.is_relative_to(target):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(stream.read())


async def _commit(folder: Path, revision: str) -> str:
    """The full name of a revision's commit."""
    code, _, said = await _git(folder, "rev-parse", "--show-toplevel")
    if code and b"dubious ownership" in said:
        raise Complaint(f"git does not trust {folder}, because it belongs to somebody else; run this as its owner")
    if code:
        raise Complaint(f"{folder} is not in a git checkout, so there is nothing to compare it with")
    code, name, _ = await _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if code or not name.strip().isalnum():  # "^main" is known to git, as what is not to be looked at
        raise Complaint(f"git knows no revision '{revision}'; name a commit, a branch or a tag, for example HEAD~1 or main")
    return name.decode().strip()


async def _git(folder: Path, *arguments: str) -> tuple[int, bytes, bytes]:
    """Exit code, output and complaints of git, run in that folder."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | {"LC_ALL": "C"}
    try:
        process = await asyncio.create_subprocess_exec(
            "git", *arguments, cwd=folder, env=environment,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
    except OSError:
        raise Complaint("git is not installed here, and old editions of the content can be had from it alone") from None
    out, said = await process.communicate()
    return process.returncode or 0, out, said
