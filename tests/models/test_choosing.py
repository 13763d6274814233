"""Which model answers when none, or a strange one, is named."""

import logging

import pytest
from chat_server import Reply, error, free_port

from claimkit.errors import ModelChoiceError
from claimkit.models import choosing
from claimkit.models.choosing import OPENAI_DEFAULT, choose_model
from claimkit.models.door import DoorModel
from claimkit.models.replay import ReplayModel
from claimkit.models.rules import RulesModel

LISTED = Reply(
    {"object": "list", "data": [{"id": "first/one", "object": "model"}, {"id": "second", "object": "model"}]}
)


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    """No key, no choice and no local model in the environment."""
    for name in ("CLAIMKIT_MODEL", "OPENAI_API_KEY", "CLAIMKIT_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CLAIMKIT_HOME", str(tmp_path))


@pytest.fixture
def pulled(monkeypatch, tmp_path):
    """Say that the default local model is here."""
    from claimkit.models import local

    monkeypatch.setattr(choosing, "is_pulled", lambda spec: True)
    monkeypatch.setattr(local, "is_pulled", lambda spec: True)


# Nobody named a model.


def test_the_rules_answer_when_there_is_nothing_else(caplog):
    with caplog.at_level(logging.WARNING, logger="claimkit"):
        assert isinstance(choose_model(), RulesModel)
    assert "rules" in caplog.text
    assert "claimkit models pull" in caplog.text
    assert "OPENAI_API_KEY" in caplog.text


def test_a_pulled_model_comes_before_the_rules(pulled, caplog):
    assert choose_model().name.startswith("local:")
    assert not caplog.records


def test_openai_comes_before_a_pulled_model(pulled, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "key-1234")
    assert choose_model().name == OPENAI_DEFAULT


def test_the_named_variable_comes_first(pulled, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "key-1234")
    monkeypatch.setenv("CLAIMKIT_MODEL", "rules")
    assert choose_model().name == "rules"
    assert choose_model("openai/m").name == "openai/m"


def test_empty_variables_count_as_none(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setenv("CLAIMKIT_MODEL", " ")
    assert choose_model().name == "rules"


# An address.


def test_a_server_is_asked_for_its_models(server):
    server.models = LISTED
    model = choose_model(base_url=server.url)
    assert isinstance(model, DoorModel)
    assert model.name == "openai/first/one"
    assert model.settings["base_url"] == server.url


@pytest.mark.parametrize(
    "models", [Reply({"data": []}), error(404), Reply("<html>", kind="text/html"), Reply({}), Reply("null")]
)
def test_a_server_that_lists_no_models(server, models):
    server.models = models
    assert choose_model(base_url=server.url).name == "openai/default"


def test_an_address_where_nobody_listens():
    assert choose_model(base_url=f"http://127.0.0.1:{free_port()}/v1").name == "openai/default"


def test_an_address_that_is_none():
    with pytest.raises(ModelChoiceError, match="http"):
        choose_model(base_url="localhost:8080")


@pytest.mark.parametrize("name", ["openai/other", "other"])
def test_a_server_and_a_name(server, name):
    assert choose_model(name, base_url=server.url).name == "openai/other"


def test_a_name_with_a_slash_of_its_own(server):
    assert choose_model("maker/model", base_url=server.url).name == "openai/maker/model"


def test_the_variable_names_the_servers_model(server, monkeypatch):
    server.models = LISTED
    monkeypatch.setenv("CLAIMKIT_MODEL", "openai/second")
    assert choose_model(base_url=server.url).name == "openai/second"


@pytest.mark.parametrize("name", ["rules", "local", "replay", "local:m.gguf"])
def test_own_models_have_no_address(server, name):
    with pytest.raises(ModelChoiceError, match="--base-url"):
        choose_model(name, base_url=server.url)


def test_an_own_model_in_the_environment_gives_way_to_an_address(server, monkeypatch):
    server.models = LISTED
    monkeypatch.setenv("CLAIMKIT_MODEL", "rules")
    assert choose_model(base_url=server.url).name == "openai/first/one"


# Names.


@pytest.mark.parametrize("name", ["gpt", "gpt-5-mini", "Rules", "rule", "replays", "::", "nobody", "a b"])
def test_unknown_names(name):
    with pytest.raises(ModelChoiceError) as caught:
        choose_model(name)
    assert name in caught.value.message
    assert "openai/gpt-5-mini" in caught.value.hint
    assert caught.value.exit_code == 2


def test_rules_take_no_more_words():
    with pytest.raises(ModelChoiceError):
        choose_model("rules:strict")


def test_a_local_model_that_is_not_here():
    with pytest.raises(ModelChoiceError, match="not on this machine"):
        choose_model("local")


def test_a_provider_is_not_connected_yet():
    assert choose_model("anthropic/anything").name == "anthropic/anything"


# Recordings.


def test_a_folder_of_recordings(tmp_path):
    assert isinstance(choose_model(f"replay:{tmp_path}"), ReplayModel)


def test_a_folder_that_is_missing(tmp_path):
    with pytest.raises(ModelChoiceError, match="no folder of recordings") as caught:
        choose_model(f"replay:{tmp_path / 'none'}")
    assert "--record" in caught.value.hint


def test_no_packed_recordings(monkeypatch, tmp_path):
    monkeypatch.setattr(choosing, "_PACKED_RECORDINGS", tmp_path / "none")
    monkeypatch.setattr(choosing, "_IN_CHECKOUT", tmp_path / "none")
    with pytest.raises(ModelChoiceError) as caught:
        choose_model("replay")
    assert caught.value.message == "there is no folder of recordings"


def test_packed_recordings(monkeypatch, tmp_path):
    monkeypatch.setattr(choosing, "_PACKED_RECORDINGS", tmp_path / "none")
    monkeypatch.setattr(choosing, "_IN_CHECKOUT", tmp_path)
    assert isinstance(choose_model("replay"), ReplayModel)
