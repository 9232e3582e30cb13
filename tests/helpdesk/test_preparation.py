import socket

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.db import connection

from helpdesk import preparation
from helpdesk.preparation import NotReady


def test_a_free_port_is_taken_for_granted():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]

    preparation.claim_port("127.0.0.1", port)


def test_a_taken_port_is_named_with_a_way_out():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        with pytest.raises(NotReady, match=rf"^Port {port} is taken: .+ PORT={port + 1} make run\.$"):
            preparation.claim_port("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_named():
    with pytest.raises(NotReady, match=r"^192\.0\.2\.1:8000 can't be listened on: "):
        preparation.claim_port("192.0.2.1", 8000)


@pytest.mark.django_db
def test_a_database_that_answers_is_fine():
    preparation.reach_database()


def test_a_database_that_does_not_answer_is_named_in_one_sentence(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")

    with pytest.raises(NotReady, match=r"^The database of DATABASE_URL can't be used: .+refused") as refused:
        preparation.reach_database()

    assert "\n" not in str(refused.value)


def test_static_files_are_gathered_again_only_when_they_changed(settings, tmp_path):
    said = []
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "look.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "gathered"
    assert len(list(get_finders())) == 1

    preparation.collect_static_files(said.append)
    preparation.collect_static_files(said.append)
    (tmp_path / "source" / "look.css").write_text("a { color: green }")
    preparation.collect_static_files(said.append)

    assert said == ["Gathering static files …"] * 2
    assert (tmp_path / "gathered" / "look.css").read_text() == "a { color: green }"


def test_a_place_that_cannot_hold_static_files_is_named_with_its_variable(settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.STATIC_ROOT = tmp_path / "file" / "static"

    with pytest.raises(NotReady, match=r"can't hold the static files: .+ STATIC_ROOT names another place\.$"):
        preparation.collect_static_files(lambda words: None)
