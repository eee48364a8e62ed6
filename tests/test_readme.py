"""README.md is true: the settings, endpoints and commands that it lists exist, and none is missing."""

import re
from pathlib import Path

from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver

from newsroom.health import PROBES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
APPS = {"articles", "demo", "media", "newsroom"}


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def first_cells(text: str) -> str:
    return "\n".join(line.split("|")[1] for line in text.splitlines() if line.startswith("| "))


def test_every_setting_is_listed() -> None:
    listed = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", first_cells(section("Configuration"))))
    settings = (ROOT / "newsroom" / "settings.py").read_text()
    assert listed == set(re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"', settings))


def test_every_command_is_listed() -> None:
    listed = set(re.findall(r"`manage\.py (\w+)", first_cells(section("Commands"))))
    ours = {name for name, app in get_commands().items() if app.split(".")[0] in APPS}
    assert listed == ours


def test_every_endpoint_is_listed() -> None:
    listed = set(re.findall(r"(/[^`\s]*)`", first_cells(section("Five minutes as a front-end developer"))))
    prefixes = (
        "/api/",
        "/feeds/",
        "/sitemap",
        "/news-sitemap",
        "/robots",
        "/renditions/",
        "/met",
    )
    served = {path for path in paths(get_resolver()) if path.startswith(prefixes)} | set(PROBES)
    assert {re.sub(r"{\w+}", "{}", path) for path in listed} == served


def test_every_target_is_listed() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z-]+)", README)) >= targets - {"format", "lock", "clean", "static"}


def test_every_link_leads_somewhere() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def paths(resolver: URLResolver, prefix: str = "/") -> list[str]:
    """Every address as a template with {} for its parameters."""
    found = []
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if isinstance(pattern, URLResolver):
            found += paths(pattern, path)
        elif isinstance(pattern, URLPattern) and path.rstrip("/") != "/api/v1":
            found.append(re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]+>", "{}", path))
    return [*dict.fromkeys([*found, "/api/v1/"] if prefix == "/" else found)]
