"""Secrets as reviewers found them in logs, with what must not be left of each; and what they found hidden in vain."""

import pytest

from devrev_sessions.text.harmless import visible
from devrev_sessions.text.portions import log_lines
from devrev_sessions.text.redaction.redactor import Redactor
from storytelling import crashed, recording

redacted = Redactor().redact
MADE_UP = {
    "@OPAQUE@": "q7Lw2Zp9Rk4Vt8Xm1Nc6Bd3Hs5Jf0Gy7Ae2",
    "@OTHER@": "2eA7yG0fJ5sH3dB6cN1mX8tV4kR9pZ2wL7q",
    "@LETTERS@": "abcdefghQRSTUVWXyzABklmnopqrSTUVwxyzABcd",
    "@HEX@": "b2cc0f9a7d4e1b8c3f6a5d2e9b0c7f41",
}
"""What stands in the rows for a value that a machine made: of letters and digits, of letters, of digits of sixteen."""


def written(text: str) -> str:
    for mark, value in MADE_UP.items():
        text = text.replace(mark, value)
    return text


SECRETS: list[tuple[str, str]] = [
    ("Authorization: Bearer 12|@LETTERS@", "@LETTERS@"),
    ("authorization: 12|@LETTERS@", "@LETTERS@"),
    ('{"Authorization":"Bearer 12|@LETTERS@"}', "@LETTERS@"),
    ("Set-Cookie: remember_web=12|@LETTERS@; Path=/", "@LETTERS@"),
    ("{username=[jo], password=[Kettle97#dtp]}", "Kettle97"),
    ("<QueryDict: {'password': ['Kettle97']}>", "Kettle97"),
    ('{"password":["Kettle97"]}', "Kettle97"),
    ("map[X-Api-Key:[@OPAQUE@]]", "@OPAQUE@"),
    ("'x-api-key': [ '@OPAQUE@' ]", "@OPAQUE@"),
    ("-> X-Api-Key: [@OPAQUE@]", "@OPAQUE@"),
    ('{"password":{"value":"Kettle97","touched":true}}', "Kettle97"),
    ("cookies={'remember_me': 'Kettle97abc'}", "Kettle97"),
    ('{"cookies":{"remember_me":"Kettle97abc"}}', "Kettle97"),
    ("cookies=[remember_me=Kettle97abc; path=/]", "Kettle97"),
    ('{"password":"[Maple76!jhf"}', "Maple76"),
    ('{"password":"<Maple76!jhf"}', "Maple76"),
    ('{"password":"{Maple76!jhf"}', "Maple76"),
    ("passwordInput: hunter22", "hunter22"),
    ("password_field=hunter22!", "hunter22"),
    ("password_attempt: hunter22", "hunter22"),
    ('{"pass":"Tr0ub4dor&3"}', "Tr0ub"),
    ("password=Sun)ny12", "ny12"),
    ("on field 'password': rejected value [hunter22]", "hunter22"),
    ("propertyPath=password, invalidValue='hunter22'", "hunter22"),
    ('{"errors":[{"path":"password","value":"hunter22"}]}', "hunter22"),
    ('{"errors":[{"loc":["body","password"],"input":"hunter22"}]}', "hunter22"),
    ("Your code: 915369", "915369"),
    ("Use 740369 to log in to Acme", "740369"),
    ("265932 is the OTP for x", "265932"),
    ("OTP entered 967710", "967710"),
    ("verifyOtp(182887)", "182887"),
    ("Ihr Bestätigungscode lautet 844264", "844264"),
    ("Your code is 482913", "482913"),
    ("Your Shop code: 482913", "482913"),
    ("Use code 482913 to", "482913"),
    ("Initializing SDK with api key @HEX@", "@HEX@"),
    ("401 for X-API-KEY @HEX@", "@HEX@"),
    ("refreshToken rotated @OPAQUE@ -> @OTHER@", "@OPAQUE@"),
    ("Using API key @HEX@", "@HEX@"),
    ("Invalid API key provided: @HEX@", "@HEX@"),
    ("apikey is @HEX@", "@HEX@"),
    ("token is @OPAQUE@", "@OPAQUE@"),
    ("accessToken is @OPAQUE@", "@OPAQUE@"),
    ("getToken() returned @OPAQUE@", "@OPAQUE@"),
    ("clientSecret @OPAQUE@", "@OPAQUE@"),
    ("jwt @OPAQUE@", "@OPAQUE@"),
    ("Bearer '@OPAQUE@'", "@OPAQUE@"),
    ("Bearer <@OPAQUE@>", "@OPAQUE@"),
    ("?h=Bearer+@OPAQUE@", "@OPAQUE@"),
    ("Bearer%20@OPAQUE@", "@OPAQUE@"),
    ("Authorization: Custom v2 @OPAQUE@", "@OPAQUE@"),
    ('Set-Cookie: auth="@OPAQUE@"', "@OPAQUE@"),
    ('curl --cookie "remember_me=@OPAQUE@"', "@OPAQUE@"),
    ("curl x -H 'cookie: prefs=\"x\"; remember_me=@OPAQUE@'", "@OPAQUE@"),
    ('<NSHTTPCookie name:"a" value:"@OPAQUE@">', "@OPAQUE@"),
    ('["password"]=> string(11) "hunter22"', "hunter22"),
    ('["password"]="hunter22"', "hunter22"),
    ('AnyHashable("password"): hunter22', "hunter22"),
    ('<input type="password" value="hunter22">', "hunter22"),
    ("<password><![CDATA[hunter22]]></password>", "hunter22"),
    ("<name>password</name><value>hunter22</value>", "hunter22"),
    ('{"value":"hunter22","name":"password"}', "hunter22"),
    ('{"title":"Password","value":"hunter22"}', "hunter22"),
    ("token: [@OPAQUE@]", "@OPAQUE@"),
    ("token=<@OPAQUE@>", "@OPAQUE@"),
    ("token: {@OPAQUE@}", "@OPAQUE@"),
    ("password: {hunter2x}", "hunter2x"),
    ("token[@OPAQUE@]", "@OPAQUE@"),
    ("?redirect=https%3A%2F%2Fb.example%2F%3Ftoken%3D@OPAQUE@", "@OPAQUE@"),
    ("%253Ftoken%253D@OPAQUE@", "@OPAQUE@"),
    ("%3Fpassword%3Dhunter2", "hunter2"),
    ("password ==> hunter22", "hunter22"),
    ("token :: @OPAQUE@", "@OPAQUE@"),
    ("{'password': b'hunter22'}", "hunter22"),
    ("{'authToken': b'@OPAQUE@'}", "@OPAQUE@"),
    ("Authorization: Bearer\n@OPAQUE@", "@OPAQUE@"),
    ('<meta name="csrf-token" content="@OPAQUE@">', "@OPAQUE@"),
    ("password changed to hunter22", "hunter22"),
    ("eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0", "NTY3ODkw"),
    ("dateOfBirth=1984-02-11", "1984-02"),
    ("account_no: 12345678", "12345678"),
    ("şifre=hunter22", "hunter22"),
    ("psw=hunter22", "hunter22"),
    ("mdp: hunter22", "hunter22"),
    ("https://api.shop.example/users?email=jo@gmail.com", "jo@"),
    ("https://a.example/users/jo@gmail.com", "jo@"),
    ("https://a.example?email=jo%40gmail.com&x=1", "jo%40"),
    ("wss://x.example?user=jo@gmail.com", "jo@"),
    ("jo@iCloud.com", "jo@"),
    ("Jo.Doe@CompanyName.com", "Doe@"),
    ("Failed to connect to api.example.com/93.184.216.34:443", "93.184"),
    ("Socket[address=host/93.184.216.34,port=443]", "93.184"),
    ("kais-phone/91.12.133.44", "91.12"),
    ("driver 91.12.133.44", "91.12"),
    ("OTP sent to 9876543210", "9876543210"),
    ("Calling 9876543210", "9876543210"),
    ("Mob: 9876543210", "9876543210"),
]


