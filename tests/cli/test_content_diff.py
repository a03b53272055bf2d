"""`content diff REV` tells a reviewer who reads no YAML what changed; `check --against REV` says what may not have."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import CopyOfContent, Exitbot
from tests.support.repositories import commit

FRANCE = "content/countries/fr.yaml"
HELPERS = "content/organisations.yaml"
OBJECTOR = r"(  objector:\n    level: ).*"
FACT = r"(id: reserve-not-enough\n(?:      .*\n)*?)"
ITS_TEXT = r"(id: reserve-not-enough\n      text: )>-\n        .*"


@pytest.fixture(scope="module")
def first_edition(shipped_part: CopyOfContent, tmp_path_factory: pytest.TempPathFactory) -> CopyOfContent:
    """A part of the content as the first commit of a repository; not to be changed."""
    copy = shipped_part.copied_to(tmp_path_factory.mktemp("repository") / "copy")
    commit(copy.folder)
    return copy


@pytest.fixture
def copy_of_content(first_edition: CopyOfContent, tmp_path: Path) -> CopyOfContent:
    return first_edition.copied_to(tmp_path / "copy")


def test_a_raised_level_is_told_in_words_under_its_page_and_group(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, OBJECTOR, r"\1favourable")
    ran = exitbot("content", "diff", "HEAD")
    assert ran.out.splitlines() == [
        "🇫🇷 France  countries/fr.yaml",
        "  🛡 Protection · Conscientious objectors",
        "    Level: from possible to favourable (better)",
        "",
    ]
    assert (ran.code, ran.err) == (0, "")


SAID = {
    "a level down": (FRANCE, OBJECTOR, r"\1closed", "    Level: from possible to closed (worse)"),
    "a way in": (FRANCE, r"(airport-asylum\n(?:.*\n)*?    status: ).*", r"\1open", "    Status: from limited to open (better)"),
    "after a no": (
        FRANCE, r"(if_refused:\n  level: ).*", r"\1returns",
        "    Level: from there is a risk of return to returns to Russia are known (worse)",
    ),
    "a date": (FRANCE, FACT + "      as_of: .*", r"\1      as_of: 2024-05-02", "    As of: from March 2024 to 2 May 2024"),
    "the next review": (
        FRANCE, "^review_by: .*", "review_by: 2026-12-01", "    To be read again by: from 23 December 2026 to 1 December 2026"
    ),
    "a mark put on": (
        FRANCE, FACT + "      as_of", r"\1      volatile: true\n      as_of", "    Marked volatile: it can turn within weeks."
    ),
    "a mark taken off": (FRANCE, FACT + "      critical: true\n", r"\1", "    No longer marked critical."),
    "the old words": (
        FRANCE, ITS_TEXT, r"\1It is not enough.",
        "    − Being in the reserve without a mobilisation paper or a summons is not enough.",
    ),
    "the new words": (FRANCE, ITS_TEXT, r"\1It is not enough.", "    + It is not enough."),
    "a source more": (
        FRANCE, FACT + r"      sources: \[", r"\1      sources: [arga-2024, ",
        "    Source added: Asylum Research & Global Assistance, 2024: CNDA no. 23060210 of 26 February 2024",
    ),
    "a source less": (
        FRANCE, FACT + r"      sources: \[kommersant-2024-03, ", r"\1      sources: [", "    Source gone: Kommersant, "
    ),
    "a source changed": (
        FRANCE, r"(^  arga-2024:\n(?:    .*\n)*?    published: ).*", r"\g<1>2025", "    Published: from 2024 to 2025"
    ),
    "what rests on a source": (
        FRANCE, r"(^  arga-2024:\n(?:    .*\n)*?    published: ).*", r"\g<1>2025",
        "    What rests on it: 🛡 Protection · Called up or in the reserve; ⚖️ Law · cnda-2024-status; ",
    ),
    "a fact more": (
        FRANCE, "^  practice:\n", "    - {id: new-one, text: A new fact., as_of: 2026, sources: [arga-2024]}\n  practice:\n",
        "    + A new fact.",
    ),
    "a fact less": (FRANCE, r"    - id: reserve-not-enough\n(      .*\n)+", "", "  ⚖️ Law · reserve-not-enough — gone"),
    "a legal status": (
        HELPERS, r"(status_in_russia: )foreign-agent", r"\1undesirable",
        "    Legal status in Russia: from called a “foreign agent” in Russia to called “undesirable” in Russia",
    ),
    "a place more": (FRANCE, r"from: \[kz\]", "from: [kz, am]", "    From where: added: Armenia"),
    "a review": (
        FRANCE, "^reviewed: .*", "reviewed: {on: 2026-11-24, by: [ada, bo]}",
        "    Reviewed: ada, bo (24 November 2026); nothing stood there",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "pattern", "replacement", "says"), SAID.values(), ids=SAID)
def test_each_kind_of_change_has_its_words(
    exitbot: Exitbot, copy_of_content: CopyOfContent, file: str, pattern: str, replacement: str, says: str
) -> None:
    copy_of_content.plant(file, pattern, replacement)
    lines = exitbot("content", "diff", "HEAD").out.splitlines()
    assert [line for line in lines if line.startswith(says)]


def test_nothing_has_changed_where_only_the_form_has(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, "^facts:$", "# A comment.\nfacts:")
    assert exitbot("content", "diff", "HEAD").out == "Nothing that readers see has changed since HEAD.\n"


def test_it_can_be_kept_to_a_page_a_file_or_a_folder(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, "^review_by: .*", "review_by: 2026-12-01")
    copy_of_content.plant(HELPERS, "^review_by: .*", "review_by: 2026-12-01")
    both = exitbot("content", "diff", "HEAD").out
    assert "France" in both and "Organisations" in both
    for path in ("fr", "country/FR", str(copy_of_content.folder / FRANCE), str(copy_of_content.content / "countries")):
        kept = exitbot("content", "diff", "HEAD", path).out
        assert "France" in kept and "Organisations" not in kept, path
    assert exitbot("content", "diff", "HEAD", "organisations", "fr").out == both
    ran = exitbot("content", "diff", "HEAD", "zz")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("there is no page 'zz', neither now nor then; write de, topic/visas, shared, or a file's path")


def test_for_machines_each_change_is_a_record(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, OBJECTOR, r"\1favourable")
    copy_of_content.plant(FRANCE, FACT + r"      sources: .*", r"\1      sources: [arga-2024]")
    said = json.loads(exitbot("content", "diff", "HEAD", "--json").out)
    assert (said["revision"], said["unread"]) == ("HEAD", [])
    level, sources = said["changes"]
    assert level == {
        "page": "fr", "file": "countries/fr.yaml", "place": "outlook/objector", "kind": "changed", "field": "level",
        "old": "possible", "new": "favourable", "direction": "better",
    }  # fmt: skip
    assert list(sources["old"]) == ["kommersant-2024-03", "rainews-2023-07"]
    assert sources["new"]["arga-2024"]["publisher"] == "Asylum Research & Global Assistance"


def test_in_russian_the_old_translation_stands_beside_the_new(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, ITS_TEXT, r"\1It is not enough.")
    exitbot("i18n", "update")
    catalog = copy_of_content.catalog("country-fr")
    copy_of_content.plant(catalog, r'msgid "It is not enough."\nmsgstr ""', r'msgid "It is not enough."\nmsgstr "Мало."')
    lines = exitbot("content", "diff", "HEAD", "--lang", "ru").out.splitlines()
    assert lines[0] == "🇫🇷 Франция  countries/fr.yaml"
    assert "    + Мало." in lines
    [before] = [line for line in lines if line.startswith("    − ")]
    assert "запас" in before


def test_a_page_that_is_new_or_gone_is_one_line(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    visas = copy_of_content.content / "topics" / "visas.yaml"
    shutil.copy(visas, copy_of_content.content / "topics" / "papers.yaml")
    copy_of_content.plant("content/topics/papers.yaml", "^slug: .*", "slug: papers")
    visas.unlink()
    lines = exitbot("content", "diff", "HEAD").out.splitlines()
    assert "  A new page. Read it with: exitbot content show topic/papers" in lines
    assert lines[-3:] == ["Visas and passports  topics/visas.yaml", "  The page is gone.", ""]


def test_words_that_differ_are_marked_on_a_terminal(
    exitbot: Exitbot, copy_of_content: CopyOfContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    copy_of_content.plant(FRANCE, ITS_TEXT, r"\1Being in the reserve without a summons is not enough.")
    out = exitbot("content", "diff", "HEAD").out
    marked = [part.partition("\x1b[0m")[0] for part in out.split("\x1b[1;7;31m")[1:]]
    assert sorted("".join(marked).split()) == ["a", "mobilisation", "or", "paper"]
    assert "\x1b[1;7;32m" not in out


def test_an_old_file_that_cannot_be_read_today_is_said_and_the_rest_compared(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    good = (copy_of_content.folder / FRANCE).read_text(encoding="utf-8")
    copy_of_content.plant(FRANCE, "^role: .*", "role: nowhere")
    (copy_of_content.content / "publishers.yaml").rename(copy_of_content.content / "kept")
    commit(copy_of_content.folder)
    (copy_of_content.content / "kept").rename(copy_of_content.content / "publishers.yaml")
    copy_of_content.write(FRANCE, good)
    copy_of_content.plant(HELPERS, "^review_by: .*", "review_by: 2026-12-01")
    ran = exitbot("content", "diff", "HEAD")
    lines = ran.out.splitlines()
    assert lines[0].startswith(
        "countries/fr.yaml is not compared: as it was at HEAD it cannot be read today (line 3: role: 'nowhere'"
    )
    assert lines[1] == "publishers.yaml is not compared: there was none at HEAD"
    assert lines[2] == "Organisations  organisations.yaml"
    assert ran.code == 0


@pytest.mark.parametrize("revision", ["nowhere", "HEAD~9", "HEAD:content", "^HEAD", ""])
def test_an_unknown_revision_is_one_calm_sentence(exitbot: Exitbot, revision: str) -> None:
    ran = exitbot("content", "diff", revision)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"git knows no revision '{revision}'; name a commit, a branch or a tag, for example HEAD~1 or main\n"


def test_a_revision_is_no_option_of_git(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    ran = exitbot("content", "diff", "--", "--output=stolen")
    assert ran.err.startswith("git knows no revision '--output=stolen'")
    assert not list(copy_of_content.folder.rglob("stolen"))


def test_without_a_checkout_or_without_git_it_is_one_calm_sentence(
    exitbot: Exitbot, copy_of_content: CopyOfContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(copy_of_content.folder / ".git")
    said = exitbot("content", "diff", "HEAD").err
    assert said == f"{copy_of_content.content} is not in a git checkout, so there is nothing to compare it with\n"
    monkeypatch.setenv("PATH", str(copy_of_content.folder))
    assert exitbot("content", "diff", "HEAD").err.startswith("git is not installed here")


def test_where_there_was_no_content_yet_it_is_one_calm_sentence(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    shutil.rmtree(copy_of_content.folder / ".git")
    copy_of_content.content.rename(copy_of_content.folder / "elsewhere")
    commit(copy_of_content.folder)
    (copy_of_content.folder / "elsewhere").rename(copy_of_content.content)
    said = exitbot("content", "diff", "HEAD").err
    assert said == f"at HEAD there was nothing in {copy_of_content.content}; name a later revision\n"


def test_a_hook_of_another_repository_changes_nothing(
    exitbot: Exitbot, copy_of_content: CopyOfContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    copy_of_content.plant(FRANCE, "^review_by: .*", "review_by: 2026-12-01")
    assert "To be read again by" in exitbot("content", "diff", "HEAD").out


def test_check_against_a_revision_names_the_place_of_what_may_not_have_changed(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    level = copy_of_content.plant(FRANCE, OBJECTOR, r"\1§favourable")
    review = copy_of_content.plant(FRANCE, "^review_by: .*", "review_by: §2026-12-24")
    assert exitbot("check", "--content-only").code == 0
    ran = exitbot("check", "--content-only", "--against", "HEAD")
    assert (ran.code, ran.err) == (2, "2 problems\n")
    assert [line.partition(": ")[0] for line in ran.out.splitlines() if "note:" not in line] == [review, level]
    said = json.loads(exitbot("check", "--content-only", "--against", "HEAD", "--json").out)
    assert [problem.partition(": ")[0] for problem in said["problems"]] == [review, level]


def test_check_against_a_revision_is_content_once_two_people_have_read_it(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    copy_of_content.plant(FRANCE, OBJECTOR, r"\1favourable")
    exitbot("content", "review", "fr", "--by", "ada")
    assert exitbot("check", "--content-only", "--against", "HEAD").code == 2
    exitbot("content", "review", "fr", "--by", "bo")
    ran = exitbot("check", "--content-only", "--against", "HEAD")
    assert (ran.code, ran.err) == (0, "")
    assert date.today().year >= 2026


def test_check_says_what_it_could_not_compare_and_refuses_an_unknown_revision(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    good = (copy_of_content.folder / FRANCE).read_text(encoding="utf-8")
    copy_of_content.plant(FRANCE, "^role: .*", "role: nowhere")
    commit(copy_of_content.folder)
    copy_of_content.write(FRANCE, good)
    notices = json.loads(exitbot("check", "--content-only", "--against", "HEAD", "--json").out)["notices"]
    assert [notice for notice in notices if "note: countries/fr.yaml is not compared: " in notice]
    ran = exitbot("check", "--against", "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("git knows no revision 'nowhere'")
