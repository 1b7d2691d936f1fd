"""Citizen satisfaction surveys (SIPAS) for Vietnamese offices, from poster to published index."""
