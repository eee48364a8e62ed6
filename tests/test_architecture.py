"""Imports go down the house only: newsroom on articles on media, and inside articles floor on floor."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Rooms from the ground up; a file may import rooms on its own floor and below. The longest prefix names the room.
FLOORS = {
    "media": 0,
    "articles.slugs": 1,
    "articles.addresses": 1,
    "articles.links": 0,
    "articles.reading": 0,
    "articles.paths": 0,
    "articles.remote": 0,
    "articles.body": 1,
    "articles.bulk": 1,
    "articles.surrogate_keys": 1,
    "articles.moments": 1,
    "articles.problems": 1,
    "articles.parameters": 1,
    "articles.models": 2,
    "articles.search": 3,
    "articles.filters": 3,
    "articles.workflow": 3,
    "articles.failing": 1,
    "articles.log": 3,
    "articles.position": 3,
    "articles.caching": 4,
    "articles.snapshots": 3,
    "articles.redirects": 3,
    "articles.stories": 4,
    "articles.blocks": 5,
    "articles.json_ld": 5,
    "articles.open_graph": 5,
    "articles.documents": 6,
    "articles.previews": 6,
    "articles.compiling": 7,
    "articles.publishing": 8,
    "articles.receivers": 9,
    "articles.readership": 9,
    "articles.editing": 10,
    "articles.delivery": 10,
    "articles.demo": 10,
    "articles.admin": 11,
    "articles.api": 11,
    "articles.feeds": 11,
    "articles.management": 11,
    "articles.templatetags": 11,
    "articles.migrations": 11,
    "articles.apps": 11,
    "articles": 0,
    "newsroom": 12,
}
APART = [("articles.admin", "articles.api"), ("articles.api", "articles.admin")]
READS_READERSHIP = ("articles.readership", "articles.api", "articles.admin", "articles.demo", "articles.management")


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


# Who may do what is asked of articles.editing.rights. What else looks at an account, and why it may:
ASKING = {"has_perm", "has_perms", "has_module_perms", "get_all_permissions", "is_superuser", "is_staff"} | {
    "permission_required"
}
LOOKS_AT_ACCOUNTS = {
    "articles.editing.rights": "the one place",
    "articles.readership.visitors": "views of signed-in staff are not counted; nothing is allowed or refused",
    "newsroom.sign_in.adapters": "who may sign in at all",
    "newsroom.sign_in.single_sign_on": "likewise, and the accounts that a provider's group makes",
    "media.delivery": "a picture that no live story shows is for whoever may sign in; its address cannot be guessed",
}


def test_one_place_knows_who_may_do_what() -> None:
    asking = {
        module for module, path in modules() for node in ast.walk(ast.parse(path.read_text())) if _asked(node) in ASKING
    }
    assert asking == set(LOOKS_AT_ACCOUNTS)


def test_templates_ask_it_too() -> None:
    templates = [path for app in ("media", "articles", "newsroom") for path in (ROOT / app).rglob("*.html")]
    assert len(templates) > 20
    # `{% may "publish" "articles.article" as publishes %}` asks; Django's `perms` would go past it.
    assert [
        path.name for path in templates if re.search(r"\bperms\b|user\.is_(staff|superuser)", path.read_text())
    ] == []


def _asked(node: ast.AST) -> str:
    """The name that is looked up, also when it is given as text to `getattr`."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.Constant(value=str(name)):
            return name
    return ""


def all_imports() -> list[tuple[str, str]]:
    return [(module, imported) for module, path in modules() for imported in imports(path)]


def modules() -> list[tuple[str, Path]]:
    paths = [path for app in ("media", "articles", "newsroom") for path in (ROOT / app).rglob("*.py")]
    return [(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path) for path in paths]


def imports(path: Path) -> list[str]:
    """The modules of ours that a file imports; `from package import module` counts as the module."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in found if name.split(".")[0] in {"media", "articles", "newsroom"}]


def room(name: str) -> str:
    parts = name.split(".")
    return next(prefix for end in range(len(parts), 0, -1) if (prefix := ".".join(parts[:end])) in FLOORS)
