"""The words by which names tell that their values must not leave: one table, with its reasons."""

from typing import Final

SECRET_WORDS: Final = frozenset({
    "password", "passwords", "passwd", "passwrd", "pwd", "pswd", "userpass", "passphrase",
    "passcode", "secret", "secrets", "authorization", "cookie", "credential", "credentials", "otp",
    "totp", "pin", "cvv", "cvv2", "cvc", "jwt", "apikey", "apitoken", "authtoken", "accesstoken",
    "accesskey", "secretkey", "privatekey", "sessiontoken", "csrftoken", "csrf", "xsrf", "passkeys",
    "csrfmiddlewaretoken", "bearer", "mnemonic", "jsessionid", "phpsessid", "refreshtoken",
    "idtoken", "mpin", "hasło", "şifre", "parola", "clave", "passwort", "kennwort", "contrasena",
    "contraseña", "senha", "wachtwoord", "psk", "psw", "mdp", "motdepasse", "heslo", "haslo",
    "lösenord", "losenord", "adgangskode", "salasana", "비밀번호", "密碼", "暗証番号", "пароль", "密码",
    "パスワード", "jelszó", "parool", "סיסמה", "privkey", "aspxauth",
})  # fmt: skip
"""Fields of forms, headers and protocols that hold a secret and nothing else, whatever stands beside them."""

SECRET_ENDINGS: Final = (
    "password", "passwd", "pwd", "passphrase", "passcode", "secret", "apikey", "accesskey", "secretkey", "authkey",
    "authtoken", "accesstoken", "refreshtoken", "usertoken", "sessiontoken", "csrftoken", "seedphrase",
)  # fmt: skip
"""The same at the end of words that were written as one, such as `newpassword` or `PGPASSWORD`."""

SECRET_PAIRS: Final = frozenset({
    ("api", "key"), ("access", "key"), ("private", "key"), ("signing", "key"), ("encryption", "key"),
    ("master", "key"), ("account", "key"), ("consumer", "key"), ("license", "key"), ("shared", "key"),
    ("server", "key"), ("auth", "key"), ("app", "key"), ("application", "key"), ("service", "key"), ("client", "key"),
    ("access", "token"), ("auth", "token"), ("id", "token"), ("refresh", "token"), ("session", "token"),
    ("csrf", "token"), ("xsrf", "token"), ("bearer", "token"), ("api", "token"), ("push", "token"),
    ("device", "token"), ("security", "token"), ("user", "token"), ("bot", "token"), ("fcm", "token"),
    ("registration", "token"), ("reset", "token"), ("verification", "token"), ("oauth", "token"), ("card", "number"),
    ("account", "number"), ("routing", "number"), ("one", "time"), ("security", "code"), ("verification", "code"),
    ("auth", "code"), ("authorization", "code"), ("confirmation", "code"), ("login", "code"), ("sms", "code"),
    ("backup", "code"), ("recovery", "code"), ("recovery", "phrase"), ("backup", "codes"), ("recovery", "codes"),
    ("mfa", "code"), ("factor", "code"), ("subscription", "key"), ("de", "passe"), ("bank", "account"),
    ("session", "cookie"), ("db", "pass"), ("user", "pass"), ("smtp", "pass"), ("ftp", "pass"), ("admin", "pass"),
    ("login", "pass"), ("mail", "pass"), ("proxy", "pass"), ("magic", "link"), ("vault", "token"), ("seed", "phrase"),
    ("connection", "string"), ("storage", "key"), ("pass", "word"), ("security", "answer"), ("rediscli", "auth"),
    ("mật", "khẩu"), ("kata", "sandi"), ("كلمة", "المرور"), ("wordpress", "logged"),
})  # fmt: skip
"""Two words of a name, one after the other, that hold a secret together: each alone is an ordinary word."""

