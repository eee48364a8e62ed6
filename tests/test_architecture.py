"""Imports only go downwards, floor by floor, as docs/architecture.md says."""

import ast
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent
APPS = ("media", "articles", "demo", "newsroom")

MAP = (ROOT / "docs" / "architecture.md").read_text()
# The longest matching path decides the room. Higher floors import lower ones.
FLOORS = {
    path.removesuffix(".py").rstrip("/").replace("/", ".").removesuffix(".__init__"): int(floor)
    for floor, path in re.findall(r"^\| (\d+) \| `([\w/.]+)` \|", MAP, re.MULTILINE)
}
APART = [("articles.admin", "articles.api"), ("articles.api", "articles.admin")]
READS_READERSHIP = (
    "articles.readership",
    "articles.imports",
    "articles.api",
    "articles.admin",
    "articles.management",
)


def test_imports_go_down_only() -> None:
    wrong = [
        f"{module} imports {imported}"
        for module, imported in all_imports()
        if FLOORS[room(imported)] > FLOORS[room(module)] and not module.endswith(".apps")
    ]
    assert wrong == []


def test_admin_and_api_know_nothing_of_each_other() -> None:
    pairs = [(room(module), room(imported)) for module, imported in all_imports()]
    assert [pair for pair in pairs if pair in APART] == []


def test_nothing_but_its_readers_knows_readership() -> None:
    knowing = {room(module) for module, imported in all_imports() if room(imported) == "articles.readership"}
    assert knowing <= set(READS_READERSHIP)


def test_every_module_has_a_room() -> None:
    assert [module for module, _ in modules() if room(module) == "articles" and module != "articles"] == []


def test_the_map_leads_to_what_there_is() -> None:
    written = set(re.findall(r"`([\w/]+(?:/|\.py))`", MAP))
    paths = {path for path in written if "/" in path.rstrip("/") or path.rstrip("/") in APPS}
    assert len(paths) > 40
    assert sorted(path for path in paths if not (ROOT / path).exists()) == []


# articles.editing.rights answers who may do what. Other modules that check an account, and why they may:
ASKING = {"has_perm", "has_perms", "has_module_perms", "get_all_permissions", "is_superuser", "is_staff"} | {
    "permission_required"
}
LOOKS_AT_ACCOUNTS = {
    "articles.editing.rights": "the one place",
    "articles.readership.visitors": "views of signed-in staff are not counted; nothing is allowed or refused",
    "newsroom.sign_in.admin": "the name of a field that its form leaves out; rights decides when",
    "newsroom.sign_in.adapters": "who may sign in at all",
    "newsroom.sign_in.single_sign_on": "likewise, and the accounts that a provider's group makes",
    "media.serving": "a picture that no live story shows is for whoever may sign in; its address cannot be guessed",
}


def test_one_place_knows_who_may_do_what() -> None:
    asking = {
        module for module, path in modules() for node in ast.walk(ast.parse(path.read_text())) if _asked(node) in ASKING
    }
    assert asking == set(LOOKS_AT_ACCOUNTS)


def test_templates_ask_it_too() -> None:
    templates = [path for app in APPS for path in (ROOT / app).rglob("*.html")]
    assert len(templates) > 20
    # `{% may "publish" "articles.article" as publishes %}` asks; Django's `perms` would go past it.
    assert [
        path.name for path in templates if re.search(r"\bperms\b|user\.is_(staff|superuser)", path.read_text())
    ] == []


def _asked(node: ast.AST) -> str:
    """The name that is looked up, even as a string passed to `getattr`."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.Constant(value=str(name)):
            return name
    return ""


def all_imports() -> list[tuple[str, str]]:
    return [(module, imported) for module, path in modules() for imported in imports(path)]


def modules() -> list[tuple[str, Path]]:
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return [(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path) for path in paths]


def imports(path: Path) -> list[str]:
    """Our own modules that a file imports; `from package import module` counts as the module."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in found if name.split(".")[0] in APPS]


def room(name: str) -> str:
    parts = name.split(".")
    return next(prefix for end in range(len(parts), 0, -1) if (prefix := ".".join(parts[:end])) in FLOORS)
