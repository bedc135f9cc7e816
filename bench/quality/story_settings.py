"""Where the dramas of a long session take place: each has screens, taps, requests and events that are its alone."""

from typing import Final, NamedTuple


class Setting(NamedTuple):
    """`lobby` leads by `way` to `place`, where `deed` asks for `call`; `done` is the screen after it worked."""

    lobby: str
    place: str
    done: str
    way: str
    deed: str
    second: str
    call: str
    other: str
    other_call: str
    """Another way to the same end."""
    achieved: str
    """The custom event that says it was reached."""


SETTINGS: Final = (
    Setting(
        "Cart", "Checkout", "Receipt", "to_checkout", "place_order", "add_gift_note", "create-order",
        "pay_by_invoice", "invoice-order", "order_placed",
    ),
    Setting(
        "Booking", "SlotPicker", "Booked", "to_slots", "book_slot", "swap_slot", "reserve-slot",
        "book_by_callback", "callback-request", "slot_booked",
    ),
    Setting(
        "Transfer", "Amount", "TransferDone", "to_amount", "send_money", "change_payee", "start-transfer",
        "pay_at_door", "door-payment", "money_sent",
    ),
    Setting(
        "Upload", "PhotoEditor", "Uploaded", "to_editor", "upload_photo", "crop_photo", "submit-photo",
        "send_by_post", "postal-order", "photo_delivered",
    ),
    Setting(
        "Verification", "IdScan", "Verified", "to_scan", "verify_identity", "flip_document", "check-identity",
        "verify_by_video", "video-identity", "identity_verified",
    ),
    Setting(
        "Invoice", "Payment", "Paid", "to_payment", "pay_button", "choose_card", "charge-card",
        "use_saved_card", "saved-card-order", "invoice_paid",
    ),
    Setting(
        "Address", "AddressForm", "Stored", "to_form", "save_address", "pin_on_map", "store-address",
        "pick_up_in_store", "pickup-order", "delivery_settled",
    ),
    Setting(
        "Signature", "Pad", "Signed", "to_pad", "sign_here", "clear_pad", "attach-signature",
        "sign_by_code", "code-signature", "parcel_signed",
    ),
    Setting(
        "Courier", "Fleet", "Assigned", "to_fleet", "select_courier", "rate_courier", "assign-courier",
        "leave_with_neighbour", "neighbour-delivery", "courier_assigned",
    ),
    Setting(
        "Insurance", "Cover", "Insured", "to_cover", "add_insurance", "raise_cover", "insure-parcel",
        "insure_by_phone", "phone-insurance", "parcel_insured",
    ),
)  # fmt: skip
