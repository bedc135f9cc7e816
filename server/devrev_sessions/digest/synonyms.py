"""Other words that an app may use for what a question names.

The groups are what people of support write in tickets beside what apps of shops, banks, travel and work call their
screens, requests and events. A word's group is only looked at when the word itself names nothing in a recording.
"""

from collections.abc import Mapping
from typing import Final

_GROUPS: Final = """
pay payment paid paying checkout purchase buy billing card charge
order orders checkout purchase booking
cart basket bag trolley
voucher coupon promo promotion discount gutschein rebate
login log-in signin sign-in logon auth authenticate session credentials token
logout signout sign-out logoff
password passcode pin credentials reset
register registration signup sign-up onboarding
account profile user me settings preferences
search find query lookup filter
upload photo image picture file attachment attach camera
download export save file
save store submit update edit persist
delete remove discard cancel
cancel abort discard refund
refund return reimbursement chargeback
delivery shipping ship shipment courier tracking dispatch slot
address street location place geocode
map location gps geocode position
message chat conversation inbox support
notification push alert
invoice bill receipt statement
subscription plan upgrade renew
language locale translation
offline network connection connectivity internet wifi unknownhost resolve dns
load loading spinner skeleton fetch refresh
video player playback stream media
form field input entry
menu navigation drawer tab
help faq support
stock inventory availability sold
price amount total cost
transfer send remit payment
balance wallet funds
ticket seat booking reservation
calendar date schedule appointment slot
scan barcode qr camera
permission consent denied allow
crash exception fatal
freeze hang anr unresponsive
"""


def _by_word() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _GROUPS.strip().split("\n"):
        group = {word.replace("-", "") for word in line.split()}
        for word in group:
            found.setdefault(word, set()).update(group - {word})
    return {word: frozenset(others) for word, others in found.items()}


SYNONYMS: Final = _by_word()
"""By word: every other word of the groups it stands in."""
