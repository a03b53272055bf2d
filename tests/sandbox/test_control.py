"""The page's routes: who may use them, and what they give."""

from __future__ import annotations

import asyncio
import json

import pytest
from tests.sandbox.conftest import Api

from exitbot.sandbox import Sandbox


async def test_the_page_loads_nothing_from_elsewhere(api: Api) -> None:
    async with api.session.get(api.url) as response:
        body = await response.text()
        policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "://" not in body
    for name in ("main.js", "words.js", "base.css", "icon.svg"):
        async with api.session.get(f"{api.url}/page/{name}") as response:
            assert response.status == 200


@pytest.mark.parametrize("name", ["..%2fserver.py", "server.py", "none.js"])
async def test_only_the_pages_own_files_are_served(api: Api, name: str) -> None:
    async with api.session.get(f"{api.url}/page/{name}") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Host": "elsewhere.example"}, {"Origin": "null"}]
)
async def test_other_pages_cannot_drive_the_sandbox(api: Api, sandbox: Sandbox, headers: dict[str, str]) -> None:
    async with api.session.post(f"{api.url}/control/people", json={"name": "x"}, headers=headers) as response:
        assert response.status == 403
    assert not sandbox.people


async def test_a_form_is_no_command(api: Api, sandbox: Sandbox) -> None:
    async with api.session.post(f"{api.url}/control/people", data={"name": "x"}) as response:
        assert response.status == 400
    assert not sandbox.people


async def test_the_feed_tells_every_change(api: Api, sandbox: Sandbox) -> None:
    async with api.session.get(f"{api.url}/control/feed") as feed:
        assert (await feed.content.readline()).startswith(b":")
        await feed.content.readline()
        ann = sandbox.person("Ann", "ru")
        ann.start()
        await api.result("sendMessage", chat_id=ann.id, text="x")
        kinds = []
        async with asyncio.timeout(2):
            while len(kinds) < 4:
                line = await feed.content.readline()
                if line.startswith(b"data: "):
                    kinds.append(json.loads(line[6:])["kind"])
    assert kinds == ["person", "message", "message", "call"]


async def test_nothing_the_page_is_told_holds_the_token(api: Api, sandbox: Sandbox) -> None:
    await api.result("getMe")
    async with api.session.get(f"{api.url}/control/state") as response:
        assert sandbox.token not in await response.text()


async def test_people_act_through_the_control_routes(api: Api, sandbox: Sandbox) -> None:
    async def act(path: str, **body: object) -> int:
        async with api.session.post(f"{api.url}/control/{path}", json=body) as response:
            return response.status

    await act("people", name="Оля", language="ru")
    (person,) = sandbox.people.values()
    assert await act(f"people/{person.id}/start", payload="c_fr") == 200
    assert await act(f"people/{person.id}/send_raw", fields={"contact": {"phone_number": "1"}}) == 200
    assert await act(f"people/{person.id}/language", language="uk") == 200
    assert await act(f"people/{person.id}/press", data="none", message_id=1) == 400
    assert await act(f"people/{person.id}/fly") == 400
    assert await act("people/1/start") == 400
    assert person.texts() == ["/start c_fr", ""]
    assert person.account.language_code == "uk"
    assert await act("faults", fail={"retry_after": 2}, delay=0.01, limits=True) == 200
    assert (sandbox.faults.pending(), sandbox.faults.delay, sandbox.limits.enabled) == (1, 0.01, True)
    for given, kept in ((20, 20.0), (0.1, 1.0), (None, None)):
        assert await act("faults", calls_in_all=given) == 200
        assert sandbox.limits.calls_in_all == kept
    assert await act("faults", fail={"kind": "x"}) == 400
