"""Keys and tokens by the shapes their issuers give them: one table.

The shapes are those that the issuers document and that secret scanners look for (gitleaks, trufflehog, GitHub's partner
patterns). Where a beginning can be nothing else, fewer characters are asked for than the issuer writes, so that a
token cut short goes too; where it is short or a word, the whole length is.
"""

import re
from collections.abc import Iterator
from typing import Final

from devrev_sessions.text.redaction.opaque import entropy, looks_opaque
from devrev_sessions.text.redaction.span import Span

KEY: Final = "key"
TOKEN: Final = "token"  # noqa: S105 - a word that is shown
ALNUM: Final = "[A-Za-z0-9]"
HEX: Final = "[A-Fa-f0-9]"
UUID: Final = "[A-Fa-f0-9-]"
WORD: Final = r"[\w-]"
DOTTED: Final = r"[\w.=-]"
BASE64: Final = "[A-Za-z0-9+/=_-]"

SHAPES: Final[tuple[tuple[str, str, str, str], ...]] = (
    # label, alphabet, how many of it (with a comma: or more), the beginnings before them
    (KEY, "[A-Z0-9]", "16,", "AKIA ASIA ABIA ACCA"),  # AWS
    (KEY, BASE64, "80,", "ABSK bedrock-api-key-"),
    (TOKEN, BASE64, "60,", "IQoJb3JpZ2luX2 FwoGZXIvYXdz"),
    (KEY, "[a-z0-9]", "26,", "da2-"),
    (KEY, r"[\w.-]", "30,", "amzn.mws. amzn1.oa2-cs.v1."),
    (TOKEN, ALNUM, "16,", "ghp_ gho_ ghu_ ghs_ ghr_"),  # GitHub
    (TOKEN, WORD, "20,", "github_pat_"),
    (TOKEN, DOTTED, "16,", "glpat- gldt- glrt- glcbt- glptt- glft-"),
    (TOKEN, DOTTED, "16,", "glimt- glagent- glsoat- glffct- gloas- glwt- glsot-"),
    (TOKEN, WORD, "20,", "GR1348941"),
    (TOKEN, r"[\w%-]", "10,", "xoxb- xoxa- xoxp- xoxo- xoxr- xoxs-"),  # Slack
    (TOKEN, r"[\w%-]", "10,", "xoxe- xoxc- xoxd- xoxe.xoxb- xoxe.xoxp- xapp-"),
    (KEY, WORD, "28,", "AIza"),  # Google
    (TOKEN, DOTTED, "10,", "ya29."),
    (TOKEN, WORD, "20,", "GOCSPX- 1//0 4/0A AQ.Ab"),
    (KEY, "[A-Z0-9]", "50,", "GOOG1E"),
    (KEY, ALNUM, "8,", "sk_live_ sk_test_ rk_live_ rk_test_ sk_prod_ rk_prod_ sk_org_live_ sk_org_test_"),  # Stripe
    (KEY, "[A-Za-z0-9+/=_%-]", "20,", "whsec_ ek_live_ ek_test_"),
    (KEY, ALNUM, "20,", "pk_live_"),
    (KEY, ALNUM, "14,", "rzp_live_ rzp_test_"),
    (KEY, WORD, "16,", "sk-proj- sk-svcacct- sk-admin- sk-service- sk-ant- sk-or-v1- sk-lf- ek_6"),  # models' hosts
    (KEY, ALNUM, "24,", "sk-"),
    (KEY, "[A-Za-z0-9_]", "24,", "sess- rnd_ tvly-dev- xai- gsk_ hf_ api_org_"),
    (KEY, "[A-Za-z0-9_]", "24,", "r8_ pplx- csk- tgp_v1_ pcsk_ lsv2_pt_ lsv2_sk_ tvly-"),
    (KEY, HEX, "32,", "fc- sk_ key- pubkey- pk_ ek_"),
    (KEY, ALNUM, "22,32", "fw_ tok_"),
    (KEY, "[a-z0-9]", "32", "key-"),
    (KEY, ALNUM, "28,", "sk_ sk_sbox_ BBFF- oy2"),
    (KEY, ALNUM, "30,", "live_ test_ live_pub_ test_pub_ pk_"),
    (KEY, WORD, "40,", "nvapi- pa- mfa."),
    (KEY, "[A-Z0-9]", "16", "A3T DO00"),
    (KEY, "[A-Z0-9]", "17", "A3T"),
    (KEY, "[A-Z0-9]", "40,", "AGE-SECRET-KEY-1 AGE-SECRET-KEY-PQ-1"),
    (TOKEN, ALNUM, "30,", "npm_ rubygems_ cio nfp_ nfc_ nfo_ ddp_ ddw_ pnu_ pnb_ ntn_ cfut_ cfat_ cfk_ re_"),
    (TOKEN, WORD, "30,", "pypi-AgE figd_ figp_ figu_ figur_ CFPAT- dnkey- vercel_blob_rw_ vcp_ vck_ vci_ vca_ vcr_"),
    (TOKEN, WORD, "20,", "dckr_pat_ dckr_oat_ sb_secret_ sbp_oauth_ shltm_ re_"),
    (TOKEN, DOTTED, "36,", "snyk_ dp.pt. dp.ct. dp.sa. dp.st. dp.scim. dp.audit."),
    (TOKEN, HEX, "40,", "dop_v1_ doo_v1_ dor_v1_ sbp_ pul- glptt- squ_ sqp_"),
    (TOKEN, HEX, "40,", "sqa_ sgp_ slk_ sgd_ sntryu_ sntryi_ sntrya_ lin_oauth_"),
    (TOKEN, ALNUM, "40,", "sqco_ CCIPAT_ CCIPRJ_ EZAK EZTK AKCp secret_ bkua_ napi_ phx_ phc_ ddpat_"),
    (TOKEN, "[A-Za-z0-9_]", "40,", "CCIPAT_ CCIPRJ_"),
    (TOKEN, UUID, "30,", "shpat_ shpca_ shppa_ shpss_ shpua_ shprt_"),
    (TOKEN, UUID, "30,", "shpit_ shptka_ dapi dose shippo_live_ shippo_test_"),
    (TOKEN, UUID, "36,", "pat-na1- pat-na2- pat-eu1- pat-ap1- access-sandbox-"),
    (TOKEN, UUID, "36,", "access-development- access-production- sdk- mob- api- rh-api-"),
    (TOKEN, UUID, "50,", "PMAK-"),
    (TOKEN, BASE64, "60,", "xkeysib- xsmtpsib- sntrys_ ATCTT3 glc_ eyJrIjoi fm1a_"),
    (TOKEN, BASE64, "60,", "fm1r_ fm2_ gAAAAA eyJpdiI6 ops_eyJ bkaj_eyJ BBDC-"),
    (TOKEN, DOTTED, "60,", "ATATT3 SG. hvb. sl. 00D"),
    (TOKEN, DOTTED, "24,", "hvs. hvr. ATBB sm_aat_ sm_pat_ sm_sat_"),
    (TOKEN, DOTTED, "24,", "pscale_tkn_ pscale_pw_ pscale_oauth_ tfp_ fio-u- fo1_"),
    (TOKEN, ALNUM, "16,", "lin_api_ lin_wh_ glsa_ hcaik_ hcxik_ retool_ sm_aat_ sm_pat_ sm_sat_"),
    (TOKEN, WORD, "25,", "NRAK- NRII- NRIQ- NRAA- NRRA-"),
    (TOKEN, HEX, "19,", "NRJS- NRBR-"),
    (TOKEN, "[A-Z0-9]", "26,", "API- PMAT- da2-"),
    (TOKEN, WORD, "22,", "sq0atp- sq0csp- sandbox-sq0csb- EAAA tk-us- duffel_live_ duffel_test_ md-"),
    (TOKEN, ALNUM, "80,", "EAA IGQV IGQW IGAA THAA"),
    (TOKEN, WORD, "60,", "A21AA rdme_ CLOJARS_ YC AQV AQX AQW"),
    (TOKEN, WORD, "20,", "tskey-auth- tskey-api- tskey-client- tskey-scim- tskey-webhook-"),
    (TOKEN, "[A-Za-z0-9-]", "12,", "FLWSECK- FLWSECK_TEST-"),
    (TOKEN, HEX, "12,", "FLWSECK_TEST"),
    (KEY, ALNUM, "17,", "LTAI"),
    (KEY, ALNUM, "32,", "p8e- ico- BBFF-"),
    (KEY, HEX, "32", "AC SK"),  # Twilio
    (TOKEN, HEX, "64,", "s-s4t2ud- s-s4t2af- cmVmd key_"),
    (TOKEN, ALNUM, "59,", "cmVmd"),
    (TOKEN, WORD, "58,", "HRKU-AA"),
    (TOKEN, DOTTED, "60,", "pat. sat. v2.local. v3.local. v4.local."),
    (TOKEN, DOTTED, "60,", "v1.local. v1.public. v2.public. v3.public. v4.public."),
    (TOKEN, "[\\w+/=:%-]", "90,", "AAAA"),  # Firebase, Twitter's bearer
    (TOKEN, WORD, "43,", "sha256~ t1."),
    (TOKEN, HEX, "40,", "v1."),
    (TOKEN, "[A-Za-z0-9-]", "40,", "SWMTKN-1-"),
    (KEY, ALNUM, "90,", "xprv yprv zprv"),
    (TOKEN, BASE64, "100,", "Atzr| Atza|"),
    (TOKEN, ALNUM, "30,", "oauth:"),
    (TOKEN, r"[./$A-Za-z0-9=,+-]", "40,", "$2a$ $2b$ $2y$ $5$"),  # hashes of passwords
    (TOKEN, r"[./$A-Za-z0-9=,+-]", "40,", "$6$ $argon2id$ $argon2i$ $scrypt$ pbkdf2_sha256$"),
)  # fmt: skip


