"""The CFO's laptop: a charger, and what came up while working on it."""

from helpdesk.demo.stories.story import Story
from tickets.models import CannedResponse, Ticket
from tickets.operations.chain import open_chained_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.close import close_ticket
from tickets.text.body import Body
from tickets.vocabulary import LinkKind, State


def tell_laptop(story: Story) -> None:
    """The CFO's laptop: a charger, and what came up while working on it."""
    laptop = _charger(story)
    board_pack = _chained(story, laptop)
    _file(story, board_pack)
    with story.at("11:45"):
        cfo = story.bank.requesters["cfo"]
        story.writes(board_pack, "Everything is there, even this morning's sheet. Wonderful, thank you.")
        close_ticket(board_pack, by=cfo)
        close_ticket(laptop, by=cfo)


def _charger(story: Story) -> Ticket:
    """Vague at first; questions lead to the charger."""
    cfo, jane = story.bank.requesters["cfo"], story.bank.agents["jane"]

    with story.at("08:40"):
        laptop = story.opens(
            cfo, "Personal Computer Issues", "Device not working", "My device is not working."
        )
    with story.at("08:52"):
        claim_ticket(laptop, by=jane)
        questions = CannedResponse.objects.get(title="Questions: a device does not work")
        story.replies(laptop, jane, questions.body, then=State.PENDING)
    with story.at("09:15"):
        story.writes(
            laptop,
            "It is the laptop, MB-0017. The light at the charger is off and the battery is empty. With my assistant's "
            "charger it starts.",
        )
    with story.at("09:24"):
        story.notes(laptop, jane, "Charger dead, 65 W, replaced under warranty. Tomasz brings a new one up.")
        story.replies(
            laptop,
            jane,
            "Then it is the charger. My colleague Tomasz is on his way to you with a new one; keep the old one for "
            "him, please.",
        )
    with story.at("09:50"):
        story.notes(
            laptop,
            story.bank.agents["tomasz"],
            "Handed over a new charger, serial C65-20418. Laptop charges.",
        )
    with story.at("10:05"):
        story.writes(
            laptop,
            "The charger works, thank you. But the board pack is broken now: Board pack Q4.xlsx says that it is "
            "corrupted.",
        )
    return laptop


def _chained(story: Story, laptop: Ticket) -> Ticket:
    """What came up gets a ticket of its own."""
    jane = story.bank.agents["jane"]
    with story.at("10:12"):
        board_pack = open_chained_ticket(
            laptop,
            kind=LinkKind.FOLLOWS_FROM,
            subject="Board pack Q4.xlsx is corrupted",
            body=Body.from_text(
                "Came up after the charger of the CFO's laptop was exchanged. In her words: “Board pack Q4.xlsx says "
                "that it is corrupted.”"
            ),
            by=jane,
        )
        claim_ticket(board_pack, by=jane)
        story.replies(
            laptop,
            jane,
            "Glad to hear it. For the file I have opened a ticket of its own, so that nothing gets lost; I write to "
            "you there in a minute.",
            then=State.RESOLVED,
        )
    return board_pack


def _file(story: Story, board_pack: Ticket) -> None:
    """A damaged file, and the backup that has it."""
    jane = story.bank.agents["jane"]
    with story.at("10:14"):
        questions = CannedResponse.objects.get(title="Questions: a damaged file")
        story.replies(board_pack, jane, questions.body, then=State.PENDING)
    with story.at("10:40"):
        story.writes(
            board_pack,
            "“The file format or file extension is not valid.” First noticed at ten today. No updates that I know of. "
            "My assistant's computer says the same. Yes: the battery ran empty while it was open. Excel.",
        )
    with story.at("10:52"):
        story.notes(
            board_pack,
            jane,
            "Written half when the battery died. Version of 07:30 in the hourly backup opens; difference is one sheet "
            "of this morning, recovered from the temporary file.",
        )
    with story.at("11:20"):
        story.replies(
            board_pack,
            jane,
            "The file was written half when the battery ran empty. I have restored the version of 07:30 from the "
            "backup and added your changes of this morning from Excel's temporary copy. It is in its place as “Board "
            "pack Q4.xlsx”; the broken one stands beside it.",
            then=State.RESOLVED,
        )
