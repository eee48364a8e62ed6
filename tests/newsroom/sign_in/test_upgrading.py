"""An upgrade deletes all names and addresses that django-axes stored."""

from importlib import import_module

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("there", [True, False])
def test_its_tables_are_dropped(there: bool) -> None:
    step = import_module("newsroom.sign_in.migrations.0002_without_axes")
    with connection.cursor() as cursor:
        if there:
            cursor.execute("CREATE TABLE axes_accesslog (id integer PRIMARY KEY, username varchar(255))")
            cursor.execute("INSERT INTO axes_accesslog VALUES (1, 'mara')")
        for statement in step.Migration.operations[0].sql:
            cursor.execute(statement)
    assert [name for name in connection.introspection.table_names() if name.startswith("axes_")] == []
