"""Citizen satisfaction surveys (SIPAS) for Vietnamese public offices, from the poster to the published index."""