def _group(label: str) -> str:
    ways = [_way(*shape) for each, *shape in SHAPES if each == label]
    return f"(?P<{label}>{'|'.join(ways)})"


def _way(alphabet: str, many: str, beginnings: str) -> str:
    exact = "" if "," in many else "(?![A-Za-z0-9])"
    return f"(?:{'|'.join(map(re.escape, beginnings.split()))}){alphabet}{{{many}}}{exact}"


_BEGIN: Final = "(?:(?<![A-Za-z0-9])|(?<=[a-z])(?=[A-Z]{3}))"
"""A word begins, or capitals do after a small letter: what stood between was invisible, or an escape."""
_ISSUED: Final = re.compile(f"{_BEGIN}{_group(KEY)}|{_BEGIN}{_group(TOKEN)}")
_LONG_RUN: Final = re.compile(r"[\w./+=:%|$~-]{14,}")
"""No key is shorter, and most texts have no run of letters that long with a digit in it."""
_NO_WORDS: Final = ("AKIA", "ASIA", "ABIA", "ACCA")
"""Beginnings that no word in capitals has: what follows need not look made by a machine."""
LEAST_BITS: Final = 2.5
CAPITALS_BITS: Final = 3.0
LETTERS_BITS: Final = 3.3
"""Entropy of a character, with digits among them, in capitals alone, and in other letters: less has a name that
somebody made up."""

