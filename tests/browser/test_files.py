"""Files by choice, by drop and by paste, before anything was sent."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visit):
    return visit("/tickets/new/")


def file(name, size=300):
    return {"name": name, "mimeType": "text/plain", "buffer": b"x" * size}


def chosen(page):
    return page.evaluate("[...document.querySelector('[name=attachments]').files].map(file => file.name)")


def test_files_chosen_one_after_the_other_add_up(page):
    page.set_input_files("[name=attachments]", file("a.txt"))
    page.set_input_files("[name=attachments]", file("b.txt"))

    assert chosen(page) == ["a.txt", "b.txt"]
    expect(page.locator(".uploads li")).to_have_count(2)


def test_a_file_that_is_too_large_is_named_and_left_out(page, settings):
    page.set_input_files("[name=attachments]", [file("a.txt"), file("big.iso", settings.UPLOAD_MAX_SIZE + 1)])

    assert chosen(page) == ["a.txt"]
    expect(page.locator(".uploads-refused")).to_contain_text("big.iso")


def test_a_file_can_be_taken_back(page):
    page.set_input_files("[name=attachments]", [file("a.txt"), file("b.txt")])
    page.click("[aria-label='Remove a.txt']")

    assert chosen(page) == ["b.txt"]


def test_a_picture_pasted_into_the_text_joins_the_files(page):
    page.evaluate("""() => {
        const editor = document.querySelector("trix-editor"), data = new DataTransfer()
        data.items.add(new File([new Uint8Array(10)], "shot.png", { type: "image/png" }))
        editor.focus()
        const about = { clipboardData: data, bubbles: true, cancelable: true }
        editor.dispatchEvent(new ClipboardEvent("paste", about))
    }""")

    expect(page.locator(".uploads li")).to_have_count(1)
    assert chosen(page) == ["shot.png"]
    assert page.evaluate("document.querySelector('[name=message]').value") == ""
