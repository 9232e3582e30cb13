"""Walks at the desk that one command brings up: other people than in the stories, and other ways to go."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_two_agents_answer_one_ticket_and_the_second_is_held_back(somebody):
    guest, john, alex = somebody(), somebody("john@example.com"), somebody("admin@example.com")
    number = guest.opens(
        "Report a Problem", "Two at once", "Who answers?", name="Tess Two", email="tess@example.org"
    )
    john.page.goto(f"/panel/tickets/{number}/")
    john.writes("We will look at it tomorrow.", "#reply-form")

    alex.replies(number, "It is solved already.")
    john.page.locator("#reply-form").get_by_role("button", name="Send").click()

    held = john.page.get_by_role("alert").filter(has_text="Not sent yet")
    expect(held).to_contain_text("It is solved already.")
    expect(john.page.locator("#reply-form trix-editor")).to_have_text("We will look at it tomorrow.")
    expect(john.entries("response")).to_have_count(1)

    held.get_by_role("button", name="Send anyway").click()
    expect(john.entries("response")).to_have_count(2)
    expect(john.entries("response").last).to_contain_text("tomorrow")


def test_of_two_who_claim_at_once_the_second_is_told_who_was_first(somebody):
    guest, john, alex = somebody(), somebody("john@example.com"), somebody("admin@example.com")
    number = guest.opens(
        "Report a Problem", "Mine or yours", "Take it.", name="Tess Two", email="tess@example.org"
    )
    for agent in (john, alex):
        agent.page.goto(f"/panel/tickets/{number}/")

    alex.page.get_by_role("button", name="Claim").click()
    expect(alex.page.get_by_role("status").filter(has_text="Claimed.")).to_be_visible()
    john.page.get_by_role("button", name="Claim").click()

    expect(john.page.locator("main")).to_contain_text("Alex Morgan has taken this ticket already.")


def test_a_guest_without_script(somebody):
    guest, john = somebody(scripts=False), somebody("john@example.com")
    page = guest.page

    page.goto("/tickets/new/")
    page.get_by_role("radio", name="Report a Problem").check()
    page.fill("[name=name]", "Nora Script")
    page.fill("[name=subject]", "Nothing moves here")
    page.fill("[name=message]", "And it need not.\n<script>alert(1)</script>")
    page.set_input_files(
        "[name=attachments]", {"name": "note.txt", "mimeType": "text/plain", "buffer": b"kept"}
    )
    page.get_by_role("button", name="Send ticket").click()
    expect(page.locator("#id_email_error")).to_contain_text("We need an address")
    expect(page.locator("[name=message]")).to_have_value("And it need not.\n<script>alert(1)</script>")
    expect(page.locator("main")).to_contain_text("note.txt")

    page.fill("[name=email]", "nora@example.org")
    page.get_by_role("button", name="Send ticket").click()
    found = re.search(r"\b\d{6,}\b", page.locator("main").inner_text())
    assert found is not None
    number = found[0]

    john.replies(number, "Then we keep it simple.", then="Resolved")
    guest.follows_link_to(number, as_address="nora@example.org", containing="keep it simple")
    expect(guest.entries("message").first).to_contain_text("<script>alert(1)</script>")
    page.fill("[name=message]", "Thank you, it is well.")
    page.get_by_role("button", name="Send and close ticket").click()
    expect(guest.entries("message").last).to_contain_text("Thank you, it is well.")
    expect(page.locator("main")).to_contain_text(re.compile("closed", re.IGNORECASE))


def test_an_agent_without_script(somebody):
    guest, john = somebody(), somebody("john@example.com", scripts=False)
    number = guest.opens(
        "Report a Problem", "Plain pages", "Do they suffice?", name="Paul Plain", email="paul@example.org"
    )
    page = john.page

    page.goto("/panel/queues/unassigned/")
    page.locator("summary").filter(has_text="Sort:").click()
    page.get_by_role("link", name="newest").click()
    page.locator(f"[data-ticket='{number}'] a").first.click()
    page.get_by_role("button", name="Claim").click()
    page.get_by_role("link", name="Internal note").click()
    page.fill("#note-form [name=message]", "Nothing opens by script here.")
    page.get_by_role("button", name="Add note").click()
    expect(john.entries("note").last).to_contain_text("Nothing opens by script here.")

    page.locator("summary[aria-label='More actions']").click()
    page.get_by_role("link", name="Change the priority").click()
    page.select_option("[name=priority]", label="High")
    page.locator("main .dialog-foot button").click()
    expect(page.locator("main")).to_contain_text("High")

    page.get_by_role("link", name=re.compile("Reply")).first.click()
    page.fill("#reply-form [name=message]", "They do.")
    page.select_option("#reply-form [name=status]", label="Resolved")
    page.locator("#reply-form").get_by_role("button", name="Send").click()
    expect(john.entries("response").last).to_contain_text("They do.")
    page.goto("/panel/queues/resolved/")
    expect(page.locator(f"[data-ticket='{number}']")).to_be_visible()


def test_an_agent_with_the_keyboard_alone(somebody):
    guest, john = somebody(), somebody()
    number = guest.opens(
        "Report a Problem", "No mouse", "It ran away.", name="Kay Board", email="kay@example.org"
    )
    page, keys = john.page, john.page.keyboard

    page.goto("/accounts/login/")
    page.focus("[name=login]")
    keys.type("john@example.com")
    keys.press("Tab")
    keys.type("helpdesk-demo")
    keys.press("Enter")
    page.wait_for_url("**/panel/**")

    # The first stop leads past the rail; in the queue j and k walk, and Enter opens.
    page.goto("/panel/queues/unassigned/?sort=newest")
    keys.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#content")
    keys.press("j")
    keys.press("j")
    keys.press("k")
    marked = page.locator("tr[aria-current=true]")
    expect(marked).to_have_attribute("data-ticket", number)
    expect(marked.locator("a.q-subject")).to_be_focused()
    keys.press("Enter")
    page.wait_for_url(f"**/panel/tickets/{number}/**")

    # c claims, a asks to whom and Escape takes that back, n notes, r replies, Ctrl Enter sends.
    keys.press("c")
    expect(page.get_by_role("status").filter(has_text="Claimed.")).to_be_visible()
    keys.press("a")
    expect(page.locator("#dialog")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("#dialog")).to_be_hidden()
    keys.press("n")
    keys.type("Mice are rare.")
    keys.press("Control+Enter")
    expect(john.entries("note").last).to_contain_text("Mice are rare.")
    keys.press("r")
    keys.type("A new mouse is on its way.")
    keys.press("Control+Enter")
    expect(john.entries("response").last).to_contain_text("A new mouse is on its way.")
    keys.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()


def test_somebody_calls(somebody):
    john = somebody("john@example.com")
    page = john.page

    page.goto("/panel/queues/my-tickets/")
    page.get_by_role("link", name="New ticket").first.click()
    expect(page.locator("[name=email]")).to_be_focused()
    page.keyboard.type("james@example.com")
    page.select_option("[name=topic]", label="Equipment Request")
    beside = page.locator("#beside")
    expect(beside).to_contain_text("James Whitfield")
    expect(beside).to_contain_text("Ask for the cost centre before ordering.")
    expect(beside).to_contain_text("Low")
    page.fill("[name=subject]", "A second monitor")
    john.writes("Cost centre 4410, on the phone at ten.", "main")
    page.get_by_role("button", name="Open and assign to me").click()

    page.wait_for_url(re.compile(r"/panel/tickets/\d+/$"))
    expect(john.entries("message")).to_contain_text("Cost centre 4410")
    main = page.locator("main")
    for fact in ("James Whitfield", "Phone", "John Reyes", "Low"):
        expect(main).to_contain_text(fact)


def test_the_bell_rings_for_whom_it_concerns_and_is_silent_once_read(somebody):
    guest, john, alex = somebody(), somebody("john@example.com"), somebody("admin@example.com")
    number = guest.opens(
        "Report a Problem", "For whom it rings", "Ding.", name="Bell Ringer", email="bell@example.org"
    )
    alex.does(number, "assign", assignee="John Reyes")

    john.finds_told("Alex Morgan assigned this to John Reyes", of=number)
    john.page.locator(f"[data-ticket='{number}'] a").first.click()
    john.page.goto("/panel/notifications/")
    expect(john.page.locator(f"[data-ticket='{number}'].is-unread")).to_have_count(0)

    alex.notes(number, "He will want to know this.")
    john.finds_told("Alex Morgan wrote an internal note", of=number)
    john.page.get_by_role("button", name="Mark all as read").click()
    expect(john.page.get_by_role("link", name="Notifications", exact=True)).to_be_visible()


def test_the_trash_gives_back(somebody):
    guest, alex = somebody(), somebody("admin@example.com")
    number = guest.opens(
        "Report a Problem", "Sent by mistake", "Please forget it.", name="Sorry", email="sorry@example.org"
    )

    alex.does(number, "delete", comment="sent by mistake")
    alex.page.goto("/panel/queues/trash/")
    alex.page.locator(f"[data-ticket='{number}'] a").first.click()
    expect(alex.page.locator("main")).to_contain_text("This ticket is in the trash.")
    alex.page.get_by_role("link", name="Restore").click()
    alex.page.locator("#dialog .dialog-foot button").click()
    expect(alex.page.get_by_role("status").filter(has_text="It is restored.")).to_be_visible()

    alex.page.goto("/panel/queues/unassigned/?sort=newest")
    expect(alex.page.locator(f"[data-ticket='{number}']")).to_be_visible()


def test_an_administrator_makes_a_plan_and_agents_promise_by_it(somebody):
    guest, alex, john = somebody(), somebody("admin@example.com"), somebody("john@example.com")
    number = guest.opens(
        "Report a Problem", "Gold for once", "Hurry.", name="Goldie", email="goldie@example.org"
    )
    page = alex.page

    page.goto("/panel/")
    page.get_by_role("button", name="Alex Morgan").click()
    page.get_by_role("link", name="Administration").click()
    page.get_by_role("link", name="SLA plans").first.click()
    page.get_by_role("link", name=re.compile("Add SLA plan", re.IGNORECASE)).first.click()
    page.fill("[name=name]", "Gold (20 minutes)")
    page.fill("[name=description]", "For those who cannot wait.")
    page.select_option("[name$='-0-kind']", label="First response")
    page.fill("[name$='-0-duration']", "20 m")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Gold (20 minutes)")

    john.does(number, "replan", plan="Gold (20 minutes)")
    expect(john.page.locator(".promise")).to_contain_text(
        re.compile(r"First response.*(Due in|At risk)", re.S)
    )


def test_an_administrator_asks_what_if_before_saving_and_rules_show_what_they_need(somebody):
    guest, alex = somebody(), somebody("admin@example.com")
    number = guest.opens(
        "Business Critical Outage", "What if for once", "Hm.", name="Iffy", email="iffy@example.org"
    )
    page = alex.page
    page.goto("/admin/sla/plan/")
    page.get_by_role("link", name=re.compile("^Sev-A")).click()

    expect(page.locator("[name=hours]")).to_be_hidden()
    page.select_option("[name=hours_mode]", label="These business hours")
    expect(page.locator("[name=hours]")).to_be_visible()
    page.select_option("[name=hours_mode]", label="Around the clock")
    page.get_by_text("Add another Escalation rule").click()
    rule = page.locator("#rules-group .inline-related:not(.empty-form)").last
    expect(rule.locator("[name$=-after]")).to_be_hidden()
    rule.locator("[name$=-kind]").select_option("resolution")
    rule.locator("[name$=-when]").select_option("after")
    rule.locator("[name$=-after]").fill("15 min")
    rule.locator("[name$=-what]").select_option("notify_team")
    page.locator("[name$=-duration]").first.fill("1 s")
    page.get_by_role("button", name="What if …").click()

    row = page.locator(".what-if-rows tr").filter(has_text=f"#{number}").first
    expect(row).to_contain_text("would be breached")
    expect(page.locator("[name$=-duration]").first).to_have_value("1 s")
    expect(rule.locator("[name$=-after]")).to_have_value("15 min")

    page.goto("/admin/sla/plan/")
    page.get_by_role("link", name=re.compile("^Sev-A")).click()
    expect(page.locator("[name$=-duration]").first).to_have_value("15 min")

    page.get_by_role("link", name="Test this plan").click()
    expect(page.get_by_role("region", name="Resolution")).to_contain_text("Hand to the next tier")


def test_on_a_phone(somebody):
    guest, john = somebody(width=390), somebody("john@example.com", width=390)
    number = guest.opens(
        "Report a Problem", "From the train", "No table here.", name="Rail Rider", email="rail@example.org"
    )
    page = john.page

    page.goto("/panel/")
    page.get_by_role("button", name="Menu", exact=True).click()
    page.locator("#rail").get_by_role("link", name="Unassigned").click()
    page.locator("summary").filter(has_text="Sort:").click()
    page.get_by_role("link", name="newest").last.click()
    page.locator(f"[data-ticket='{number}']").click()
    john.writes("Answered from the platform.", "#reply-form")
    page.locator("#reply-form").get_by_role("button", name="Send").click()

    expect(john.entries("response").last).to_contain_text("Answered from the platform.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_who_lost_the_link_asks_for_another_and_nobody_else_gets_in(somebody):
    guest = somebody()
    number = guest.opens(
        "Report a Problem", "Where was I", "I lost it.", name="Lost Found", email="lost@example.org"
    )
    page = guest.page

    page.goto("/tickets/status/")
    page.fill("[name=email]", "lost@example.org")
    page.fill("[name=number]", f"#{number}")
    page.locator("main form .btn-primary").click()
    guest.follows_link_to(number, as_address="lost@example.org", containing=number)
    expect(guest.entries("message")).to_have_count(1)

    stranger = somebody()
    stranger.page.goto(f"/tickets/{number}/")
    expect(stranger.page.locator("main")).not_to_contain_text("I lost it.")


def test_a_guest_signs_up_with_a_code_and_finds_the_earlier_ticket(somebody):
    guest = somebody()
    number = guest.opens(
        "Report a Problem", "Before I had an account", "Hello.", name="Newly Known", email="newly@example.org"
    )
    page = guest.page

    page.goto("/accounts/signup/")
    page.fill("[name=email]", "newly@example.org")
    for name in ("password1", "password2"):
        page.fill(f"[name={name}]", "correct horse battery")
    if page.locator("[name=name]").count():
        page.fill("[name=name]", "Newly Known")
    page.locator("main form .btn-primary").first.click()
    page.wait_for_url(re.compile("confirm"))
    address = page.url
    letter = guest.finds_letter("newly@example.org", "code")
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{2,})\s*$", letter, re.MULTILINE)
    assert code is not None, letter
    page.goto(address)
    page.fill("[name=code]", code[1])
    page.locator("main form .btn-primary").first.click()

    page.goto("/tickets/")
    expect(page.locator(f"[data-ticket='{number}']")).to_be_visible()
