"""How a thing is said: message catalogs, dates, names of countries, and the tools translators use."""