_SPELLED: Final = tuple(
    (label, re.compile(pattern))
    for label, pattern in (
        # JSON Web Tokens: header, body and signature, which may be missing or cut (RFC 7519).
        (TOKEN, r"(?<![A-Za-z0-9])ey[A-Z0-9][\w+/=-]{8,}(?:\.[\w+/=-]*){1,4}"),
        (TOKEN, r"(?<![A-Za-z0-9+/])eyJ[A-Za-z0-9+/=_-]{40,}"),
        (TOKEN, r"(?<!\w)(?:sgp_\w{3,16}_[a-f0-9]|v1\.0-[a-f0-9]{24}-[a-f0-9])[a-f0-9]{30,}"),
        (TOKEN, r"(?<!\w)(?:pi|seti|cs|src)_\w{8,}_secret_\w{8,}|(?<!\w)cs_live_\w{40,}"),
        (TOKEN, r"(?<!\w)\$argon2id?\$v=\d+\$[\w=,]{4,40}\$[\w+/.]{8,}(?:\$[\w+/.]{8,})?"),
        (TOKEN, r"(?<!\w)dt0[cs]\d\d\.[A-Z0-9]{8,24}\.[A-Z0-9]{40,}"),  # Dynatrace
        (TOKEN, r"(?<!\w)access_token\$(?:production|sandbox)\$[a-z0-9]{8,20}\$[a-f0-9]{24,}"),  # Braintree
        (TOKEN, r"(?<!\w)SG\.[\w=-]{20,28}\.[\w=-]{20,}"),  # SendGrid
        (TOKEN, r"(?<!\d)\d/(?:\d{12,20}/)?\d{12,20}:[a-f0-9]{32}"),  # Asana
        (TOKEN, r"(?<!\w)[\w-]{5,8}\.[\w-]{5,8}:[\w-]{40,46}(?![\w-])"),  # Ably
        (TOKEN, r"(?<!\w)v1\.M[\w-]{40,}|(?<!\w)act\.[\w!.]{40,}|(?<!\w)[01]\.A[\w.-]{100,}"),
        (KEY, r"(?<!\w)pk_\d{6,10}_[A-Z0-9]{30,}|(?<!\w)pk_\w{6}_[a-f0-9]{32,}|(?<!\w)4b1d[A-Za-z0-9]{38}(?!\w)"),
        (TOKEN, r"(?<![A-Za-z0-9])ZXlK[A-Za-z0-9+/=_-]{40,}"),
        (TOKEN, r"(?<![A-Za-z0-9])\w{14}\.atlasv1\.[\w=-]{50,}"),
        (TOKEN, r"(?<![A-Za-z0-9])[MNO][\w-]{22,28}\.[\w-]{6,7}\.[\w-]{27,40}(?![\w-])"),  # Discord
        (TOKEN, r"(?<!\d)\d{5,16}:A[\w-]{33,36}(?![\w-])"),  # Telegram
        (TOKEN, r"(?<![\w-])[\w-]{8,24}:APA91b[\w-]{40,}"),  # Firebase
        (KEY, r"(?<!\w)[a-f0-9]{32}-us\d{1,2}(?!\w)"),  # Mailchimp
        (KEY, r"(?<!\w)[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8}(?!\w)"),  # Mailgun
        (KEY, r"(?<!\w)\w{3}\dQ~[\w.~-]{30,36}"),  # Azure
        (KEY, r"(?<!\w)[A-Za-z0-9+/]{40,90}(?:JQQJ99|\+ASt|AZDO)[A-Za-z0-9+/]{4,40}={0,2}"),
        (KEY, r"(?<!\w)\w{6}_\w{29}_mmk(?!\w)"),  # MaxMind
        (KEY, r"(?<!\w)\w{6,42}(?:FFFFNRAL|-NRMA)(?!\w)"),  # New Relic
        (TOKEN, r"(?<![A-Za-z0-9])pat\w{14}\.[a-f0-9]{40,}"),  # Airtable
        (TOKEN, r"(?<!\w)A3-[A-Z0-9]{6}(?:-[A-Z0-9]{5,11}){4,5}"),  # 1Password
        (TOKEN, r"(?<![A-Za-z0-9])[stp]k\.eyJ[\w-]{20,}\.[\w-]{10,}"),  # Mapbox
        (TOKEN, r"(?<=PushToken\[)[^\]\s]{10,80}"),  # Expo
        (TOKEN, r"(?:(?<=/services/)|(?<=workflows/)|(?<=/triggers/))T[A-Z0-9]{6,14}/[\w/-]{20,}"),  # Slack
        (TOKEN, r"(?<=/webhooks/)\d{16,20}/[\w-]{50,}"),  # Discord
        (
            TOKEN,
            r"(?<=hooks/catch/)[\w/]{10,}|(?<=webhookb2/)[\w@/-]{30,}|(?<=IncomingWebhook/)[\w/-]{20,}",
        ),  # Zapier, Teams
        (TOKEN, r"(?<!\w)(?:sc|ext|scauth|authress)_[a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][\w.+/=-]{40,}"),
        (KEY, r"(?<!\w)[5KL][1-9A-HJ-NP-Za-km-z]{50,51}(?!\w)"),  # a Bitcoin wallet
        (TOKEN, r"(?<!\w)1000\.[a-f0-9]{32}\.[a-f0-9]{32}"),  # Zoho
        (TOKEN, r"(?<![\w.])s\.[A-Za-z0-9]{24}(?![\w(.])"),  # Vault
        (TOKEN, r"(?<!\w)s(?::|%3A)[\w-]{32}\.[A-Za-z0-9+/%]{40,60}"),  # a cookie of express
        (TOKEN, r"(?<!\w)00D\w{12}(?:!|%21)[\w.]{60,}"),  # Salesforce
        (TOKEN, r"(?<!\d)\d{15,16}(?:\||%7C)[\w-]{27,40}"),  # Facebook
    )
)
_PRIVATE: Final = r"(?:[A-Z0-9 +]|%20){0,60}PRIVATE(?: |\+|%20)KEY(?:(?: |\+|%20)BLOCK)?"
_PRIVATE_KEY: Final = re.compile(
    rf"-----BEGIN{_PRIVATE}-----(?:.{{0,12000}}?-----END(?:[A-Z0-9 +]|%20){{0,60}}-----|.*)", re.DOTALL
)
_KEY_LINES: Final = re.compile(
    rf"-----BEGIN{_PRIVATE}-----(?:[^-]{{0,12000}}-----END(?:[A-Z0-9 +]|%20){{0,60}}-----"
    r"|(?:\s*[A-Za-z0-9+/=]+[ \t]*(?=\n|$))*)"
)
_NAME_AT_END: Final = re.compile(
    r"((?:pass(?:word|wd|code|phrase)?|pwd|secret|token|key|authorization|cookie|otp|pin)[\"']?[ \t]{0,9}[:=])"
    r"[ \t]{0,99}\r?\n[ \t]{0,99}",
    re.IGNORECASE,
)
_KEY_END: Final = re.compile(rf"-----END{_PRIVATE}-----")
_KEY_BEFORE: Final = re.compile(r"[A-Za-z0-9+/=%\s\\]{16,12000}+")
_LOGINS: Final = re.compile(
    r"(?<=://)(?:[^\s/@:\"'<>]{0,200}:[^\s/\"'<>]{1,200}|(?=[A-Za-z_-]{0,100}\d)[A-Za-z0-9_-]{20,200})(?=@)"
)
"""User and password, or a token, before the host of an address."""
_BEARER: Final = re.compile(
    # Basic and token are ordinary words too: only a digit, a hump or padding tells what follows from another word.
    r"\b(?:bearer|(?:basic|token|apikey)(?=\s{1,3}\S{0,200}?(?:[\d=]|(?-i:[a-z][A-Z]))))(?:\s(?:/\s)?|%20|\+){1,3}[\"'<]{0,2}"
    r"(?P<value>[\w.~+/=:|-]{8,4000})",
    re.IGNORECASE,
)
_CHALLENGE: Final = re.compile(
    r"(?:realm|error|scope|format|authentication|authorization|header|auth)\b", re.IGNORECASE
)


