import pytest
from django.test import Client

from agents.models import Agent


@pytest.fixture
def sign_in():
    """Let an agent in; answers with a browser of that agent's own."""

    def enter(agent: Agent) -> Client:
        client = Client()
        client.force_login(agent.user)
        return client

    return enter


@pytest.fixture
def john(agent, sign_in):
    """John's browser."""
    return sign_in(agent)


@pytest.fixture
def boss(supreme, sign_in):
    """The browser of somebody who may do everything in Support."""
    return sign_in(supreme)
