"""The door to the database. No other room imports SQLAlchemy."""
