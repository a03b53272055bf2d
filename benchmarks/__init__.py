"""What exitbot costs, measured: `python -m benchmarks`, and what a kill -9 loses: `python -m benchmarks.chaos`.

How its pace follows what Telegram allows: `python -m benchmarks.pace`; a flood and an outage: `python -m benchmarks.crowding`.

Method. Every server under test is a process of its own; the load and the fake Bot API live in the parent. What counts is
CPU time (user + system, all threads of that process alone), because wall time says more about the neighbours on the
machine than about the bot. Rounds of all servers are interleaved and the median is taken.
"""
