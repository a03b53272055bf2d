"""The others: the floor and two well-known libraries, each answering a press with a screen of the same size.

Each runs as `python -m benchmarks.servers.NAME FILE`; FILE is the JSON written by `benchmarks.contestants`.
"""
