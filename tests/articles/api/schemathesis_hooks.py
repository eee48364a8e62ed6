"""A check for test_schemathesis.py that knows what the schema cannot express."""

from typing import Any

import schemathesis
from schemathesis.specs.openapi import checks

MOST_TERMS = 20

# Cursors cannot be made up, and exclude pages; fields and format=ninjs exclude each other. The schema describes the
# form of a path to a member of a member, but not every such path exists; renditions=none must be alone; the filters'
# values are counted together.
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