@pytest.mark.parametrize(("text", "secret"), SECRETS, ids=[row[0] for row in SECRETS])
def test_a_secret_goes_however_it_is_logged(text: str, secret: str) -> None:
    assert written(secret) not in redacted(visible(written(text)))


HARMLESS = [
    "at com.x.AccessTokenInterceptor.intercept(AccessTokenInterceptor.kt:31)",
    "PasswordStore.kt:88",
    "CookieJar.kt:31",
    "JwtDecoder.kt:57",
    "PinPad.vue:12:3",
    "Otp.jsx:33:9",
    "password.rb:42",
    "cookie-consent.min.js:2:18446",
    "Credentials.swift:42",
    "errorCode=PAYMENT_DECLINED_3DS2",
    '{"code":"AUTH_3DS_FAILED_E102"}',
    'response {code: "GATEWAY_UPSTREAM_504A"}',
    "key=checkout.v2.payment.error_3ds",
    "?id=ORD-2026-0417A",
    "?id=9c1f-22ab",
    "?ticket=TKT-123",
    "?sid=2",
    "?token_count=12",
    "?policy=returns2024",
    "code: X7K9QP2M4T6X",
    "https://shop.example/share/64b7f0c2e4b0a1b2c3d4e5f6",
    "fin 2026-04-21 09:00",
    "token: {count: 3}",
    "password: [REDACTED]",
    "password: <hidden>",
    "token: ${TOKEN}",
    "tokens: [1, 2]",
    "auth: {loading: true}",
    "session: {user: null}",
    "keys: [a, b]",
    "Map(3) {key => 1}",
    "for (key in obj) {x}",
    "cookie: {consent: true}",
    "type Token = {kind: string}",
    "token[i]",
    "tokens[0]",
    "std::token::new()",
    "pass::verify",
    "state.auth -> pending",
    "OpenSSL 3.0.13.1",
    "app 5.2.0.100",
    "versionName=10.4.2.118",
    "Section 1.2.3.4",
    "Chrome/138.0.72.50 x",
    "Call at 2026-04-21 09:00",
    "Call at 1713690000",
    "text: 1234 5678 90",
    "text 1234567 bytes",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redacted(text) == text


def test_a_secret_on_the_line_after_its_name_goes_with_it() -> None:
    log = 'Fatal: config\n  "password":\n    "hunter22",\n  retries:\n    3\ntoken=\nq7Lw2Zp9Rk4Vt8Xm1N\nat a.b(C.kt:1)'
    shown = [redacted(line) for line in log_lines(recording(crash_log=crashed(log)))]
    assert shown == [
        "Fatal: config",
        '  "password": "[hidden]",',
        "  retries:",
        "    3",
        "token= [hidden]",
        "at a.b(C.kt:1)",
    ]
