"""Every kind of mistake a maintainer can make is one line that names the very place and says what is right."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from tests.conftest import CopyOfContent

from exitbot.knowledge.checks import content_problems
from exitbot.knowledge.problems import ContentError

FRANCE = "content/countries/fr.yaml"
VISAS = "content/topics/visas.yaml"
SHARED = "content/shared.yaml"
EMERGENCY = "content/emergency.yaml"
HELPERS = "content/organisations.yaml"
PUBLISHERS = "content/publishers.yaml"

GROUP = r"(outlook:\n(?:.*\n)*?  conscript:\n)"
OUTLOOK = GROUP + r"    level: .*\n    why: .*\n(?:      .*\n)*"
LIST = r"(?:\[[^\]]*\]|(?:\n +- .*)+)"
FIRST_WAY = r"(ways_in:\n  - )"
ENTRY = r"(id: .*\n(?:    .*\n)+)"
UNUSED = r"sources:\n  nowhere-2020:\n    §publisher: Nobody\n    title: Nothing\n    kind: press\n    seen: root\n"


class Mistake(NamedTuple):
    """Where to plant what; § marks the place that has to be named."""

    file: str
    pattern: str
    replacement: str
    says: str


def why(text: str) -> str:
    return rf"\1    level: unclear\n    why: {text}\n"


MISTAKES = {
    "an unknown field": Mistake(
        FRANCE, "^role:", "§rolle: transit\nrole:", "there is no field 'rolle' here; did you mean 'role'?"
    ),
    "an unknown field far inside": Mistake(
        FRANCE, r"^(sources:\n  .*\n)", r"\1    §publicher: X\n", "'publicher' here; did you mean 'publisher'?"
    ),
    "a field like no other": Mistake(FRANCE, "^role:", "§zzz: 1\nrole:", "take it out or check its spelling"),
    "a missing field": Mistake(FRANCE, "^code: fr\nrole: .*", "§code: fr", "role: is missing; add it"),
    "a missing field inside": Mistake(
        FRANCE, OUTLOOK, r"\1    §level: unclear\n", "outlook/conscript/why: is missing; add it"
    ),
    "a repeated field": Mistake(FRANCE, "^role: .*", "role: transit\n§role: transit", "'role' stands already on line"),
    "a misspelt level": Mistake(
        FRANCE, GROUP + "    level: .*", r"\1    level: §possibel", "'possibel' is not known; write one of: favourable"
    ),
    "a misspelt level, with help": Mistake(
        FRANCE, GROUP + "    level: .*", r"\1    level: §favorable", "did you mean 'favourable'?"
    ),
    "a group nobody knows": Mistake(
        FRANCE, r"(outlook:\n  )mobilised:", r"\1§mobilized:", "'mobilized' is not known; write one of: mobilised"
    ),
    "a text too long": Mistake(FRANCE, OUTLOOK, why("§" + "x" * 301), "301 characters, at most 300 fit; split it"),
    "an empty text": Mistake(FRANCE, OUTLOOK, why('§""'), "the text is empty; write a sentence or leave the field out"),
    "nothing where a text belongs": Mistake(FRANCE, OUTLOOK, why("§null"), "nothing stands where a text belongs"),
    "a list where a text belongs": Mistake(FRANCE, OUTLOOK, why("§[a, b]"), "a list stands where a text belongs"),
    "a text where a list belongs": Mistake(
        FRANCE, "^aliases: .*", "aliases: §Paris", "the text 'Paris' stands where a list belongs; write [one, two]"
    ),
    "a list where fields belong": Mistake(
        FRANCE, r"^facts:\n(?:  .*\n)*", "facts: §[]\n", "facts: a list stands where named entries belong; write name: value"
    ),
    "a day that does not exist": Mistake(
        FRANCE, "^compiled: .*", "compiled: §2026-13-01", "'2026-13-01' is not a date; write YYYY-MM-DD"
    ),
    "a number for a day": Mistake(FRANCE, "^review_by: .*", "review_by: §86400", "'86400' is not a date; write YYYY-MM-DD"),
    "a month for a day": Mistake(FRANCE, "^review_by: .*", "review_by: §2026-12", "'2026-12' is not a date; write YYYY-MM-DD"),
    "an age that is no date": Mistake(
        FRANCE, "as_of: .*", "as_of: §2026-31-01", "'2026-31-01' is not a date; write YYYY-MM-DD, YYYY-MM or YYYY"
    ),
    "an age in another order": Mistake(FRANCE, "as_of: .*", "as_of: §01.03.2026", "is not a date; write YYYY-MM-DD"),
    "an age in the future": Mistake(
        FRANCE, "as_of: .*", "as_of: §2999-01", "2999-01 is in the future; write the day the source is from"
    ),
    "a source from the future": Mistake(FRANCE, "    published: .*", "    published: §2999", "2999 is in the future"),
    "a page compiled in the future": Mistake(
        FRANCE, "^compiled: .*", "compiled: §2999-01-01", "2999-01-01 is in the future; write the day on which it was done"
    ),
    "a review in the future": Mistake(
        FRANCE, "^reviewed: .*", "reviewed: {on: §2999-01-01, by: [ada, bo]}", "2999-01-01 is in the future"
    ),
    "a review by nobody": Mistake(
        FRANCE, "^reviewed: .*", "reviewed: §{on: 2026-11-24}", "reviewed/by: is missing; add it"
    ),
    "an id with capitals": Mistake(
        FRANCE, FIRST_WAY + "id: .*", r"\1id: §Airport_1", "'Airport_1' is not a valid name here; use small"
    ),
    "an id too long for a button": Mistake(
        FRANCE, FIRST_WAY + "id: .*", rf"\1id: §{'x' * 41}", "41 characters, at most 40 fit"
    ),
    "an id twice in one list": Mistake(
        FRANCE,
        FIRST_WAY + ENTRY,
        r"\1\2  - §\2",
        "is used twice in this list; every entry needs its own",
    ),
    "an organisation twice": Mistake(
        HELPERS, r"(organisations:\n  - )" + ENTRY, r"\1\2  - §\2", "is used twice in this list"
    ),
    "a source that is not listed": Mistake(
        FRANCE, r"sources: \[", "sources: [§nowhere-2020, ", "source 'nowhere-2020' is not listed below 'sources:'; add it"
    ),
    "a source that nothing cites": Mistake(
        FRANCE, r"^sources:\n", UNUSED, "source 'nowhere-2020' is not used by anything; cite it or take it out"
    ),
    "a source that nothing cites, in a topic": Mistake(VISAS, r"^sources:\n", UNUSED, "is not used by anything"),
    "a source that nothing cites, in the shared file": Mistake(SHARED, r"^sources:\n", UNUSED, "is not used by anything"),
    "a fact without a source": Mistake(
        FRANCE, rf"(  law:\n    - id: .*\n(?:      .*\n)*?      sources: ){LIST}", r"\1§[]", "at least 1 entry is needed here"
    ),
    "a level without a source": Mistake(
        FRANCE,
        OUTLOOK + rf"((?:    .*\n)*?)    sources: {LIST}",
        r"\1    §level: hard\n    why: So it is.\n\2    sources: []",
        "outlook 'conscript' is hard without a source; add sources or write level: unclear",
    ),
    "a missing group": Mistake(
        FRANCE,
        r"outlook:\n  (mobilised:\n(?:    .*\n)+)  conscript:\n(?:    .*\n)+",
        r"outlook:\n  §\1",
        "outlook for 'conscript' is missing; add it, with level: unclear and why",
    ),
    "an address without encryption": Mistake(
        FRANCE, "    url: https:", "    url: §http:", "is not a plain https address; write https://host/path"
    ),
    "an address with a name before the host": Mistake(
        FRANCE, "    url: .*", "    url: §https://unhcr.org@evil.example/", "is not a plain https address"
    ),
    "a shortener": Mistake(FRANCE, "    url: .*", "    url: §https://bit.ly/3abc", "not shown to readers (shortener"),
    "a Russian address": Mistake(
        FRANCE, "    url: .*", "    url: §https://www.example.ru/a", "(under Russian jurisdiction: visits can be watched"
    ),
    "a Russian address in capitals and with a port": Mistake(
        FRANCE, "    url: .*", "    url: §https://EXAMPLE.RU.:443/a", "(under Russian jurisdiction"
    ),
    "a Russian address in Cyrillic": Mistake(
        FRANCE, "    url: .*", "    url: §https://пример.рф/", "(under Russian jurisdiction"
    ),
    "a part of a state-run site": Mistake(
        FRANCE, "    url: .*", "    url: §https://www.tass.com/a", "(state-run or pro-state media"
    ),
    "an unsafe address of an authority": Mistake(
        FRANCE, r"(  official:\n(?:    .*\n)*?      url: ).*", r"\1§https://t.co/x", "(shortener"
    ),
    "an organisation nobody knows": Mistake(
        FRANCE, r"  organisations: \[", "  organisations: [§nobody, ", "organisation 'nobody' is not in organisations.yaml"
    ),
    "an organisation nobody knows, on an emergency card": Mistake(
        EMERGENCY, r"organisations: \[", "organisations: [§nobody, ", "organisation 'nobody' is not in organisations.yaml"
    ),
    "a topic nobody knows, on an emergency card": Mistake(
        EMERGENCY, r"^(cards:\n  - id: .*\n)", r"\1    topics: [§nothing]\n", "topic 'nothing' is not in topics/; write"
    ),
    "an area nobody knows": Mistake(
        SHARED, r"applies_to: \[", "applies_to: [§shengen, ", "'shengen' is neither an area of this file nor a country code"
    ),
    "a place that is no code": Mistake(
        FRANCE, r"    from: \[anywhere", "    from: [§Kazakhstan", "'Kazakhstan' is no place; write anywhere or a two-letter"
    ),
    "a country file unlike its code": Mistake(
        FRANCE, "^code: .*", "code: §de", "code is 'de' but the file is fr.yaml; make them the same"
    ),
    "a topic file unlike its slug": Mistake(VISAS, "^slug: .*", "slug: §visa", "slug is 'visa' but the file is visas.yaml"),
    "yes in place of true": Mistake(
        FRANCE, "critical: .*", "critical: §yes", "'yes' is neither true nor false; write true or false"
    ),
    "a word for a number": Mistake(VISAS, "^order: .*", "order: §ten", "'ten' is not a whole number; write digits only"),
    "a status nobody knows": Mistake(
        HELPERS, "status_in_russia: .*", "status_in_russia: §foreign_agent", "did you mean 'foreign-agent'?"
    ),
    "a publisher's source that is not listed": Mistake(
        PUBLISHERS, r"sources: \[", "sources: [§nowhere-2020, ", "source 'nowhere-2020' is not listed"
    ),
}  # fmt: skip


def problems_in(copy: CopyOfContent) -> list[str]:
    """What a maintainer is told, one line a problem."""
    try:
        return [str(problem) for problem in content_problems(copy.knowledge(), date.today())]
    except ContentError as error:
        return str(error).splitlines()


def test_the_shipped_content_has_no_mistake(copy_of_content: CopyOfContent) -> None:
    assert problems_in(copy_of_content) == []


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_line_with_its_place_and_what_is_right(part_of_content: CopyOfContent, mistake: Mistake) -> None:
    place = part_of_content.plant(mistake.file, mistake.pattern, mistake.replacement)
    [line] = problems_in(part_of_content)
    assert line.startswith(f"{place}: ")
    assert mistake.says in line


def test_mistakes_in_one_file_do_not_hide_each_other(part_of_content: CopyOfContent) -> None:
    first = part_of_content.plant(FRANCE, "^role: .*", "role: §nowhere")
    second = part_of_content.plant(FRANCE, "^compiled: .*", "compiled: §soon")
    lines = problems_in(part_of_content)
    assert [line.partition(": ")[0] for line in lines] == [first, second]


def test_a_way_in_from_every_named_country_is_accepted(part_of_content: CopyOfContent) -> None:
    part_of_content.plant(FRANCE, r"    from: \[anywhere\]", "    from: [kz, rs]")
    assert problems_in(part_of_content) == []
