"""What the schema cannot say, for the run of test_schemathesis.py: a check that knows it."""

from typing import Any

import schemathesis
from schemathesis.specs.openapi import checks

MOST_TERMS = 20

# Nobody can make up a cursor, and one excludes pages; fields and format=ninjs exclude each other. The way to a member
# of a member has a form in the schema, and not every way of that form leads anywhere; renditions=none stands alone; the
# filters' values are counted together.
NOT_FOR_ITSELF = {"cursor", "after", "fields"}
FILTERS = ("tag", "topic", "author", "genre", "language", "id")


@schemathesis.check
def accepts(context: Any, response: Any, case: Any) -> bool | None:
    query = case.query or {}
    parts = any("." in str(name) for name in query.get("include", []))
    alone = "none" in query.get("renditions", []) and len(query["renditions"]) > 1
    needs_search = "highlight" in query.get("include", []) or query.get("ordering") == "relevance"
    terms = sum(str(value).count(",") + 1 for name in FILTERS for value in query.get(name, []))
    if parts or alone or terms > MOST_TERMS or NOT_FOR_ITSELF & set(query) or (needs_search and "search" not in query):
        return None
    return checks.positive_data_acceptance(context, response, case)
