"""Customers of the invented shop, as DevRev knows them, and the tickets they filed."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from devrev_sessions.sandbox.sample_session import JsonObject

ORG = "don:identity:dvrv-us-1:devo/2kQxT:revo/"
USER = "don:identity:dvrv-us-1:devo/2kQxT:revu/"


@dataclass(frozen=True)
class Customer:
    """A user of a customer's organisation; `user_id` is the id that sessions and filters carry."""

    user_id: str
    display_id: str
    name: str
    email: str
    org: str = "Ab12Cd34"

    def told(self) -> JsonObject:
        """The user as rev-users.list answers it."""
        return {
            "id": self.user_id,
            "display_id": self.display_id,
            "display_name": self.name,
            "email": self.email,
            "rev_org": {"id": f"{ORG}{self.org}", "display_id": f"REV-{self.org}"},
        }


@dataclass(frozen=True)
class SampleTicket:
    """A ticket; `reporter` is the e-mail address of a customer, or nothing where the team filed it."""

    display_id: str
    title: str
    created_date: str
    reporter: str = ""
    org: str = ""


CUSTOMERS: Mapping[str, Customer] = MappingProxyType(
    {
        customer.email: customer
        for customer in (
            Customer("REVU-8812", "REVU-8812", "Ada Lindqvist", "ada.lindqvist@mail.example"),
            Customer(f"{USER}4471", "REVU-4471", "Ravi Menon", "ravi.menon@mail.example"),
            Customer(f"{USER}9036", "REVU-9036", "Chloe Martin", "chloe.martin@mail.example"),
            Customer("REVU-7741", "REVU-7741", "Jonas Weber", "jonas.weber@mail.example"),
            Customer("REVU-317", "REVU-317", "Mina Park", "mina.park@mail.example"),
            Customer("REVU-5521", "REVU-5521", "Tom Okoro", "tom.okoro@mail.example"),
            Customer("REVU-9999", "REVU-9999", "Eve Sato", "eve.sato@mail.example"),
        )
    }
)
"""By e-mail address. The last one has no session."""

TICKETS: Mapping[str, SampleTicket] = MappingProxyType(
    {
        ticket.display_id: ticket
        for ticket in (
            SampleTicket("TKT-142", "I cannot pay", "2026-04-21T09:26:11Z", "ada.lindqvist@mail.example"),
            SampleTicket("TKT-157", "Orders never load", "2026-05-20T10:00:00Z", "ravi.menon@mail.example"),
            SampleTicket("TKT-201", "Where is my invoice?", "2026-08-30T08:00:00Z", "eve.sato@mail.example"),
            SampleTicket("TKT-210", "Check the kiosk page", "2026-06-01T08:00:00Z"),
        )
    }
)
"""By display id: two about a sample, one of somebody without sessions, one that the team filed for nobody."""


def told_ticket(ticket: SampleTicket) -> JsonObject:
    """The ticket as works.get answers it."""
    reporter = CUSTOMERS.get(ticket.reporter)
    by: JsonObject = {"type": "dev_user", "id": "don:identity:dvrv-us-1:devo/sandbox:devu/7", "display_id": "DEVU-7"}
    if reporter:
        by = {"type": "rev_user", **reporter.told()}
        by.pop("rev_org")
    work: JsonObject = {
        "type": "ticket",
        "id": f"don:core:dvrv-us-1:devo/2kQxT:ticket/{ticket.display_id.removeprefix('TKT-')}",
        "display_id": ticket.display_id,
        "title": ticket.title,
        "created_date": ticket.created_date,
        "reported_by": [by],
    }
    if reporter:
        work["rev_org"] = reporter.told()["rev_org"]
    return {"work": work}
