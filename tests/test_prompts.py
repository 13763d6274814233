"""Prompts are files of one's own; what they are filled with is data and never read as a template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimkit.errors import PromptError
from claimkit.prompts import NAMES, PromptSet, check_prompts

GOOD = "---\nname: system\nversion: 7\n---\nBe {{ mood }}.\n"


def folder_with(tmp_path: Path, text: str | bytes, name: str = "system") -> Path:
    path = tmp_path / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


def test_the_packed_prompts_are_sound() -> None:
    check_prompts(PromptSet())


@pytest.mark.parametrize("name", NAMES)
def test_each_prompt_has_name_version_and_text(name: str) -> None:
    prompt = PromptSet().get(name)
    assert prompt.name == name
    assert prompt.version.isdigit()
    assert prompt.template.strip()
    assert re.fullmatch("[0-9a-f]{12}", prompt.digest)
    assert prompt.path.is_file()


def test_only_used_prompts_are_in_the_versions() -> None:
    prompts = PromptSet()
    assert prompts.versions() == {}
    used = prompts.get("system")
    assert prompts.versions() == {"system": f"{used.version}:{used.digest}"}


def test_a_folder_of_ones_own_overrides_file_by_file(tmp_path: Path) -> None:
    prompts = PromptSet(folder_with(tmp_path, GOOD))
    assert prompts.render("system", mood="calm") == "Be calm.\n"
    assert prompts.get("system").version == "7"
    assert prompts.get("quotes").path == PromptSet().get("quotes").path
    assert prompts.get("system").digest != PromptSet().get("system").digest


def test_a_prompt_in_a_sub_folder(tmp_path: Path) -> None:
    folder_with(tmp_path, "---\nname: keyed/quotes\nversion: 1\n---\nMine", "keyed/quotes")
    assert PromptSet(tmp_path).render("keyed/quotes") == "Mine\n"


@pytest.mark.parametrize("text", [GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD])
def test_files_of_other_editors(text: str, tmp_path: Path) -> None:
    assert PromptSet(folder_with(tmp_path, text)).render("system", mood="calm") == "Be calm.\n"


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="there is no prompt folder"):
        PromptSet(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    with pytest.raises(PromptError, match="there is no prompt folder"):
        PromptSet(tmp_path / "file")


def test_an_unknown_prompt() -> None:
    with pytest.raises(PromptError, match="no prompt called 'qoutes'") as caught:
        PromptSet().get("qoutes")
    assert "quotes" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Be calm.",
        "---\nname: system\nversion: 1\n",
        "---\nname: system\n---\nBe calm.",
        "---\nversion: 1\n---\nBe calm.",
        "---\nname: quotes\nversion: 1\n---\nBe calm.",
        "---\nname: system\nversion:\n---\nBe calm.",
        "Lost words\n---\nname: system\nversion: 1\n---\nBe calm.",
        "---\n---\nBe calm.",
    ],
)
def test_a_broken_header(text: str, tmp_path: Path) -> None:
    with pytest.raises(PromptError, match=r"the header of .* lacks") as caught:
        PromptSet(folder_with(tmp_path, text)).get("system")
    assert "name: system" in caught.value.hint


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="cannot be read"):
        PromptSet(folder_with(tmp_path, b"---\nname: system\nversion: 1\n---\n\xff\xfe")).get("system")


@pytest.mark.parametrize(
    "template",
    [
        "{{ mood",
        "{% if mood %}",
        "{% nonsense %}",
        "{{ 1 / 0 }}",
        "{{ mood + 1 }}",
        "{{ mood[0][5].x }}",
        "{{ mood() }}",
        "{{ range(100000000) | list }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ mood.__init__.__globals__ }}",
        "{% include 'quotes.md' %}",
        "{{ mood | nosuchfilter }}",
    ],
)
def test_a_broken_template(template: str, tmp_path: Path) -> None:
    prompts = PromptSet(folder_with(tmp_path, f"---\nname: system\nversion: 1\n---\n{template}"))
    with pytest.raises(PromptError, match=r"the prompt .*system\.md cannot be filled"):
        prompts.render("system", mood="calm")
    with pytest.raises(PromptError):
        check_prompts(prompts)


def test_a_missing_value(tmp_path: Path) -> None:
    prompts = PromptSet(folder_with(tmp_path, GOOD))
    with pytest.raises(PromptError, match="'mood' is undefined"):
        prompts.render("system")


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ 7*7 }}",
        "{% raw %}{{ mood }}{% endraw %}",
        "{% for x in range(9) %}x{% endfor %}",
        "{# gone #}",
        "{{ ''.__class__ }}",
        "{{{{ mood }}}}",
        "---\nname: system\nversion: 9\n---",
        "<script>&amp;</script>",
        "\\{{ mood }}",
        "${mood} %(mood)s {mood}",
    ],
)
def test_the_words_of_an_article_are_never_evaluated(hostile: str, tmp_path: Path) -> None:
    prompts = PromptSet(folder_with(tmp_path, GOOD))
    assert prompts.render("system", mood=hostile) == f"Be {hostile}.\n"
    shown = PromptSet().render(
        "article", part=1, parts=1, fence="0", title=hostile, published=hostile, marked=f"[1] {hostile}", shown=False
    )
    assert shown.count(hostile) == 3


def test_each_known_actor_stands_on_a_line_of_its_own():
    known = [
        {"id": "a1", "name": "Mara Ellwood", "role": "harbour minister", "affiliation": "Norvale"},
        {"id": "a2", "name": "Tobin Ashgrove", "role": "", "affiliation": ""},
        {"id": "a3", "name": "clerks", "role": "", "affiliation": "the court"},
    ]
    lines = PromptSet().render("actors", mentions=[], known=known).splitlines()
    assert "a1: Mara Ellwood, harbour minister (Norvale)" in lines
    assert "a2: Tobin Ashgrove" in lines
    assert "a3: clerks (the court)" in lines
