"""The three stories that must always work, with fresh tickets on the very desk that `make run` brings up."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_sev_a_the_whole_of_online_banking_is_down(somebody):
    guest, john, second = somebody(), somebody("john@example.com"), somebody()
    address = "wanda.fresh@example.org"

    number = guest.opens(
        "Report a Problem",
        "Entire mobile/online banking system is down",
        "Nobody can sign in, neither in the app nor on the website.",
        name="Wanda Fresh",
        email=address,
    )

    # John sees it arrive, answers, and sets everything right.
    john.page.goto("/panel/queues/unassigned/?sort=newest")
    john.page.locator(f"[data-ticket='{number}'] a").first.click()
    john.replies(number, "We see it too and are on it. You hear from me again within half an hour.")
    john.does(number, "replan", plan="Sev-A (1 hour, 24/7)", comment="All customers are locked out.")
    john.does(number, "prioritize", priority="Emergency")
    john.does(number, "retopic", topic="Business Critical Outage")
    john.does(number, "assign", team="Online Banking")
    john.page.keyboard.press("n")
    john.writes("To the IT team: the login service answers 503 since nine.", "#note-form")
    john.page.locator("#note-form .btn-primary").click()
    expect(john.entries("note").last).to_contain_text("answers 503")

    # He escalates in the dialog: without a note it is refused and what he chose stays.
    john.page.get_by_role("link", name="Escalate").first.click()
    dialog = john.page.locator("dialog[open]")
    expect(dialog.locator("[name=comment]")).to_be_visible()
    dialog.locator("[name=comment]").fill("Tried: both login pods. Asked: why are there no sessions?")
    dialog.locator(".btn-primary").last.click()
    expect(john.entries("note").last).to_contain_text("Tried: both login pods")
    facts = john.page.locator("main")
    for fact in ("Emergency", "Sev-A (1 hour, 24/7)", "Business Critical Outage", "Level II Support"):
        expect(facts).to_contain_text(fact)

    # Another report of the same outage becomes part of it, and both get the one update.
    part = second.opens(
        "Report a Problem",
        "App shows nothing",
        "The app is blank.",
        name="Otto Other",
        email="otto@example.org",
    )
    john.does(part, "chain", kind="This ticket is part of the other one", number=number)
    john.replies(number, "The cause is found: a failover that stopped half-way.", also_to_parts=True)
    second.follows_link_to(part, as_address="otto@example.org", containing="The cause is found")
    expect(second.entries("response")).to_have_count(1)
    assert number not in second.page.locator("main").inner_text()

    # The guest follows the mailed link, sees answers and no note, and writes.
    guest.follows_link_to(number, as_address=address, containing="We see it too")
    expect(guest.entries("response")).to_have_count(2)
    assert guest.entries("note").count() == 0
    for secret in ("answers 503", "both login pods"):
        assert secret not in guest.page.content()
    guest.writes("The website loads again, the app does not.", "main")
    guest.page.get_by_role("button", name="Send", exact=True).click()
    expect(guest.entries("message").last).to_contain_text("The website loads again")

    # Resolved in one step with the answer; one letter says both; the guest confirms.
    john.page.goto(f"/panel/tickets/{number}/")
    expect(john.entries("message").last).to_contain_text("The website loads again")
    john.replies(number, "Everything works again for everybody.", then="Resolved")
    guest.follows_link_to(number, as_address=address, containing="Everything works again")
    guest.page.get_by_role("button", name=re.compile("solved|Solved")).first.click()
    expect(guest.page.locator("main")).to_contain_text(re.compile("closed", re.I))


def test_accounting_and_adobe(somebody):
    requester, jane = somebody(), somebody("jane@example.com")
    address = "james.fresh@example.org"
    number = requester.opens(
        "Personal Computer Issues",
        "Adobe will not open for many of us in Accounting",
        "Eleven of us have it since this morning.",
        name="James Doe",
        email=address,
    )

    jane.page.goto(f"/panel/tickets/{number}/")
    jane.page.get_by_role("button", name="Claim").click()
    expect(jane.page.locator("main")).to_contain_text("Jane Doe")
    jane.page.goto(f"/panel/tickets/{number}/?canned=Questions%3A+a+program+does+not+open")
    expect(jane.page.locator("#reply-form trix-editor")).to_contain_text("exact words on the screen")
    jane.page.select_option("#reply-form [name=status]", label="Waiting for requester")
    jane.page.locator("#reply-form").get_by_role("button", name="Send").click()
    expect(jane.page.locator("main")).to_contain_text("Waiting for requester")

    requester.follows_link_to(number, as_address=address, containing="exact words on the screen")
    requester.writes("No words, it just goes away.", "main")
    requester.page.get_by_role("button", name="Send", exact=True).click()
    expect(requester.entries("message")).to_have_count(2)

    jane.replies(number, "A patch is on all eleven computers.", then="Resolved")
    requester.follows_link_to(number, as_address=address, containing="A patch is on all")
    requester.page.get_by_role("button", name=re.compile("solved", re.I)).first.click()
    jane.page.goto("/panel/queues/closed/")
    expect(jane.page.locator(f"[data-ticket='{number}']")).to_be_visible()


def test_the_laptop_of_the_cfo(somebody):
    cfo, jane = somebody("cfo@example.com"), somebody("jane@example.com")
    number = cfo.opens("Personal Computer Issues", "Device not working", "My device is not working.")

    jane.replies(number, "Which device is it, and does any light come on?", then="Waiting for requester")
    cfo.page.goto(f"/tickets/{number}/")
    cfo.writes("The charger works now. But Board pack.xlsx is corrupted.", "main")
    cfo.page.get_by_role("button", name="Send", exact=True).click()
    expect(cfo.entries("message")).to_have_count(2)

    # From within the ticket: a chained ticket that carries the requester, with the link both ways.
    jane.page.goto(f"/panel/tickets/{number}/chain/")
    jane.page.get_by_label("The other one follows from this ticket").check()
    jane.page.fill("main [name=subject]", "Board pack is corrupted")
    jane.writes("Came up after the charger was exchanged.", "main form")
    jane.page.locator("main form .btn-primary").last.click()
    jane.page.wait_for_url(re.compile(rf"/panel/tickets/{number}/$"))
    jane.page.get_by_role("link", name=re.compile("Board pack is corrupted")).first.click()
    jane.page.wait_for_url(re.compile(rf"/panel/tickets/(?!{number})\d+/$"))
    chained = re.search(r"/panel/tickets/(\d+)/", jane.page.url)
    assert chained is not None
    assert chained[1] != number
    expect(jane.page.locator("main")).to_contain_text("Catherine Osei")
    expect(jane.page.locator("main")).to_contain_text(number)

    jane.replies(chained[1], "Restored from the backup of this morning.", then="Resolved")
    cfo.page.goto("/tickets/")
    expect(cfo.page.locator("main")).to_contain_text("Board pack is corrupted")
    cfo.page.goto(f"/tickets/{chained[1]}/")
    expect(cfo.entries("response").last).to_contain_text("Restored from the backup")
