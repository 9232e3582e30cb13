from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from helpdesk.ui.middleware import DialogRedirects


def answer(response, **headers):
    return DialogRedirects(lambda request: response)(RequestFactory().post("/", headers=headers))


def test_a_redirect_is_followed_by_the_whole_page_when_a_dialog_asked():
    response = answer(HttpResponseRedirect("/panel/tickets/104519/"), hx_request="true")

    assert response.status_code == 204
    assert response["HX-Redirect"] == "/panel/tickets/104519/"


def test_a_redirect_stays_one_for_everybody_else():
    response = answer(HttpResponseRedirect("/panel/"))

    assert response.status_code == 302


def test_cookies_survive_the_change_of_form():
    redirect = HttpResponseRedirect("/panel/")
    redirect.set_cookie("seen", "1")

    response = answer(redirect, hx_request="true")

    assert response.cookies["seen"].value == "1"


def test_caches_keep_the_page_and_its_dialog_apart():
    response = answer(HttpResponse("x"))

    assert "HX-Target" in response["Vary"]
