"""What people of a bank write to their help desk on an ordinary day, and how it ends.

A script is a request and the turns that follow; `play.py` plays it through the operations. Words in
braces are filled per ticket, so that the same trouble can happen to several people at several desks.
"""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["ask", "answer", "inform", "note", "solve", "thank"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One entry: `ask`, `inform` and `solve` by the agent, `answer` and `thank` by the requester."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Script:
    """A request of everyday work: what it is about, what was written, how it went on."""

    topic: str
    subject: str
    message: str
    turns: tuple[Turn, ...] = field(default_factory=tuple)


def ask(text: str) -> Turn:
    return Turn("ask", text)


def answer(text: str) -> Turn:
    return Turn("answer", text)


def inform(text: str) -> Turn:
    return Turn("inform", text)


def note(text: str) -> Turn:
    return Turn("note", text)


def solve(text: str) -> Turn:
    return Turn("solve", text)


def thank(text: str) -> Turn:
    return Turn("thank", text)


PC = "Personal Computer Issues"
EQUIPMENT = "Equipment Request"
PASSWORD = "Password Reset"  # noqa: S105 - the name of a help topic
PROBLEM = "Report a Problem"
OTHER = "Other"

SCRIPTS: tuple[Script, ...] = (
    Script(
        PC,
        "Printer on {floor} prints customer letters without the second page",
        "Since this morning every two-page letter comes out of the printer on {floor} with the first page "
        "only. Reports from Excel are complete. Customers are waiting at the counter.",
        (
            ask("Which program do the letters come from, and does the preview show both pages?"),
            answer("From the letter module of the core system. The preview shows both pages."),
            note(
                "The module was set to the duplex tray on Monday; this model has none. Changing the default."
            ),
            solve(
                "The letter module asked for a tray this printer doesn't have. I have set it to the upper "
                "tray for the whole floor; please print one letter again."
            ),
            thank("Both pages are there. Thank you, that was quick."),
        ),
    ),
    Script(
        PC,
        "Outlook asks for the password every few minutes",
        "After I changed my password yesterday Outlook on {device} asks for it again and again. I type the new "
        "one, it is quiet for a few minutes, then it asks again.",
        (
            ask(
                "Does it also happen in the browser at the webmail address? And did the computer restart since?"
            ),
            answer("Webmail is fine. I only close the lid in the evening."),
            solve(
                "The old password was still kept in the credential store of your laptop. I have removed it "
                "remotely; Outlook will ask one last time."
            ),
            thank("It asked once and is quiet since. Great."),
        ),
    ),
    Script(
        PC,
        "Laptop fan runs at full speed since the last update",
        "{device} is loud like a hair dryer even when I only read mail. It began after the update at the "
        "weekend and the battery lasts two hours instead of six.",
        (
            ask("Please leave it on and connected for ten minutes: I would like to look at what is running."),
            answer("It is on and at my desk, go ahead."),
            note("Search indexer rebuilds without end: 40 GB of mail archive on the local disk."),
            inform(
                "The search index is rebuilding and never gets to its end. I have moved the old archive out "
                "of it and let it run overnight."
            ),
            solve(
                "The index finished at two in the morning. The fan should be quiet again and the battery "
                "as before."
            ),
        ),
    ),
    Script(
        PC,
        "Second screen stays black after docking",
        "When I put {device} into the dock the left screen stays black. If I pull the cable and put it back "
        "three times it comes on.",
        (
            ask("Could you swap the two screen cables at the dock and tell me which screen is black then?"),
            answer("Now the right one is black, so it seems to follow the dock."),
            note("Dock WD19 with old firmware, third one on this floor."),
            solve(
                "The dock needed new firmware; I installed it from here. Please dock again, both screens should "
                "come on at once."
            ),
            thank("Works at once now."),
        ),
    ),
    Script(
        PC,
        "Excel opens {file} read-only although nobody has it open",
        "Every time I open {file} it says that it is locked by me. I restarted twice.",
        (
            inform(
                "A session of yours from last night still holds the file on the server. I am ending it now."
            ),
            solve(
                "The old session is gone and the file opens for writing. Should it come back, please sign out "
                "rather than only closing the lid."
            ),
        ),
    ),
    Script(
        PC,
        "VPN drops when the train enters the tunnel and does not come back",
        "On the way home the VPN breaks in the tunnel and then does not reconnect by itself. I have to restart "
        "{device} each time.",
        (
            ask("When it hangs, which sentence does the VPN window show?"),
            answer("It says “Waiting for network” although the browser works."),
            note("Known with client 5.1: fixed in 5.1.3, which is in the test ring since Monday."),
            inform(
                "This is a fault of the client that the next version mends. I have put your laptop into the "
                "group that gets it tonight."
            ),
            solve("The new client is on your laptop. Please tell us if the tunnel wins again."),
            thank("Went through the tunnel twice without noticing. Thank you!"),
        ),
    ),
    Script(
        PC,
        "Headset crackles in calls, another headset on the same laptop does too",
        "Callers tell me that I crackle. I borrowed the headset of a colleague and it was the same, so it is not "
        "the headset. My laptop is {device}.",
        (
            ask("Is it in Teams only, or in a recording with the voice recorder as well?"),
            answer("The recorder crackles too."),
            solve(
                "An audio driver that came with the weekend's update is at fault. I rolled it back and blocked it "
                "for your model."
            ),
            thank("Clear as a bell, says my colleague."),
        ),
    ),
    Script(
        PC,
        "Teams shows the camera as busy",
        "Nobody can see me in meetings. Teams says that the camera is in use by another application, but I have "
        "nothing else open.",
        (
            solve(
                "The document scanner program keeps the camera for itself. I have taken it out of autostart; it "
                "starts when you need it. Please restart once."
            ),
            thank("I am visible again."),
        ),
    ),
    Script(
        PC,
        "Computer at counter {counter} takes ten minutes to start",
        "The computer at counter {counter} shows the bank's logo for ten minutes each morning before we can sign "
        "in. The queue is at the door by then.",
        (
            ask("Is it the same after a restart during the day, or only in the morning?"),
            answer("Only in the morning."),
            note(
                "Waits for a mapped drive of the closed branch server. Group policy is outdated for this counter."
            ),
            inform(
                "It waits for a server that no longer exists. I changed the policy; it applies with tomorrow's "
                "start."
            ),
            answer("Under a minute this morning!"),
            solve("Very good. The other counters of the branch get the same change tonight."),
        ),
    ),
    Script(
        PC,
        "PDF forms can no longer be filled in",
        "The forms for {file} open, but the fields are grey. Last week I could fill them in.",
        (
            ask("In the browser or in Acrobat? The browser may have become the default for PDF files."),
            answer("It opens in the browser, yes. I didn't change anything."),
            solve("The update made the browser the default. I set Acrobat back as the default for you."),
        ),
    ),
    Script(
        PC,
        "Mouse pointer jumps across the screen",
        "The pointer of {device} jumps to the corner while I type. I have closed the wrong window twice today.",
        (
            ask("Does it also jump when you use an external mouse and don't touch the pad?"),
            answer("No, with the mouse it is calm."),
            solve(
                "Then it is the pad under the ball of your hand. I have switched on palm detection. If you mostly "
                "use the mouse, I can switch the pad off altogether: just write."
            ),
            thank("Much better. Leave the pad on, please."),
        ),
    ),
    Script(
        PC,
        "No sound from the training videos",
        "The compliance training has to be finished this week and the videos have no sound on {device}. Other "
        "videos have.",
        (
            solve(
                "The training site needs the permission to play sound, which our new browser policy took away. It "
                "is on the list now; please reload the page."
            ),
            thank("Sound is there. Ninety minutes of it, thank you ..."),
        ),
    ),
    Script(
        EQUIPMENT,
        "Second monitor for a standing desk",
        "I got a standing desk last week and would like a second monitor on an arm. Cost centre {cost_centre}, my "
        "manager agrees.",
        (
            ask(
                "With pleasure. Is 27 inch right, and is there a power socket at the desk for the arm's hub?"
            ),
            answer("27 inch is right, and yes."),
            inform(
                "Ordered: monitor and arm arrive on Thursday, a colleague from facilities mounts them on Friday."
            ),
            solve("Monitor and arm are mounted. Enjoy the view."),
            thank("Perfect, thank you both."),
        ),
    ),
    Script(
        EQUIPMENT,
        "Replacement battery for {device}",
        "The battery of {device} bulges a little and the touchpad is hard to press.",
        (
            inform("Please switch it off, don't charge it and keep it on the desk: we exchange it today."),
            note("Swollen pack, batch 2023-07. Third case: tell procurement."),
            solve("Exchanged at your desk at half past two. The old one is on its way to disposal."),
        ),
    ),
    Script(
        EQUIPMENT,
        "Laptop for a new joiner on the first of the month",
        "{colleague} joins our team on the first. We need a laptop, a headset and a badge. Cost centre "
        "{cost_centre}.",
        (
            ask("Which programs beside the standard set, and will it be mostly office or home?"),
            answer("Standard plus the risk register. Half and half."),
            note("Asset reserved. Image with the finance set."),
            inform(
                "Laptop and headset are prepared, the badge is ordered. Pick-up from the day before at the "
                "service point."
            ),
            solve("Handed over this morning, signed in together, everything works."),
        ),
    ),
    Script(
        EQUIPMENT,
        "Noise-cancelling headset for the open-plan office",
        "We are next to the coffee machine on {floor}. Could I have a headset that keeps the noise out?",
        (
            solve(
                "A headset of the list is at the service point with your name on it. Bring the old one, please."
            ),
            thank("Silence! Thank you."),
        ),
    ),
    Script(
        EQUIPMENT,
        "Docking station for meeting room {room}",
        "Every meeting in {room} begins with ten minutes of adapters. A dock with one cable would help everybody.",
        (
            ask("Good idea. Which laptops come there mostly, the light ones or also the older black ones?"),
            answer("Both."),
            inform(
                "A dock with USB-C and one adapter for the old ones is ordered, cost centre {cost_centre}."
            ),
            solve("Installed, with a sheet of instructions on the table."),
        ),
    ),
    Script(
        EQUIPMENT,
        "Card reader for signing contracts at home",
        "From next month I sign contracts with the smart card from home on two days a week and need a reader.",
        (
            solve("A reader is on its way to your home address by courier. It needs no driver."),
            thank("Arrived, works."),
        ),
    ),
    Script(
        EQUIPMENT,
        "Loan projector for the branch open day",
        "For the open day on Saturday we need a projector and a screen from Friday noon to Monday.",
        (
            inform("Reserved. Pick-up on Friday from eleven at the service point."),
            solve("Back in one piece on Monday. Hope it was a good day."),
        ),
    ),
    Script(
        PASSWORD,
        "Locked out after too many attempts",
        "I mistyped my password after the holidays and now my account is locked. I need to be in a meeting with the "
        "loan system in half an hour.",
        (
            ask("I can unlock it at once: please tell me your badge number's last four digits on 4400."),
            note("Verified by phone with badge and line manager."),
            solve("Unlocked. Please choose a new password at the next sign-in."),
            thank("In time for the meeting, thank you!"),
        ),
    ),
    Script(
        PASSWORD,
        "Password reset for a colleague back from parental leave",
        "{colleague} is back on Monday after a year and the account is asleep.",
        (
            note("Account re-enabled, group memberships checked with the line manager."),
            solve("The account is awake and a start password waits at the service point, against the badge."),
        ),
    ),
    Script(
        PASSWORD,
        "Two-factor code never arrives on the new company phone",
        "I got a new phone on {floor} yesterday. The authenticator has no entries and the text message with the code "
        "never comes.",
        (
            ask("Is the number of the new phone the same as the old one?"),
            answer("No, it ends in 0183 now."),
            note("Number in the directory still the old one. HR record updated, sync at full hour."),
            solve(
                "Your new number is in and the authenticator can be set up at the next sign-in: just follow the "
                "steps on the screen."
            ),
            thank("Done, I am in."),
        ),
    ),
    Script(
        PASSWORD,
        "Password of the shared mailbox of {office}",
        "Nobody in {office} knows the password of the shared mailbox any more and the phone wants it.",
        (
            ask("Shared mailboxes have no password of their own any more. Who should be able to read it?"),
            answer("The four of us: I have attached no list, it is everybody in the team."),
            solve(
                "All four have it in Outlook now, and on the phone through the Outlook app. No password needed."
            ),
        ),
    ),
    Script(
        PASSWORD,
        "Cannot sign in to the training platform",
        "The training platform says that my user is unknown. My colleagues can sign in.",
        (
            solve(
                "Your name changed in March and the platform kept the old one. I have joined the two; your "
                "certificates are all there."
            ),
            thank("And so they are. Thanks!"),
        ),
    ),
    Script(
        PROBLEM,
        "Card terminal at {place} declines every contactless payment",
        "Since nine every contactless payment at our terminal is declined; chip and PIN works. The customers think "
        "that their cards are broken.",
        (
            inform("Thank you, we see it in the log as well. I am asking the terminal's provider now."),
            note(
                "Provider: certificate of the contactless kernel expired on this model. Update pushed by them."
            ),
            inform("The provider sends an update within the hour. Please leave the terminal switched on."),
            answer("It has just restarted by itself."),
            solve("That was the update. The last ten contactless payments went through."),
            thank("Works, and the queue is gone."),
        ),
    ),
    Script(
        PROBLEM,
        "Shared mailbox of {office} shows messages twice",
        "Every message in the shared mailbox of {office} is there twice since yesterday. We answer customers twice.",
        (
            ask("Does it show twice in webmail too, or only in Outlook?"),
            answer("Only in Outlook."),
            solve(
                "Two rules copied every message into the same folder. I removed the older one and the doubles."
            ),
        ),
    ),
    Script(
        PROBLEM,
        "Customer letters carry last year's address",
        "The letters of the batch run of last night show the old address of {place} at the bottom.",
        (
            note("Template 14b not replaced in the batch profile. Business owner informed."),
            inform(
                "You are right: one template was forgotten. It is corrected; the letters of last night have not left "
                "the printing house and are printed again."
            ),
            solve("Tonight's run has the right address. I checked three of them."),
        ),
    ),
    Script(
        PROBLEM,
        "Queue display at {place} shows the wrong counter",
        "The display calls numbers to counter 4, which doesn't exist. People look for it.",
        (
            ask("Since when? Was a counter moved lately?"),
            answer("Since the painters were here last week. Counter 3 stands where 4 would be."),
            solve(
                "The display knew the counters by socket, and the painters swapped two. They are called by their "
                "right numbers again."
            ),
            thank("People find us again."),
        ),
    ),
    Script(
        PROBLEM,
        "Risk report of {office} stops at 98 %",
        "The monthly risk report runs since an hour and stays at 98 %. I have stopped and started it twice. It is due "
        "to the regulator tomorrow.",
        (
            inform(
                "I have it on my screen: one currency of yesterday has no rate, and it waits. I am asking Treasury."
            ),
            note("Rate feed missed NOK. Treasury delivers by hand within the hour."),
            answer("Please hurry, I have to read it as well."),
            inform("The rate is in and the report is through. Please look at page 12 especially."),
            solve("You wrote that the numbers are right, so I call it solved."),
        ),
    ),
    Script(
        PROBLEM,
        "Folder of {office} has vanished from the share",
        "The folder with our templates is gone since lunch. Nobody admits anything.",
        (
            ask("What was its name, and when did you see it last?"),
            answer("“Templates 2026”, around eleven."),
            note("Moved into the folder above by drag and drop at 11:52. Not deleted."),
            solve(
                "It had slipped into the folder “Archive”, probably by a nervous mouse. It is back in its place."
            ),
            thank("What a relief. Thank you."),
        ),
    ),
    Script(
        PROBLEM,
        "Calls to {office} are cut off after a minute",
        "Callers are cut off exactly a minute after we take the call. Calls within the bank are fine.",
        (
            ask("Could you note the time of the next three calls that break, and the caller's number?"),
            answer("10:04 from 020 7946 0321, 10:11 and 10:15 from mobiles."),
            note("SIP session timer mismatch on the new trunk; provider ticket opened."),
            inform("The line's provider changed something last night. They are setting it back."),
            solve("The provider has set it back at half past one. No call was cut since."),
        ),
    ),
    Script(
        PROBLEM,
        "Statements for business customers show cents in the wrong column",
        "Three business customers of {place} sent us statements in which the cents stand below the total.",
        (
            ask("Could you forward one of the statements with the name blackened?"),
            answer("Sent, with everything but the table blackened."),
            note("Only with amounts over a million: column too narrow in the new layout. Developer on it."),
            inform("It happens with amounts over a million. A corrected layout is being tested."),
            solve(
                "The corrected layout is in use since this morning. The three customers get their statements again, with a "
                "letter that explains it."
            ),
        ),
    ),
    Script(
        PROBLEM,
        "Cash machine at {place} prints blank receipts",
        "The receipts are white. Customers ask whether their money was booked.",
        (
            solve(
                "The paper was inserted upside down at the last refill. A colleague on site has turned it. All "
                "withdrawals were booked."
            ),
        ),
    ),
    Script(
        PROBLEM,
        "Mobile app shows the balance of yesterday",
        "In the app my balance is the one of yesterday, on the website it is right. Two customers in {place} told the "
        "same.",
        (
            ask("Does it change when the app is closed completely and opened again?"),
            answer("No. Not even after signing out."),
            note("Cache of node 2 not invalidated after the nightly batch. Online Banking informed."),
            inform("We have found it: one of two servers keeps the old figure. It is being refreshed now."),
            solve("Both servers show the same figure again; balances in the app are right since 11:20."),
            thank("Mine is right. Lower, but right."),
        ),
    ),
    Script(
        OTHER,
        "Please rename the meeting room “Aquarium” to “{room}”",
        "The room has been painted and has no fish any more. Could the booking system call it “{room}”?",
        (
            solve("Renamed in the booking system, on the display at the door and in the plan of the floor."),
            thank("Wonderful."),
        ),
    ),
    Script(
        OTHER,
        "Access to the treasury folder for the auditors",
        "Two external auditors need to read the treasury folder until the end of the month.",
        (
            ask("Please let the owner of the folder, your head of department, agree here or by mail to me."),
            answer("She has written to you just now."),
            note(
                "Approval by folder owner attached to the access request. Ends by itself at the end of the month."
            ),
            solve("Both may read until the end of the month; then the access ends by itself."),
        ),
    ),
    Script(
        OTHER,
        "Where do I find the form for business travel?",
        "The intranet was tidied up and the travel form is not where it was.",
        (
            solve("It moved to “People, Travel and expenses”. I have put a link on the old page as well."),
            thank("Found it, thanks."),
        ),
    ),
    Script(
        OTHER,
        "Distribution list for {office}",
        "We would like a distribution list with all of {office}, so that nobody is forgotten.",
        (
            ask("Should people outside the bank be able to write to it?"),
            answer("Better not."),
            solve("The list exists and keeps itself: whoever joins the team in the directory is on it."),
        ),
    ),
    Script(
        OTHER,
        "Suspicious mail about a parcel",
        "I got a mail about a parcel that I never ordered and nearly pressed the button. I didn't. Is it dangerous?",
        (
            inform("Thank you for not pressing it, and for telling us. Yes, it is a fake: please delete it."),
            note("Blocked the sender domain; 14 more recipients, nobody clicked."),
            solve("We have removed the same mail from fourteen other mailboxes. Well spotted."),
            thank("Good to know. Thank you."),
        ),
    ),
    Script(
        OTHER,
        "Out-of-office text for {colleague}",
        "{colleague} is ill and customers get no answer. Can the out-of-office text be switched on from here?",
        (
            solve("Switched on with the text of your branch, until Friday of next week."),
            thank("Thank you, that helps."),
        ),
    ),
)

PLACES = (
    "Riverside branch",
    "Oakfield branch",
    "Harbour branch",
    "Station Road branch",
    "Market Square branch",
)
OFFICES = ("Accounting", "the mortgage team", "Treasury", "the contact centre", "Human Resources", "Legal")
FLOORS = ("floor 1", "floor 2", "floor 3", "the ground floor", "floor 5")
DEVICES = (
    "laptop MB-2214",
    "laptop MB-1907",
    "laptop MB-3120",
    "my laptop",
    "laptop MB-0853",
    "laptop MB-2771",
)
FILES = (
    "the risk register",
    "the month-end list",
    "the credit overview",
    "the holiday plan",
    "Budget 2027.xlsx",
)
ROOMS = ("Harbour", "Lighthouse", "Compass", "Anchor")
COUNTERS = ("1", "2", "3", "5")
COST_CENTRES = ("4410", "4420", "5100", "6230")
COLLEAGUES = ("Nadia Haddad", "Oliver Grant", "Sofia Marques", "Ben Carter", "Yuki Tanaka")
