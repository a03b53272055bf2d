"""exitbot: which Western countries take people who refuse to fight in Russia's war, and what it risks."""

__version__ = "0.1.0"