ID_WORDS: Final = frozenset({
    "ssn", "itin", "iban", "aadhaar", "aadhar", "nino", "passport", "bsn", "cpf", "pesel", "personnummer", "nric",
    "tfn", "dni", "cnpj", "imei", "rijksregisternummer", "nie", "nir", "hetu", "curp", "rut", "tckn", "ahv", "nhs",
    "steuerid", "sin", "fin",
    "passportnumber", "accountnumber", "routingnumber", "nationalid", "taxid", "rrn", "hkid",
})  # fmt: skip
"""What national ids are called, and the numbers of accounts, devices and birthdays that stand for a person."""
ID_PAIRS: Final = frozenset({
    ("social", "security"), ("social", "insurance"), ("national", "id"), ("national", "insurance"), ("steuer", "id"),
    ("tax", "file"), ("passport", "number"), ("account", "number"), ("routing", "number"), ("sort", "code"),
})  # fmt: skip
"""The same in two words, in names and in sentences."""

PHONE_WORDS: Final = frozenset({
    "phone", "phones", "mobile", "telephone", "cellphone", "whatsapp", "phonenumber", "mobilenumber", "telefon",
    "handynummer", "msisdn", "tel", "mob",
})  # fmt: skip
PHONE_SAID: Final = PHONE_WORDS | {
    "cell", "call", "calling", "sms", "text", "handy", "dial", "ph", "contact", "contactno", "sent to",
}  # fmt: skip
"""What stands before a telephone number in a sentence, where it has digits enough."""

PERSONAL_WORDS: Final = ID_WORDS | PHONE_WORDS
"""Fields of national ids and telephone numbers: hidden where digits enough stand in them."""

PERSONAL_PAIRS: Final = ID_PAIRS | {
    ("tax", "id"), ("tax", "number"), ("pan", "number"), ("pan", "card"), ("license", "number"),
    ("licence", "number"), ("driving", "licence"), ("identity", "number"), ("id", "number"), ("driver", "license"),
    ("drivers", "license"), ("driver", "licence"), ("nhs", "number"), ("contact", "number"),
    ("contact", "no"), ("account", "no"), ("acct", "num"),
}  # fmt: skip
"""Names in two words of such fields; in a sentence most of them are followed by another number."""

BIRTH_WORDS: Final = frozenset({
    "dob", "birthdate", "birthday", "bday", "birth", "dateofbirth", "geburtsdatum", "geburtstag", "geburt",
    "nacimiento", "naissance", "nascimento", "nascita", "geboortedatum", "födelsedatum",
})  # fmt: skip
"""Names of the day on which somebody was born: hidden where a year stands in them."""

PERSONAL_TAILS: Final = frozenset({"number", "no", "nr", "id", "value", "raw", "text", "home", "work", "num"})
"""What may follow such a word; anything else makes another thing of it, such as a phone's status bar."""

OPAQUE_WORDS: Final = frozenset({
    "key", "token", "tokens", "auth", "signature", "sig", "session", "sid", "sess", "nonce", "salt", "pass", "pw",
    "hmac", "sas", "access", "code", "passkey", "saml", "authentication", "sessionid", "appcheck", "check",
    "assertion", "cred", "creds", "dsn", "webhook", "seed", "certificate", "keys", "refresh", "tok", "remember",
})  # fmt: skip
"""Words of secrets and of much else: what stands under them is hidden where it looks made by a machine."""

QUERY_WORDS: Final = frozenset({
    "token", "secret", "signature", "sig", "credential", "apikey", "otp", "pwd", "pass", "sid", "jwt", "password",
})  # fmt: skip
"""In the query of an address these are always hidden: nothing else is sent under them."""

QUERY_MIXED: Final = frozenset({"code", "key", "auth", "session", "hmac"})
"""Hidden in a query where digits and letters stand mixed, as in a code of OAuth."""

QUERY_OPAQUE: Final = frozenset({
    "ticket", "invite", "invitation", "magic", "verifier", "samlart", "ssid", "verify", "confirm", "confirmation", "tk",
})  # fmt: skip
"""Hidden in a query where what they lead to looks made by a machine: whoever has the address is let in."""

