"""Bộ phận Một cửa: the desks of one's own agency, what came today, and their posters."""
