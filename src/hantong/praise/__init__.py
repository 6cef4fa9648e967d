"""The mayor's line: praise reaches whoever is praised, complaints whoever answers for the matter, the mayor reads both."""