WHOLE_LINE: Final = frozenset({"passphrase", "mnemonic", "phrase"})
"""What goes on after a space, to the end of its line."""

NEUTRAL_TAILS: Final = frozenset({
    "lat", "lng", "lon", "color", "colour", "length", "len", "count", "counter", "visible", "visibility", "enabled",
    "disabled", "required", "valid", "validity", "invalid", "strength", "expiry", "expires", "expired", "expiration",
    "exp", "type", "sent", "status", "consent", "consents", "hint", "field", "fields", "input", "policy", "rule",
    "rules", "at", "age", "changed", "updated", "created", "error", "errors", "attempts", "attempt", "retries",
    "present", "exists", "mode", "version", "format", "max", "min", "size", "limit", "limits", "name", "names",
    "label", "labels", "page", "screen", "view", "url", "uri", "link", "path", "banner", "accepted", "menu", "button",
    "flow", "step", "set", "algorithm", "scheme", "source", "provider", "index", "endpoint", "ttl", "scope", "scopes",
    "usage", "used", "icon", "title", "event", "manager", "service", "provided", "verified", "pad", "country", "brand",
    "model", "os", "verification", "app", "activity", "fragment", "controller", "code_length", "box", "budget",
    "total", "ms", "seconds", "theme", "settings", "exception", "failure", "realm", "listener", "handler", "failed",
    "denied", "rejected", "incorrect", "wrong", "mismatch",
})  # fmt: skip
"""Last words of names that speak about a secret and hold none, such as `password_length`."""

INPUT_TAILS: Final = frozenset({
    "input", "field", "fields", "box", "provided", "attempt", "set", "pad", "failed", "denied", "rejected", "incorrect",
    "wrong", "mismatch",
})  # fmt: skip
"""Last words that name the place where a secret is entered, or say what became of it, and now and then carry it."""

NEUTRAL_PAIRS: Final = frozenset({
    ("primary", "key"), ("foreign", "key"), ("cache", "key"), ("public", "key"), ("partition", "key"), ("sort", "key"),
    ("translation", "key"), ("idempotency", "key"), ("query", "key"), ("object", "key"), ("version", "key"),
    ("react", "key"), ("flag", "key"), ("feature", "key"), ("event", "key"), ("config", "key"), ("error", "key"),
    ("route", "key"), ("lookup", "key"), ("message", "key"), ("resource", "key"),
    ("session", "length"), ("session", "count"), ("tracking", "number"), ("key", "id"), ("unique", "key"),
    ("hash", "key"), ("trace", "id"), ("item", "key"), ("list", "key"), ("widget", "key"), ("reporter", "key"),
    ("access", "level"), ("continuation", "token"), ("page", "token"), ("sync", "token"), ("cancellation", "token"),
    ("cancel", "token"), ("code", "id"),
})  # fmt: skip
"""Names of weak words whose values are known to be no secret, however they look."""

PLAIN_VALUES: Final = frozenset({
    "0", "1", "true", "false", "null", "none", "nil", "undefined", "yes", "no", "on", "off", "required", "missing",
    "failed", "failure", "invalid", "valid", "expired", "denied", "granted", "ok", "empty", "incorrect", "wrong",
    "changed", "reset", "updated", "set", "unset", "accepted", "rejected", "sent", "is", "was", "must", "cannot",
    "can't", "not", "should", "does", "has", "needs", "unknown", "absent", "present", "hidden", "redacted", "masked",
    "filtered", "pending", "success", "successful", "error", "string", "number", "text", "enabled", "disabled",
    "optional", "too", "the", "a", "an", "for", "in", "and", "or", "to", "of", "please", "enter", "could", "will",
    "may", "ignored", "found", "loaded", "saved", "refreshed", "received", "created", "deleted", "removed", "used",
    "unavailable", "at", "omit", "include", "same-origin", "path",
})  # fmt: skip
"""What is written after such a name without being its value: states, and the words of a sentence."""

