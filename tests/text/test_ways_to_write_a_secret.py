"""The ways in which programs and people write a secret, each with what is left of it."""

import json

import pytest

from devrev_sessions.text.calls import ident
from devrev_sessions.text.door import Door, code_name, few_words, named, redacted_value, through, valued
from devrev_sessions.text.properties import whole_properties
from devrev_sessions.text.redaction.redactor import Policy, Redactor

redacted = Redactor().redact
OPAQUE = "Zx81kk2LmqP0aa9dK2"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f'token: Optional("{OPAQUE}")', 'token: Optional("[hidden]")'),
        (f'Config {{ api_key: Some("{OPAQUE}") }}', 'Config { api_key: Some("[hidden]") }'),
        ("[password] => hunter22x", "[password] => [hidden]"),
        ("user%5Bpassword%5D=hunter22&x=1", "user%5Bpassword%5D=[hidden]&x=1"),
        ("password%3Dhunter22%26x", "password%3D[hidden]"),
        ('password "hunter22" rejected', 'password "[hidden]" rejected'),
        (f"https://x.example/reset-password/{OPAQUE}", "https://x.example/reset-password/[hidden]"),
        ("123456 is your login code", "[hidden] is your login code"),
        ("my password is Hunter2!", "my password is [hidden]!"),
        (f"api_key {OPAQUE}", "api_key [hidden]"),
        ("mot de passe : hunter22", "mot de passe : [hidden]"),
        (f'Headers {{ "authorization" → "{OPAQUE}" }}', 'Headers { "authorization" → "[hidden]" }'),
        ("mysql -u root -pHunter22", "mysql -u root -p[hidden]"),
        ("curl -u svc:Hunter22 https://x.example", "curl -u svc:[hidden] https://x.example"),
        ("login --password hunter22 --user jo", "login --password [hidden] --user jo"),
        ("<password>hunter22</password>", "<password>[hidden]</password>"),
        ("<key>smtp_pass</key><string>hunter22</string>", "<key>smtp_pass</key><string>[hidden]</string>"),
        ('form-data; name="password" / hunter22 / --b', 'form-data; name="password" / [hidden] / --b'),
        ("ALTER USER jo IDENTIFIED BY 'hunter22'", "ALTER USER jo IDENTIFIED BY '[hidden]'"),
        ("postgres://shop:p@ss:w0rd@db1/shop", "postgres://[login]@db1/shop"),
        (r'{"a":"x\nAKIAQ7Z2M4T6X8C1V3B5"}', r'{"a":"x\n[key]"}'),
        (r"a\u0026password\u003dhunter22\u0026b", r"a\u0026password\u003d[hidden]\u0026b"),
        ('{\\"password\\":\\"hun\\\\\\"ter22\\",\\"a\\":1}', '{\\"password\\":\\"[hidden]\\",\\"a\\":1}'),
        ('{"name":"X-Api-Key","value":"hunter22"}', '{"name":"X-Api-Key","value":"[hidden]"}'),
        ("Cookie: theme=dark; sid=abc123", "Cookie: theme=[cookie]; sid=[cookie]"),
        ("4111 1111 1111 1111 3D secure", "[card] 3D secure"),
        ("%2B14155552671 called", "[phone] called"),
        ("anna%40acme.example", "[email]"),
        ("key AKIANAAANQEEGEYEYKSS rejected", "key [key] rejected"),
        ("account anna.lopez@example.org@https://caldav.example.org/", "account [email]@https://caldav.example.org/"),
        ("https://anna%40example.org@h.example/x", "https://[email]@h.example/x"),
        ("newpassword=hunter22&x=1", "newpassword=[hidden]&x=1"),
        ("PGPASSWORD: hunter22", "PGPASSWORD: [hidden]"),
        ('{"clientsecret":"hunter22"}', '{"clientsecret":"[hidden]"}'),
        ("call +44842662442 / 01000", "call [phone] / 01000"),
        ('{"pass":"Tr0ub4dor&3"}', '{"pass":"[hidden]"}'),
        ("X-CSRF-Token: dGhpcyBpcyBh", "X-CSRF-Token: [hidden]"),
        ("deviceToken=<a1b2c3d4 e5f6a7b8 c9d0e1f2>", "deviceToken=<[hidden]>"),
        ("dob: 1990-01-02", "dob: [hidden]"),
        ("my pwd was hunter22", "my pwd was [hidden]"),
        ("sessionId=ABC123DEF456GHI789", "sessionId=[hidden]"),
        (f"auth.token({OPAQUE})", "auth.token([hidden])"),
        ('setPassword("hunter22!")', 'setPassword("[hidden]")'),
        (f"setCookie('session','{OPAQUE}',7)", "setCookie('session','[hidden]',7)"),
        (f"UserDefaults set {OPAQUE} forKey: authToken", "UserDefaults set [hidden] forKey: authToken"),
        ("typed hunter22 into the password field", "typed [hidden] into the password field"),
        ("| password | hunter22 |", "| password | [hidden] |"),
        (
            "INSERT INTO users (id, name, api_key) VALUES (1, 'Jo (x)', 'hunter22'), (2, 'O''Neil', 'hunter33')",
            "INSERT INTO users (id, name, api_key) VALUES (1, 'Jo (x)', '[hidden]'), (2, 'O''Neil', '[hidden]')",
        ),
        (
            "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44\uff1ahunter22 ok",
            "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44\uff1a[hidden] ok",
        ),
        ("card4111111111111111 declined", "card[card] declined"),
        (
            json.dumps(json.dumps(json.dumps(json.dumps(json.dumps(json.dumps({"password": "hunter22"})))))),
            json.dumps(json.dumps(json.dumps(json.dumps(json.dumps(json.dumps({"password": "[hidden]"})))))),
        ),
    ],
)
def test_what_is_secret_in_it_goes_and_the_rest_stays(text: str, shown: str) -> None:
    assert redacted(text) == shown


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ({"headers": [["Cookie", "a=b1"], ["Accept", "x"]]}, {"headers": [["Cookie", "[hidden]"], ["Accept", "x"]]}),
        (
            {"rawHeaders": ["Host", "x", "Authorization", "s3"]},
            {"rawHeaders": ["Host", "x", "Authorization", "[hidden]"]},
        ),
        ([{"field": "password", "rejected": "s3"}], [{"field": "password", "rejected": "[hidden]"}]),
        ({"pin": 1234, "ok": True, "none": None}, {"pin": "[hidden]", "ok": True, "none": None}),
        ({"card": 4111111111111111}, {"card": "[card]"}),
        ({"a": {"b": {"password": {"c": 1}}}}, {"a": {"b": {"password": "[hidden]"}}}),
        ({"element": "INPUT", "value": "my words"}, {"element": "INPUT", "value": "[typed]"}),
        ({"tag": "input", "type": "submit", "value": "Pay"}, {"tag": "input", "type": "submit", "value": "Pay"}),
        ({"type": "toast", "value": "Saved"}, {"type": "toast", "value": "Saved"}),
        (
            {"form": {"id": "login", "jo": "my words", "sent": True}},
            {"form": {"id": "login", "jo": "[typed]", "sent": True}},
        ),
        (
            {"formValues": {"a": ["x", 2], "b": {"c": "y"}}},
            {"formValues": {"a": ["[typed]", 2], "b": {"c": "[typed]"}}},
        ),
        ({"key": "h", "code": "KeyH", "repeat": False}, {"key": "[typed]", "code": "[typed]", "repeat": False}),
        (
            {"mfa": {"code": "696581"}, "auth": {"value": OPAQUE}},
            {"mfa": {"code": "[hidden]"}, "auth": {"value": "[hidden]"}},
        ),
        (
            {"tokens": [OPAQUE, "a"], "session": {"id": OPAQUE}},
            {"tokens": ["[hidden]", "a"], "session": {"id": "[hidden]"}},
        ),
        ({"card": {"number": "42", "brand": "visa"}}, {"card": {"number": "[hidden]", "brand": "visa"}}),
        ({"error": {"code": "PAYMENT_DECLINED_3DS2"}}, {"error": {"code": "PAYMENT_DECLINED_3DS2"}}),
        ({"key": "Enter", "code": "Enter"}, {"key": "Enter", "code": "Enter"}),
    ],
)
def test_what_is_nested_is_hidden_by_its_names(found: object, shown: object) -> None:
    assert redacted_value(found) == shown


