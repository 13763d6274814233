"""Generated pages are fresh, links lead somewhere, and the site asks for nothing from outside."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest
from docs_blocks import PAGES, ROOT

DOCS = ROOT / "docs"
_LINK = re.compile(r"(?<!`)\[[^\]\n]*(?:\n[^\]\n]*)?\]\(([^)\s]+)\)")


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "COLUMNS", "TERMINAL_WIDTH", "TERM"):  # put back afterwards; the script sets them
        monkeypatch.setenv(name, "120")


@pytest.mark.parametrize("name", ["make_cli", "make_format"])
def test_generated_pages_are_fresh(name: str) -> None:
    done = subprocess.run([sys.executable, DOCS / f"{name}.py", "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_a_stale_page_of_a_command_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = _script("make_cli")
    pages = tmp_path / "cli"
    shutil.copytree(DOCS / "cli", pages)
    monkeypatch.setattr(script, "PAGES", pages)
    page = pages / "cache.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Remove all", "Drop all"), encoding="utf-8")
    (pages / "gone.md").write_text("an old command", encoding="utf-8")
    assert script.stale() == ["cache.md", "gone.md"]


def test_another_typer_alone_makes_no_page_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = _script("make_cli")
    pages = tmp_path / "cli"
    shutil.copytree(DOCS / "cli", pages)
    monkeypatch.setattr(script, "PAGES", pages)
    for page in pages.glob("*.md"):
        text = re.sub(r"typer [\d.]+", "typer 0.1", page.read_text(encoding="utf-8"), count=1)
        page.write_text(text.replace("<str>", "TEXT"), encoding="utf-8")
    assert script.stale() == []
    extract = pages / "extract.md"
    extract.write_text(extract.read_text(encoding="utf-8").replace("--refresh", "--renew"), encoding="utf-8")
    assert script.stale() == ["extract.md"]


def test_a_stale_schema_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = _script("make_format")
    schema = json.loads((DOCS / "schema.json").read_text(encoding="utf-8")) | {"version": "0"}
    (tmp_path / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
    (tmp_path / "format.md").write_text(
        (DOCS / "format.md").read_text(encoding="utf-8").replace("Why it was turned down", "Why not"), encoding="utf-8"
    )
    monkeypatch.setattr(script, "SCHEMA", tmp_path / "schema.json")
    monkeypatch.setattr(script, "PAGE", tmp_path / "format.md")
    assert script.stale() == ["format.md", "schema.json"]


def test_the_published_schema_is_what_the_command_prints() -> None:
    done = subprocess.run([sys.executable, "-m", "claimkit", "schema"], capture_output=True, check=True)
    assert json.loads(done.stdout) == json.loads((DOCS / "schema.json").read_text(encoding="utf-8"))


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in _LINK.findall(text):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target.is_relative_to(DOCS) or not page.is_relative_to(DOCS), f"{link} is not part of the site"
        if anchor:
            assert anchor in _anchors(target), link


def test_every_page_is_in_the_menu() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    listed = set(re.findall(r"[\w/-]+\.md", menu))
    assert listed == {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}


@pytest.mark.skipif(importlib.util.find_spec("zensical") is None, reason="needs claimkit[docs]")
def test_the_site_is_built_strictly_and_asks_for_nothing_from_outside(tmp_path: Path) -> None:
    for name in ("docs", "claimkit"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    build = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path / "site"
    assert (site / "schema.json").is_file()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        fetched = re.findall(r"<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=[\"']([^\"']+)", text)
        fetched += re.findall(r"<link\b(?![^>]*rel=[\"']?(?:canonical|next|prev))[^>]*\bhref=[\"']([^\"']+)", text)
        assert not [url for url in fetched if re.match(r"(?:https?:)?//", url)], page
    for sheet in site.rglob("*.css"):
        assert not re.search(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet
    api = (site / "api" / "index.html").read_text(encoding="utf-8")
    for name in ("Extractor", "budget_usd", "Extraction", "quotes_of", "ProviderRefused"):
        assert name in api, name