NAMING: Final = (
    "name", "key", "field", "inputName", "header", "label", "id", "path", "param", "property", "propertyPath", "title",
    "attribute", "fieldName", "field_name", "loc", "type",
)  # fmt: skip
NAMED: Final = (
    "value", "val", "text", "rejected", "content", "input", "invalidValue", "rejectedValue", "newValue", "new_value",
    "received", "payload",
)  # fmt: skip
"""Fields under which lists of headers and of form fields keep a name, and what it names."""

TYPED_NAMES: Final = frozenset({
    ("value",), ("text",), ("new", "value"), ("old", "value"), ("input", "value"), ("typed",), ("typed", "text"),
    ("entered", "text"), ("entered", "value"), ("field", "value"), ("user", "input"), ("content",), ("inner", "text"),
    ("text", "content"), ("typed", "value"), ("input",), ("new", "text"), ("input", "text"), ("query",),
})  # fmt: skip
"""Where a field's event carries what was typed into it; the surer of them hide it in any event."""
TYPED_ANYWHERE: Final = frozenset({
    ("input", "value"), ("typed",), ("typed", "text"), ("entered", "text"), ("entered", "value"), ("field", "value"),
    ("user", "input"), ("typed", "value"), ("input", "text"),
})  # fmt: skip

FIELD_EVENTS: Final = frozenset({
    ("text", "changed"), ("text", "change"), ("text", "input"), ("text", "entered"), ("text", "edited"),
    ("edit", "text"), ("keyboard", "input"), ("key", "press"), ("key", "down"), ("key", "up"), ("input",),
    ("input", "changed"), ("input", "change"), ("form", "change"), ("form", "changed"), ("field", "changed"),
    ("field", "change"), ("field", "edited"), ("field", "updated"), ("value", "changed"), ("typing",), ("typed",),
    ("change",), ("on", "change"), ("on", "change", "text"), ("text", "field", "changed"), ("input", "blur"),
})  # fmt: skip
"""What apps call the events of a field, as the names of SDKs and of HTML, Android and React Native do."""

FORM_NAMES: Final = frozenset({
    ("form",), ("form", "data"), ("form", "values"), ("form", "fields"), ("form", "inputs"), ("form", "state"),
    ("field", "values"), ("inputs",),
})  # fmt: skip
"""Objects of what a person entered, under the names of the fields."""
FORM_ABOUT: Final = frozenset({
    ("id",), ("name",), ("action",), ("method",), ("class",), ("step",), ("title",), ("screen",), ("status",),
    ("type",), ("error",), ("errors",), ("path",), ("page",), ("version",),
})  # fmt: skip
"""Last words of names that tell of the form itself."""

ELEMENT_NAMES: Final = (
    "type", "tag", "tagName", "tag_name", "nodeName", "node_name", "element", "inputType", "input_type",
    "element_type", "elementType", "role", "class", "control", "target", "view", "widget",
)  # fmt: skip
"""Under which the record of an element says what it is."""
FIELD_KINDS: Final = frozenset({
    "input", "textarea", "password", "textbox", "searchbox", "combobox", "edittext", "textfield", "textinput",
    "uitextfield", "uitextview", "securefield", "securetextfield", "textformfield", "contenteditable", "spinbutton",
})  # fmt: skip
"""Elements that take text: of HTML, ARIA, Android, iOS, Flutter and React Native."""
BUTTON_KINDS: Final = frozenset({"submit", "button", "checkbox", "radio", "reset", "image", "range", "color", "file"})
"""Inputs of HTML that take none; their value is what they say."""

KEY_NAMES: Final = frozenset({
    ("key",), ("code",), ("char",), ("character",), ("pressed", "key"), ("key", "pressed"), ("key", "char"),
})  # fmt: skip
"""Under which an event of the keyboard says which key it was."""
