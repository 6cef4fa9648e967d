"""The services that one can ask for."""
