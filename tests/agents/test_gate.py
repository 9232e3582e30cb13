import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from agents.gate import agent_behind, agent_required
from agents.middleware import AgentMiddleware
from tests.factories.people import (
    AdministratorFactory,
    AgentFactory,
    DepartmentFactory,
    MembershipFactory,
    UserFactory,
    agent_in,
)

pytestmark = pytest.mark.django_db


@agent_required
def panel(request):
    return HttpResponse(request.agent.name)


def come(client, user=None):
    """What the door says to this person, met with everything a real request carries."""
    request = client.request().wsgi_request
    request.path = "/panel/"
    if user is not None:
        request.user = user
    return AgentMiddleware(panel)(request)


def test_an_agent_comes_in(client):
    agent = AgentFactory(user__name="Jane")

    assert come(client, agent.user).content == b"Jane"


def test_a_visitor_is_led_to_sign_in_and_back(client):
    response = come(client)

    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/panel/")


@pytest.mark.parametrize(
    "person",
    [
        UserFactory,
        AdministratorFactory,
        lambda: AgentFactory(is_active=False).user,
    ],
    ids=["requester", "administrator", "former agent"],
)
def test_everybody_else_is_told_that_it_is_not_for_them(client, person):
    with pytest.raises(PermissionDenied, match="open to agents only"):
        come(client, person())


def test_a_role_keeps_its_agents_out_until_they_have_a_second_factor(client):
    agent = agent_in(DepartmentFactory())
    MembershipFactory(agent=agent, role__requires_second_factor=True)

    before = come(client, agent.user)
    Authenticator.objects.create(user=agent.user, type=Authenticator.Type.RECOVERY_CODES, data={})
    with_recovery_codes_alone = come(client, agent.user)
    Authenticator.objects.create(user=agent.user, type=Authenticator.Type.TOTP, data={})
    after = come(client, agent.user)

    assert before.url == with_recovery_codes_alone.url == "/accounts/2fa/totp/activate/"
    assert after.status_code == 200


def test_a_visitor_costs_no_query(django_assert_num_queries, client):
    request = client.request().wsgi_request

    with django_assert_num_queries(0):
        AgentMiddleware(lambda _: HttpResponse())(request)

    assert agent_behind(request) is None


def test_who_never_passed_the_middleware_is_no_agent():
    assert agent_behind(RequestFactory().get("/")) is None
