"""`claimkit eval export` and `claimkit eval import`."""

import json

import pytest
from typer.testing import CliRunner

from claimkit.cli import app
from claimkit.evaluation.gold import Gold, dump_gold, load_gold

TEXT = "🌊 “Sail at noon,” said Tobin Ashgrove.\n"


def gold_folder(tmp_path):
    start = TEXT.index("Sail")
    name = TEXT.index("Tobin")
    folder = tmp_path / "gold"
    folder.mkdir()
    for key in ("one", "two"):
        gold = Gold.model_validate(
            {
                "article": {"id": key, "text": TEXT},
                "actors": [
                    {
                        "id": "a1",
                        "name": "Tobin Ashgrove",
                        "kind": "person",
                        "mentions": [{"start": name, "end": name + 14}],
                    }
                ],
                "quotes": [
                    {
                        "id": "q1",
                        "kind": "direct",
                        "text": "Sail at noon,",
                        "spans": [{"start": start, "end": start + 13}],
                        "speaker": "a1",
                        "grounding": "exact",
                    }
                ],
            }
        )
        (folder / f"{key}.json").write_text(dump_gold(gold), encoding="utf-8")
    return folder


def run(*arguments):
    return CliRunner().invoke(app, ["eval", *map(str, arguments)])


@pytest.mark.parametrize("name", ["label-studio", "prodigy", "brat", "citron", "jsonl"])
def test_gold_goes_out_and_comes_back(name, tmp_path):
    folder = gold_folder(tmp_path)
    out, back = tmp_path / "out", tmp_path / "back"
    done = run("export", folder, "--format", name, "-o", out)
    assert done.exit_code == 0, done.stderr
    assert "wrote 2 articles" in done.stderr
    done = run("import", out, "--format", name, "-o", back)
    assert done.exit_code == 0, done.stderr
    assert load_gold(back) == load_gold(folder)
    assert {path.name for path in back.iterdir()} == {"one.json", "two.json"}


def test_single_files_can_be_exported(tmp_path):
    folder = gold_folder(tmp_path)
    assert run("export", folder / "two.json", folder / "one.json", "-f", "jsonl", "-o", tmp_path / "o").exit_code == 0
    ids = [json.loads(line)["id"] for line in (tmp_path / "o").read_text(encoding="utf-8").split("\n") if line]
    assert ids == ["two", "one"]


def test_files_that_are_there_stay_unless_forced(tmp_path):
    folder = gold_folder(tmp_path)
    out, back = tmp_path / "out.jsonl", tmp_path / "back"
    out.write_text("mine", encoding="utf-8")
    refused = run("export", folder, "-f", "jsonl", "-o", out)
    assert refused.exit_code == 2
    assert "out.jsonl exists already" in refused.stderr and "--force" in refused.stderr
    assert out.read_text(encoding="utf-8") == "mine"
    assert run("export", folder, "-f", "jsonl", "-o", out, "--force").exit_code == 0
    back.mkdir()
    (back / "two.json").write_text("mine", encoding="utf-8")
    assert run("import", out, "-f", "jsonl", "-o", back).exit_code == 2
    assert not (back / "one.json").exists()
    assert run("import", out, "-f", "jsonl", "-o", back, "--force").exit_code == 0
    assert load_gold(back) == load_gold(folder)


def test_unknown_formats_and_broken_files_end_with_2(tmp_path):
    folder = gold_folder(tmp_path)
    unknown = run("export", folder, "-f", "xml", "-o", tmp_path / "o")
    assert (unknown.exit_code, "no format 'xml'" in unknown.stderr) == (2, True)
    broken = tmp_path / "b.jsonl"
    broken.write_text('{"id": "x", "text": "a", "quotes": []}\n{', encoding="utf-8")
    done = run("import", broken, "-f", "jsonl", "-o", tmp_path / "back")
    assert done.exit_code == 2
    assert "b.jsonl, line 2: it is not JSON" in done.stderr
    assert not (tmp_path / "back").exists()


def test_what_is_left_out_is_told(tmp_path):
    out = tmp_path / "p.jsonl"
    run("export", gold_folder(tmp_path), "-f", "prodigy", "-o", out)
    tasks = [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n") if line]
    tasks[0]["answer"] = "ignore"
    out.write_text("".join(json.dumps(task) + "\n" for task in tasks), encoding="utf-8")
    done = run("import", out, "-f", "prodigy", "-o", tmp_path / "back")
    assert "line 1: the answer is 'ignore'" in done.stderr
    assert [path.name for path in (tmp_path / "back").iterdir()] == ["two.json"]
