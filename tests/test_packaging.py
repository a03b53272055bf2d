"""What leaves the checkout: the wheel carries its content, the image is built by the Makefile's steps, the lock is clean."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder / "dist"), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    [wheel] = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run_installed(installed: Path, *words: str, text: str = "") -> str:
    """A command of the unpacked wheel, far from the checkout."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("EXITBOT_")}
    ran = subprocess.run(
        [sys.executable, "-m", "exitbot", *words],
        env=environment | {"PYTHONPATH": str(installed)},
        cwd=installed, input=text, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return ran.stdout


def test_an_installed_wheel_shows_its_own_content_in_both_languages(installed: Path) -> None:
    shown = json.loads(run_installed(installed, "screen", "country/fr", "--lang", "ru", "--json"))
    assert shown["title"].endswith("Франция") and not shown["untranslated"]
    assert "Guide" in run_installed(installed, "chat", text="1\nq\n")


def test_an_installed_wheel_has_the_chat_page(installed: Path) -> None:
    assert (installed / "exitbot" / "sandbox" / "page" / "index.html").is_file()


def test_the_wheel_holds_no_compiled_catalogs_that_could_be_older_than_their_text(installed: Path) -> None:
    assert not list(installed.rglob("*.mo"))


def test_the_image_is_made_by_the_steps_of_the_makefile() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    steps = re.findall(r"^RUN make (.+)$", dockerfile, re.MULTILINE)
    assert steps and set(steps[0].split()) <= targets
    assert "pip install" not in dockerfile


def test_the_image_holds_everything_its_steps_read_and_runs_as_nobody() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = {word for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, re.MULTILINE) for word in line.split()[:-1]}
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").split() if line.startswith("!")}
    assert copied == allowed
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {needed["readme"], *needed["license-files"], "requirements.lock", "src", "content", "locales"} <= copied
    assert re.search(r"^USER 10001", dockerfile, re.MULTILINE)


def test_the_lock_files_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text and "index" not in text and "/" not in re.sub(r"# .*", "", text)
        for entry in re.split(r"\n(?=[a-z])", text.strip()):
            assert "--hash=sha256:" in entry, entry.splitlines()[0]


def pins(name: str) -> set[str]:
    """What a lock file pins, as `name==version`."""
    return set(re.findall(r"^([a-z0-9-]+==[^\s;]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_what_is_locked_for_running_is_locked_the_same_for_testing() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_nothing_runs_here_that_is_not_in_the_lock_file() -> None:
    with_python = {"pip", "setuptools", "exitbot"}  # what an empty environment brings itself, and the project
    found = {(re.sub(r"[-_.]+", "-", each.name).lower(), each.version) for each in metadata.distributions()}
    here = {f"{name}=={version}" for name, version in found if name not in with_python}
    assert here, "the control: something is installed"
    assert here - pins("requirements-dev.lock") == set()


@pytest.mark.parametrize("tampered", [False, True])
def test_a_package_that_was_tampered_with_is_refused_by_the_makefiles_own_install(tmp_path: Path, tampered: bool) -> None:
    wheel = tmp_path / "planted-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("planted.py", "")
        archive.writestr("planted-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: planted\nVersion: 1\n")
        archive.writestr("planted-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("planted-1.dist-info/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if tampered:
        with zipfile.ZipFile(wheel, "a") as archive:
            archive.writestr("more.py", "")
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"planted==1 --hash=sha256:{digest}\n")
    [options] = re.findall(
        r"\$\(INSTALL\) (--require-hashes --requirement) requirements\.lock", (ROOT / "Makefile").read_text()
    )
    into = ["--no-index", "--find-links", str(tmp_path), "--target", str(tmp_path / "site")]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input", *into, *options.split(), str(lock)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode != 0, (tmp_path / "site" / "planted.py").exists()) == (tampered, not tampered), ran.stderr
