"""Whatever a caller has becomes an `Article`, or a clear refusal."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from claimkit.article import load, read
from claimkit.article.loading import from_bytes, text_id
from claimkit.errors import InputError
from claimkit.schemas import Article

TEXT = "Skerry bridge shut\r\n\r\n“The bolts are gone,” said Ilse Varn.\r\nShe left.\r\n"


def test_text_is_kept_as_it_is() -> None:
    loaded = load(TEXT)
    assert loaded.article.text == TEXT
    assert loaded.article.id == text_id(TEXT)
    assert loaded.notices == ()
    assert load(TEXT) == loaded


def test_the_id_is_of_the_text_alone() -> None:
    assert text_id("a") != text_id("b")
    assert len(text_id(TEXT)) == 16
    assert int(text_id(TEXT), 16) >= 0


def test_crlf_is_kept_and_offsets_are_right(tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_bytes(TEXT.encode())
    loaded = load(path)
    assert loaded.article.text == TEXT
    assert loaded.article.id == "bridge"
    paragraphs = [span.of(TEXT) for span in read(loaded.article).paragraphs]
    assert paragraphs == ["Skerry bridge shut", "“The bolts are gone,” said Ilse Varn.", "She left."]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_each_sort_of_line_end_parts_paragraphs_and_stays(ending: str) -> None:
    text = ending.join(["First one here.", "Second one here.", ""])
    article = load(text).article
    assert article.text == text
    assert [span.of(text) for span in read(article).paragraphs] == ["First one here.", "Second one here."]


def test_an_article_passes_unchanged() -> None:
    article = Article(id="own", title="T", url="u", published="p", language="de", text="Ein Satz.")
    assert load(article).article is article


@pytest.mark.parametrize("empty", ["", " ", "\n\r\n\t", "\u00a0\u2003", "\u3000"])
def test_empty_and_whitespace(empty: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is empty"):
        load(empty)
    with pytest.raises(InputError, match="is empty"):
        load(Article(id="x", text=empty))
    path = tmp_path / "empty.txt"
    path.write_text(empty, encoding="utf-8", newline="")
    with pytest.raises(InputError, match="is empty"):
        load(path)


def test_empty_html_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_bytes(b" \n")
    with pytest.raises(InputError, match="is empty"):
        load(path)


def test_half_a_surrogate_pair() -> None:
    with pytest.raises(InputError, match="surrogate pair at character 5"):
        load("half \ud83d of a pair")


def test_binary_text() -> None:
    with pytest.raises(InputError, match="binary"):
        load("\x00\x01\x02\x03 some")


def test_one_odd_control_character_is_no_reason_to_refuse() -> None:
    assert load("A long enough sentence with one odd \x07 character in it.").article.text.count("\x07") == 1


def test_too_long() -> None:
    with pytest.raises(InputError, match=r"has 11 characters; the limit is 10"):
        load("x" * 11, max_chars=10)
    assert load("x" * 10, max_chars=10).article.text == "x" * 10
    with pytest.raises(InputError, match="the limit is 10"):
        load(Article(id="long", text="x" * 11), max_chars=10)
    with pytest.raises(InputError, match="the limit is 10"):
        from_bytes(b"x" * 11, name="standard input", max_chars=10)


def test_the_limit_counts_characters_not_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("ä" * 10, encoding="utf-8")
    assert len(load(path, max_chars=10).article.text) == 10
    path.write_text("ä" * 11, encoding="utf-8")
    with pytest.raises(InputError, match="the limit is 10"):
        load(path, max_chars=10)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no file") as caught:
        load(tmp_path / "nowhere.txt")
    assert "Check the path" in caught.value.hint


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        load(tmp_path)


def test_a_folder_on_the_way_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path / "file" / "inner.txt")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("A sentence.")
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        load(path)


def test_an_unreadable_file_by_any_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        load(tmp_path / "locked.txt")


@pytest.mark.parametrize("name", ["bad\x00name.txt", "x" * 5_000])
def test_a_path_that_cannot_be_one(name: str) -> None:
    with pytest.raises(InputError):
        load(Path(name))


def test_a_str_that_names_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bridge.txt").write_text("The bridge is shut.")
    assert load(str(tmp_path / "bridge.txt")).article.text == "The bridge is shut."
    monkeypatch.chdir(tmp_path)
    assert load("bridge.txt").article.id == "bridge"
    assert load("bridge.txt\n").article.text == "bridge.txt\n"  # two lines are an article
    assert load("no-such-file.txt").article.text == "no-such-file.txt"
    assert load(str(tmp_path)).article.text == str(tmp_path)  # a folder's name is only a text


@pytest.mark.parametrize("text", ["with a \x00 in it, and long enough", "x/" * 3_000, "a" * 900 + "/b"])
def test_a_str_that_cannot_name_a_file_is_text(text: str) -> None:
    assert load(text).article.text == text


@pytest.mark.parametrize("source", [b"bytes", None, 7, ["a"]])
def test_other_things_are_refused(source: Any) -> None:
    with pytest.raises(InputError, match="cannot be read from"):
        load(source)


def test_bytes_of_standard_input() -> None:
    loaded = from_bytes("Grüße aus Norvale.".encode(), name="standard input")
    assert loaded.article.text == "Grüße aus Norvale."
    assert loaded.article.id == text_id("Grüße aus Norvale.")
    with pytest.raises(InputError, match="standard input is empty"):
        from_bytes(b" \n", name="standard input")


def test_a_notice_of_the_decoding_comes_along(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Die Brücke ist zu.".encode("cp1252"))
    loaded = load(path)
    assert loaded.article.text == "Die Brücke ist zu."
    assert "cp1252" in loaded.notices[0]
    assert load(path, encoding="cp1252").notices == ()
