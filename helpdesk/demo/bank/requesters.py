"""The people of the bank who need help."""

from helpdesk.demo.bank.accounts import let_in
from helpdesk.demo.bank.zone import ZONE
from sla.moment import now
from tickets.models import Organization, Requester, RequesterAddress

REQUESTERS: tuple[tuple[str, str, str], ...] = (
    # address without the domain, name, organization
    ("james", "James Whitfield", "Branch Operations"),
    ("james.doe", "James Doe", "Accounting"),
    ("cfo", "Catherine Osei", "Executive Office"),
    ("ngozi.okafor", "Ngozi Okafor", "Accounting"),
    ("ruth.adeyemi", "Ruth Adeyemi", "Branch Operations"),
    ("helen.brandt", "Helen Brandt", "Lending"),
    ("dmitri.volkov", "Dmitri Volkov", "Lending"),
    ("aisha.rahman", "Aisha Rahman", "Branch Operations"),
    ("tom.lindqvist", "Tom Lindqvist", "Human Resources"),
    ("elena.petrova", "Elena Petrova", "Lending"),
    ("marco.bianchi", "Marco Bianchi", "Contact Centre"),
    ("wei.zhang", "Wei Zhang", "Treasury"),
    ("ingrid.sorensen", "Ingrid Sørensen", "Human Resources"),
    ("pauline.mercier", "Pauline Mercier", "Legal"),
    ("kofi.mensah", "Kofi Mensah", "Branch Operations"),
    ("fiona.gallagher", "Fiona Gallagher", "Treasury"),
    ("hiroshi.sato", "Hiroshi Sato", "Accounting"),
    ("leila.haddad", "Leila Haddad", "Contact Centre"),
    ("peter.novak", "Peter Novák", "Branch Operations"),
    ("grace.mbeki", "Grace Mbeki", "Accounting"),
    ("oskar.lund", "Oskar Lund", "Legal"),
    ("maria.silva", "Maria Silva", "Contact Centre"),
    ("daniel.weiss", "Daniel Weiss", "Treasury"),
    ("siobhan.kelly", "Siobhán Kelly", "Branch Operations"),
)


def lay_requesters() -> dict[str, Requester]:
    organizations = {
        name: Organization.objects.create(name=name)
        for name in dict.fromkeys(organization for _key, _name, organization in REQUESTERS)
    }
    moment = now()
    requesters = {}
    for index, (key, name, organization) in enumerate(REQUESTERS):
        requester = Requester.objects.create(
            name=name,
            phone=f"020 7946 0{112 + index * 7}",
            organization=organizations[organization],
            time_zone=ZONE,
            created_at=moment,
        )
        RequesterAddress.objects.create(requester=requester, address=f"{key}@example.com", verified_at=moment)
        requesters[key] = requester
    for key in ("james", "cfo"):
        requester = requesters[key]
        requester.user = let_in(key, requester.name)
        requester.save(update_fields=["user"])
    return requesters