def issued(text: str) -> Iterator[Span]:
    """Keys and tokens whose shape alone tells what they are."""
    if "-----" in text:
        yield from (Span(*found.span(), "private key") for found in _PRIVATE_KEY.finditer(text))
        for found in _KEY_END.finditer(text):
            # Read backwards: forwards, every place of a long text would be tried as its beginning.
            if before := _KEY_BEFORE.match(text[max(0, found.start() - 12_000) : found.start()][::-1]):
                yield Span(found.start() - before.end(), found.end(), "private key")
    if "://" in text and "@" in text:
        yield from (Span(*found.span(), "login") for found in _LOGINS.finditer(text))
    for run in _LONG_RUN.finditer(text):
        if not (run[0].isalpha() and run[0].islower()):
            yield from _in_run(text, *run.span())
    if " " in text or "earer" in text:
        for found in _BEARER.finditer(text):
            named = found[0][:1] in "Tt" or found[0][:3].lower() == "api"
            if not _CHALLENGE.match(found["value"]) and (not named or looks_opaque(found["value"])):
                yield Span(*found.span("value"), TOKEN)


def on_one_line(text: str) -> str:
    """The same text with each private key on one line, and each secret on that of its name."""
    text = _NAME_AT_END.sub(r"\1 ", text)
    return _KEY_LINES.sub(lambda found: " ".join(found[0].split()), text) if "-----BEGIN" in text else text


def _in_run(text: str, start: int, end: int) -> Iterator[Span]:
    for found in _ISSUED.finditer(text, start, end):
        if _made_by_a_machine(found[0]):
            yield Span(*found.span(), found.lastgroup or TOKEN)
    for label, pattern in _SPELLED:
        for found in pattern.finditer(text, start, end):
            yield Span(*found.span(), label)


def _made_by_a_machine(token: str) -> bool:
    if any(c.isdigit() for c in token) or token.startswith(_NO_WORDS):
        return entropy(token) >= LEAST_BITS
    letters = token[len(token) // 2 :]
    if letters.isupper():
        return entropy(token) >= CAPITALS_BITS
    return entropy(token) >= LETTERS_BITS or not letters.islower()
