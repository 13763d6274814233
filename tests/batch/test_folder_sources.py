"""Folders of articles, whatever else lies in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimkit.batch.corpus import BadItem, Item, opening, read_corpus


def tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Words of {name}.", encoding="utf-8")
    return root


def ids(found: list[Item | BadItem]) -> list[str]:
    return [one.article.id if isinstance(one, Item) else f"bad {one.id}" for one in found]


def test_text_and_html_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.md", "a.txt", "a/b/c.text", "a-b/x.TXT", "a0.txt", "ä.txt", "B.txt", "a b.txt"]
    folder = tree(tmp_path / "news", *names, "a/data.json", "a/picture.png", "noending", "c.txt.gz")
    found = list(read_corpus(folder))
    assert ids(found) == sorted(names)
    first = found[0]
    assert isinstance(first, Item)
    assert first.article.text == "Words of B.txt."
    assert first.place == str(folder / "B.txt")


def test_a_folder_may_have_an_ending(tmp_path: Path) -> None:
    assert ids(list(read_corpus(tree(tmp_path / "old.csv", "1.txt")))) == ["1.txt"]
    assert ids(list(read_corpus(tree(tmp_path / "news", "dir.txt/1.txt")))) == ["dir.txt/1.txt"]


def test_hidden_names_are_passed_over(tmp_path: Path) -> None:
    folder = tree(tmp_path / ".news", "1.txt", ".2.txt", ".git/3.txt", "a/.b/4.txt")
    assert ids(list(read_corpus(folder))) == ["1.txt"]


def test_links(tmp_path: Path) -> None:
    folder = tree(tmp_path / "news", "in.txt", "sub/deep.txt", "blob.bin")
    outside = tree(tmp_path / "outside", "secret.txt", "news/x.txt")
    (folder / "leads-out.txt").symlink_to(outside / "secret.txt")
    (folder / "folder-out").symlink_to(outside)
    (folder / "up").symlink_to(folder)
    (folder / "sub" / "stays.txt").symlink_to(folder / "blob.bin")
    (folder / "broken.txt").symlink_to(folder / "gone.txt")
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    expected = ["in.txt", "sub/deep.txt", "sub/stays.txt"]
    assert ids(list(read_corpus(folder))) == expected
    (tmp_path / "link").symlink_to(folder)
    assert ids(list(read_corpus(tmp_path / "link"))) == expected


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    folder = tree(tmp_path / "news", "1.txt")
    os.mkfifo(folder / "0.txt")
    assert ids(list(read_corpus(folder))) == ["1.txt"]


def test_a_bad_file_spoils_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SPARE_BYTES", 1_000)
    folder = tree(tmp_path / "news", "0.txt", "9.txt")
    for name, data in {
        "1.txt": b"",
        "2.txt": b"\x00\x01\x02\x03",
        "3.txt": b"x" * 101,
        "4.txt": b"x" * 9_999,
    }.items():
        (folder / name).write_bytes(data)
    found = list(read_corpus(folder, max_chars=100))
    assert ids(found) == ["0.txt", "bad 1.txt", "bad 2.txt", "bad 3.txt", "bad 4.txt", "9.txt"]
    bad = [one for one in found if isinstance(one, BadItem)]
    for one, word in zip(bad, ("is empty", "binary", "101 characters", "9,999 bytes"), strict=True):
        assert word in one.message
        assert one.hint
        assert one.place == str(folder / one.id)


def test_a_file_that_goes_away_meanwhile(tmp_path: Path) -> None:
    folder = tree(tmp_path / "news", "1.txt", "2.txt", "3/4.txt", "5.txt")
    found = read_corpus(folder)
    first = next(found)
    (folder / "2.txt").unlink()
    (folder / "3" / "4.txt").unlink()
    (folder / "3").rmdir()
    assert ids([first, *found]) == ["1.txt", "bad 2.txt", "bad 3/", "5.txt"]


def test_encodings(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "1.txt").write_bytes("“Ça,” dit-il.".encode("cp1252"))
    (item,) = read_corpus(folder)
    assert isinstance(item, Item)
    assert item.article.text == "“Ça,” dit-il."
    assert "read as cp1252" in item.notices[0]
    (item,) = read_corpus(folder, encoding="cp1252")
    assert isinstance(item, Item)
    assert item.notices == ()


def test_html_files(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    folder = tmp_path / "news"
    folder.mkdir()
    sentence = "The bolts are gone, said Ilse Varn, the bridge warden of Skerry, on Monday morning."
    (folder / "1.html").write_text(f"<html><head><title>Shut</title></head><body><p>{sentence}</p></body></html>")
    (item,) = read_corpus(folder)
    assert isinstance(item, Item)
    assert (item.article.id, item.article.title, item.article.text) == ("1.html", "Shut", sentence)


def test_names_that_are_no_unicode(tmp_path: Path) -> None:
    folder = tree(tmp_path / "news", "1.txt")
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("Words.")
    except OSError:
        pytest.skip("this file system takes no such names")
    found = list(read_corpus(folder))
    assert ids(found) == ["1.txt", "bad caf\\udce9.txt"]
    found[1].place.encode("utf-8")
