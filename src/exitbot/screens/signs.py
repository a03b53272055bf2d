"""The few signs that carry meaning. Each stands for one thing, everywhere; the 'about' screen explains them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from exitbot.knowledge.model import Group, Level, Outcome, SourceKind, Status, StatusInRussia
from exitbot.language.speaking import N_

__all__ = [
    "CRITICAL", "DATED", "GROUPS", "KINDS", "LABELLED", "LEVELS", "LEVEL_SIGNS", "NEW", "NOT_FOR_YOU", "OUTCOMES",
    "OUTCOME_SIGNS", "OVERDUE", "POINT", "STATUSES", "STATUSES_IN_RUSSIA", "STATUS_SIGNS", "UNKNOWN", "WARNING",
]  # fmt: skip

POINT = "•"
CRITICAL = "❗"
WARNING = "⚠️"
OVERDUE = "⏳"
UNKNOWN = "❔"
NEW = "🆕"
NOT_FOR_YOU = "🚫"
LABELLED = "🏷"
DATED = "📅"

LEVEL_SIGNS: Mapping[Level, str] = MappingProxyType({
    Level.FAVOURABLE: "🟢", Level.POSSIBLE: "🟡", Level.HARD: "🟠", Level.UNCLEAR: "⚪️", Level.CLOSED: "🔴",
})  # fmt: skip
LEVELS: Mapping[Level, str] = MappingProxyType(
    {
        Level.FAVOURABLE: N_("favourable"),
        Level.POSSIBLE: N_("possible"),
        Level.HARD: N_("hard"),
        Level.UNCLEAR: N_("unclear"),
        Level.CLOSED: N_("closed"),
    }
)
STATUS_SIGNS: Mapping[Status, str] = MappingProxyType({
    Status.OPEN: "🟢", Status.LIMITED: "🟡", Status.SUSPENDED: "🟠", Status.UNCLEAR: "⚪️", Status.CLOSED: "🔴",
})  # fmt: skip
STATUSES: Mapping[Status, str] = MappingProxyType(
    {
        Status.OPEN: N_("open"),
        Status.LIMITED: N_("limited"),
        Status.SUSPENDED: N_("suspended"),
        Status.UNCLEAR: N_("not clear"),
        Status.CLOSED: N_("shut"),
    }
)
OUTCOME_SIGNS: Mapping[Outcome, str] = MappingProxyType({
    Outcome.PROTECTED: "🟢", Outcome.RISK: "🟠", Outcome.UNCLEAR: "⚪️", Outcome.RETURNS: "🔴",
})  # fmt: skip
OUTCOMES: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.PROTECTED: N_("people stay protected"),
        Outcome.RISK: N_("there is a risk of return"),
        Outcome.UNCLEAR: N_("not clear what happens"),
        Outcome.RETURNS: N_("returns to Russia are known"),
    }
)
GROUPS: Mapping[Group, str] = MappingProxyType(
    {
        Group.MOBILISED: N_("Called up or in the reserve"),
        Group.CONSCRIPT: N_("Conscripts"),
        Group.DESERTER_MOBILISED: N_("Left the unit: mobilised"),
        Group.DESERTER_CONTRACT: N_("Left the unit: contract"),
        Group.OBJECTOR: N_("Conscientious objectors"),
        Group.SURRENDERED: N_("Surrendered or captured"),
        Group.DISSIDENT: N_("Persecuted for their views"),
        Group.RELATIVE: N_("Relatives"),
    }
)
KINDS: Mapping[SourceKind, str] = MappingProxyType(
    {
        SourceKind.LAW: N_("law"),
        SourceKind.COURT: N_("court"),
        SourceKind.OFFICIAL: N_("authority"),
        SourceKind.IGO: N_("international organisation"),
        SourceKind.NGO: N_("non-governmental organisation"),
        SourceKind.PRESS: N_("press"),
    }
)
STATUSES_IN_RUSSIA: Mapping[StatusInRussia, str] = MappingProxyType(
    {
        StatusInRussia.UNDESIRABLE: N_("called “undesirable” in Russia"),
        StatusInRussia.EXTREMIST: N_("called “extremist” in Russia"),
        StatusInRussia.TERRORIST: N_("called “terrorist” in Russia"),
        StatusInRussia.FOREIGN_AGENT: N_("called a “foreign agent” in Russia"),
        StatusInRussia.NONE_KNOWN: N_("no listing in Russia known"),
        StatusInRussia.UNKNOWN: N_("status in Russia unknown"),
    }
)
