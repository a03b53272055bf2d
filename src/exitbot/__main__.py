"""`python -m exitbot` is the same as the `exitbot` command."""

from exitbot.cli import main

main()
