"""What the schema cannot say, for the run of test_schemathesis.py: a check that knows it."""

from typing import Any

import schemathesis
from schemathesis.specs.openapi import checks

# Nobody can make up a cursor, and one excludes pages; fields and format=ninjs exclude each other.
NOT_FOR_ITSELF = {"cursor", "after", "fields"}


@schemathesis.check
def accepts(context: Any, response: Any, case: Any) -> bool | None:
    query = case.query or {}
    needs_search = "highlight" in query.get("include", []) or query.get("ordering") == "relevance"
    if NOT_FOR_ITSELF & set(query) or (needs_search and "search" not in query):
        return None
    return checks.positive_data_acceptance(context, response, case)