def test_what_was_typed_into_a_field_is_hidden() -> None:
    assert valued("value", "my secret", 40, typed=True) == "[typed]"
    assert valued("value", "a label", 40) == '"a label"'
    assert valued("input_value", "my secret", 40) == "[typed]"


def test_keys_that_were_pressed_cannot_be_told_apart() -> None:
    with through(Door(Redactor(key=b"k"))):
        assert [valued("key", letter, 40) for letter in "aba"] == ["[typed]"] * 3


def test_an_object_about_a_field_hides_what_was_entered_whatever_its_event() -> None:
    told = whole_properties({"element": "input", "type": "password", "value": "my words"}, 9, 40)
    assert told == '{element: "input", type: "password", value: [typed]}'


def test_what_only_looks_like_a_tag_of_ours_is_broken() -> None:
    assert Redactor(key=b"k").redact("see [email a3f1] and a[key]") == "see (email a3f1) and a[key]"


def test_an_id_that_a_caller_gave_has_no_tag() -> None:
    with through(Door(Redactor(key=b"k"))):
        assert ident("kim.o@corp.example") == '"[email]"'
        assert ident("9c1f-22ab") == "9c1f-22ab"
    with through(Door(Redactor(Policy("strict"), b"k"))):
        assert ident("9f1c2b7e-4c1d-4a53-9a0e-0d6f5f2b8c11") == "9f1c2b7e-4c1d-4a53-9a0e-0d6f5f2b8c11"


@pytest.mark.parametrize("text", ["(reported)", "a.b.(reported)", "killed(derived)", "x(504)", "http://e.example/x"])
def test_words_of_our_own_lines_stand_in_quotes_where_an_app_wrote_them(text: str) -> None:
    assert {show(text)[0] for show in (code_name, few_words, named)} == {'"'}


@pytest.mark.parametrize(
    "text",
    [
        "at getToken(AuthService.java:41)",
        "validatePassword(LoginForm.tsx:23:11)",
        "getPassword('main') at 09:12",
        "expect(getByText('Password')).toBeVisible() in 20 ms",
        "By.id('password') not found after 30 s",
        "| Token | Status | 2 rows",
        "typed text into the search field 2 times",
        "entered a code in the pin field at 9:12",
        "BadCredentialsException: Bad credentials",
        'fetch {mode: "cors", credentials: "same-origin"}',
        'WWW-Authenticate: Bearer realm="api"',
        "-[Store save:fromFingerprint:key:atLOI:ofKind:lqm:isFaulty:] failed with 4",
        "code_id: 57898e12145000",
    ],
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert redacted(text) == text
