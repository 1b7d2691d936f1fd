from survey.store.connection import Database


def test_a_database_answers(database: Database) -> None:
    with database.reading() as db:
        assert db.exec_driver_sql("SELECT version FROM form_version").scalar() == 1
