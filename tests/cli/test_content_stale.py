"""`exitbot content stale`: a list to work through from the top, for people and for machines."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from tests.conftest import CopyOfContent, Exitbot

FRANCE = "content/countries/fr.yaml"


@pytest.fixture
def copy_of_content(part_of_content: CopyOfContent) -> CopyOfContent:
    """France alone is late, by three days; nothing else is due for weeks, and no source is too old."""
    today = date.today()
    for file in sorted(part_of_content.content.rglob("*.yaml")):
        if re.search("^review_by: ", file.read_text(encoding="utf-8"), re.MULTILINE):
            days = 33 if file.stem == "fr" else 0
            part_of_content.plant(file, "^compiled: .*", f"compiled: {today - timedelta(days)}")
            part_of_content.plant(file, "^review_by: .*", f"review_by: {today - timedelta(3 if days else -25)}")
    for kind in ("law", "court", "official", "igo", "ngo", "press"):
        part_of_content.plant("content/freshness.yaml", f"^  {kind}: .*", f"  {kind}: 600")
    return part_of_content


def for_machines(exitbot: Exitbot, *options: str) -> list[dict[str, Any]]:
    ran = exitbot("content", "stale", "--json", *options)
    assert (ran.code, ran.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def test_for_machines_everything_that_is_late_stands_in_order_with_its_place_and_its_links(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    found = for_machines(exitbot, "--within", "0")
    assert {item["page"] for item in found} == {"fr"}
    assert (found[0]["critical"], found[0]["days_left"]) == (True, -3)
    lines = (copy_of_content.folder / FRANCE).read_text(encoding="utf-8").splitlines()
    for item in found:
        assert item["file"] == str(copy_of_content.folder / FRANCE)
        assert lines[item["line"] - 1][item["column"] - 1 :].startswith(("id: ", str(date.today() - timedelta(3))))
        assert item["sources"]
        for source in item["sources"]:
            assert source.keys() == {"publisher", "title", "url", "published"}
    assert any(source["url"] for source in found[0]["sources"])


def test_it_looks_thirty_days_ahead_unless_told_otherwise(exitbot: Exitbot) -> None:
    assert for_machines(exitbot) == for_machines(exitbot, "--within", "30") != for_machines(exitbot, "--within", "24")
    assert for_machines(exitbot, "--within", "24") == for_machines(exitbot, "--within", "0")


def test_for_people_the_first_entry_is_the_first_thing_to_do(exitbot: Exitbot) -> None:
    first = for_machines(exitbot)[0]
    ran = exitbot("content", "stale", "--limit", "1")
    assert (ran.code, ran.err) == (0, "")
    assert "\n1. 3 days late · fr · critical" in ran.out
    assert f"   {first['file']}:{first['line']}:{first['column']}\n" in ran.out
    assert first["text"] in " ".join(ran.out.split())
    for source in first["sources"]:
        assert (source["url"] or source["title"]) in ran.out
    assert "\n2. " not in ran.out


def test_the_list_says_how_long_it_is_and_how_to_see_the_rest(exitbot: Exitbot) -> None:
    found = for_machines(exitbot)
    late = sum(item["days_left"] < 0 for item in found)
    short, whole = exitbot("content", "stale").out, exitbot("content", "stale", "--limit", "0").out
    assert short.startswith(f"{late} past their day, {len(found) - late} more within 30 days.")
    assert f"{len(found) - 20} more: --limit 0 shows all of them." in short
    assert len(re.findall(r"(?m)^\d+\. ", short)) == 20
    assert len(re.findall(r"(?m)^\d+\. ", whole)) == len(found)
    assert "--limit 0" not in whole


def test_an_address_is_never_broken_so_that_it_can_be_opened(exitbot: Exitbot) -> None:
    out = exitbot("content", "stale", "--limit", "0").out
    urls = {source["url"] for item in for_machines(exitbot) if item["reason"] != "page" for source in item["sources"]}
    assert [url for url in urls if url and url not in out] == []


def test_a_source_without_an_address_is_named_by_its_title(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    name = "service-public-2024"
    copy_of_content.plant(FRANCE, rf"(^  {name}:\n(?:    .*\n)*?)    url: .*\n", r"\1")
    titles = [s["title"] for item in for_machines(exitbot) for s in item["sources"] if item["page"] == "fr" and not s["url"]]
    assert f"no address is shown; look for “{titles[0]}”" in exitbot("content", "stale", "--limit", "0").out


def test_when_nothing_is_due_it_says_so(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    today = date.today()
    copy_of_content.plant(FRANCE, "^compiled: .*", f"compiled: {today}")
    copy_of_content.plant(FRANCE, "^review_by: .*", f"review_by: {today + timedelta(25)}")
    ran = exitbot("content", "stale", "--within", "7")
    assert (ran.code, ran.out, ran.err) == (0, "Nothing has to be reviewed within 7 days.\n", "")
    assert for_machines(exitbot, "--within", "7") == []


@pytest.mark.parametrize("option", [("--within", "-1"), ("--within", "soon"), ("--limit", "-5")])
def test_a_number_that_makes_no_sense_is_refused(exitbot: Exitbot, option: tuple[str, str]) -> None:
    ran = exitbot("content", "stale", *option)
    assert (ran.code, ran.out) == (2, "")
    assert option[1] in ran.err
