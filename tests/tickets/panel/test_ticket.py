"""The ticket page."""

from tests.tickets.center.pages import text_of
from tickets.operations.note import note_on_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body


def page(client, ticket, **query):
    return client.get(f"/panel/tickets/{ticket.number}/", query)


def test_it_shows_the_thread_with_its_notes(john, agent, ticket):
    note_on_ticket(ticket, Body.from_text("He sounds annoyed."), by=agent)
    reply_to_ticket(ticket, Body.from_text("Which printer is it?"), by=agent)

    response = page(john, ticket)

    words = text_of(response)
    assert response.status_code == 200
    assert "It blinks and stays silent." in words
    assert "He sounds annoyed." in words
    assert "Which printer is it?" in words
    assert f'data-ticket="{ticket.number}"' in response.content.decode()
