"""Five hundred things that nobody should type, and every place where they can be typed."""

# ruff: noqa: E501

import random
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote

#: A tag and an attribute that only an unescaped answer can hold.
TAG, ATTRIBUTE = "gpx", "ongpx"

_WRITTEN = [
    "", " ", "'", '"', '""', "'''", "\\", "/", "//", "%", "%%", "%00", "%5C", "*", "**", "-", "--", "---", "+", "^", "(", ")", "((", "))", "{", "}", "{}", "[", "]",
    ":", "::", ";", "&", "&&", "|", "||", "<", ">", "<>", "!", "?", "#", "~", "`", "=", "==", "@", ".", "..", "../..", "...", "\0", "a\0b", "\n", "\r\n", "\t", "\x7f", "\x1b[31m",
    "AND", "OR", "NOT", "NEAR", "NEAR(a b, 2)", "a AND", "OR b", "NOT", "NOT c", "a NOT", '"unclosed', 'un"closed', '"a" "b', "a*", "*a", "a^b", "^a", "col:a", "headline:a", "search_keys:a", "{headline}:a", "rowid:1",
    "- -", "-a", "--a", "-\"a\"", "a -a", "-a -b", "source:", "source:x", "source:\"", "body:", "body:x", "person:", "person:-", "stage:", "stage:nope", "stage:in-force", "-stage:bill", "topic:", "topic:%", "before:", "before:x", "before:0000",
    "before:2008-13", "before:2008-02-30", "before:9999-12-31", "after:0001", "after:9999-12-31", "after:9999", "after:2010 before:2009", "quote:", "quote:\"", "quote:-", "-quote:duty", "quote:duty -quote:duty", "source:a source:b", "body:dcsf -body:dcsf",
    "1", "-1", "0", "1e9", "99999999999999999999", "0x10", "1.5", "NaN", "null", "None", "undefined", "true", "²", "١٢", "½",
    "'; drop table policies; --", "' or 1=1 --", "1 union select * from sqlite_master", "select * from subscribers", "attach database '/etc/passwd' as x", "'||(select 1)||'", "json_each('[')", "$.a", "?1", ":id", "@x", "zeroblob(1000000000)",
    "{{7*7}}", "{% raw %}", "${7*7}", "#{7*7}", "<%= 7 %>", "javascript:alert(1)", "data:text/html,x", "https://evil.example", "//evil.example", "\\\\evil.example", "/\\evil.example", "http://[", "mailto:x",
    f"<{TAG}>", f"</{TAG}>", f"<{TAG} {ATTRIBUTE}=1>", f"\"><{TAG}>", f"'><{TAG}>", f"\" {ATTRIBUTE}=\"1", f"' {ATTRIBUTE}='1", f"</title><{TAG}>", f"</textarea><{TAG}>", f"--><{TAG}>", f"<!--<{TAG}>", f"<svg><{TAG}>", f"&lt;{TAG}&gt;", f"<{TAG}\n>", f"]]><{TAG}>",
    "=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "a,b", "a\"b,c", "a\nb",
    "é", "Å", "ﬁ", "ß", "İ", "ı", "ǅ", "e\u0301", "\u200b", "\u200d", "\u202e abc", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\ue000x\ue001", "\ue001\ue000", "\U0010ffff", "\U0001f469\u200d\U0001f3eb", "\U0001d518", "\U0001e900\U0001e901",
    "عربي", "עברית", "中文", "日本語", "한국어", "ไทย", "हिन्दी", "ქართული", "Ελληνικά", "Кириллица", "ትግርኛ", "ᏣᎳᎩ", "ᚠᚢᚦ", "𐎀𐎁", "𒀀",
    "a" * 399, "a" * 400, "a" * 401, "a " * 200, "a" * 2_000, "é" * 1_000, "\"" * 300, "-a " * 130, "(" * 350, "body:a " * 60, "OR " * 130,
]  # fmt: skip


def odd_inputs(number: int = 500) -> list[str]:
    """The written ones, then mixtures of them; the same every time."""
    chance = random.Random(2004)
    inputs = list(dict.fromkeys(_WRITTEN))
    while len(inputs) < number:
        inputs.append(chance.choice(("", " ", ":", '"')).join(chance.sample(_WRITTEN, 3))[:2_500])
    return inputs[:number]


#: Every page with each of its parameters; {} is where the odd thing goes.
PLACES = (
    "/?stage={}", "/?topic={}", "/?body={}", "/policies?stage={}", "/policies?topic={}", "/policies?body={}", "/policies?page={}",
    "/policies/{}", "/policies/{}.json", "/policies/{}.atom", "/policies/{}.ics", "/policies/{}.csv",
    "/articles?before={}", "/articles/{}", "/articles/{}.json", "/bodies?kind={}", "/bodies?page={}", "/bodies/{}", "/people?page={}", "/people/{}",
    "/legislation/{}", "/topics/{}", "/sources/{}", "/search?q={}", "/search?q=policy&show={}", "/search?q=policy&sort={}", "/search?q=policy&page={}",
    "/search.json?q={}", "/search.csv?q={}", "/search.xlsx?q={}", "/search.atom?q={}", "/follow?policy={}", "/follow?q={}", "/follow?kind=body&value={}", "/shifts.atom?stage={}", "/shifts.atom?topic={}", "/{}",
    "/data/{}", "/data/policies/{}", "/data/policies?title={}", "/data/policies?title__contains={}", "/data/policies?_next={}", "/data/policies?_sort={}", "/data/policies?_search={}", "/data/policies?{}=1", "/data/policies_that_turned?x={}",
)  # fmt: skip


def addresses(places: tuple[str, ...], inputs: list[str]) -> Iterator[str]:
    """Each place with each input, escaped as a browser would."""
    for place in places:
        for text in inputs:
            yield place.replace("{}", quote(text.encode("utf-8", "surrogatepass"), safe=""))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.broken: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == TAG or any(name.startswith("on") for name, _ in attrs):
            self.broken.append(f"<{tag} {attrs}>")
        for name, value in attrs:
            if name in ("href", "src", "action") and (value or "").lower().strip().startswith(("javascript:", "data:")):
                self.broken.append(f"{name}={value}")


def unescaped(body: str, content_type: str) -> list[str]:
    """What of an answer a browser would take for markup that is not ours."""
    if content_type.startswith("text/html"):
        parser = _Parser()
        parser.feed(body)
        return parser.broken
    if "xml" in content_type and "openxml" not in content_type:
        return [body] if f"<{TAG}" in body else []
    return []
