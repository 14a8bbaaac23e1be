"""The patterns of expressions of time; each starts with a word of a closed list or with figures."""

import re

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT_MONTH = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_DAYNAME = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SEASON = "[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter"
_YEAR = r"(?:1[0-9]|20|21)\d\d"
_NUMBER = (
    r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty)"
)
_LEADS = (
    "(?:with effect |as )?from|since|starting(?: in| on| from)?|beginning(?: in| on)?|no earlier than|not before|after|"
    "by|before|until|till|up to|no later than|not later than|ahead of|in|on|at|during|for|of|throughout|through|over|"
    "around|about|between"
)
_LED = rf"\b(?P<lead>(?i:{_LEADS})\s+)?"
_THE = r"(?:[Tt]he\s+)?"
_PART = (
    r"(?P<part>(?i:early|mid|late|the beginning of|the start of|the middle of|the end of|end of|beginning of|start of|"
    r"early in|late in)[\s-])?"
)


FULL = re.compile(
    rf"{_LED}(?:(?:{_DAYNAME}|Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.?,?\s+)?{_THE}"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:(?:\s?[-–]\s?|\s+(?:to|and)\s+)"
    rf"(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)?\s+(?:of\s+)?"
    rf"(?P<month>(?i:{_MONTH})|(?:{_SHORT_MONTH})\b\.?)(?!\w)(?:,?\s+(?P<year>{_YEAR})\b)?"
)
AMERICAN = re.compile(
    rf"{_LED}(?:(?:{_DAYNAME}),?\s+)?(?P<month>{_MONTH}|(?:{_SHORT_MONTH})\.?)\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
    rf"(?![\d:.]\d|\s?(?:per cent|%|million|people|pm|am))(?:,?\s+(?P<year>{_YEAR})\b)?"
)
NUMERIC = re.compile(
    r"(?<![\d/.-])(?:(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)|(?P<iso>(?:19|20)\d\d-\d\d-\d\d))(?![\d/-])"
)
MONTH_RANGE = re.compile(
    rf"(?P<lead>(?i:between|from|in|during)\s+)?(?P<a>{_MONTH})(?:\s+(?P<y1>{_YEAR}))?\s+(?:and|to|until|till|-|–)\s+"
    rf"(?P<b>{_MONTH})\b(?:,?\s+(?P<y2>{_YEAR})\b)?"
)
MONTH_YEAR = re.compile(
    rf"{_LED}{_THE}{_PART}(?P<word>last\s+|next\s+|this\s+|the coming\s+)?(?P<month>{_MONTH})\b"
    rf"(?!\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d))(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}|this year|next year|last year)\b)?"
)
SEASONS = re.compile(
    rf"{_LED}{_THE}{_PART}(?P<word>(?i:last|next|this|coming)\s+)?(?P<season>{_SEASON})(?P<term>\s+term)?\b"
    rf"(?:,?\s+(?:of\s+|in\s+)?(?P<year>{_YEAR}|this year|next year|last year)\b)?"
)
UNITS = re.compile(
    rf"{_LED}{_THE}(?P<part>(?i:early|earlier|later|late|the end of|the start of|the beginning of|end of|the middle of|"
    r"mid|the rest of|the course of|later in|earlier in|early in|late in)\s+)?"
    r"(?P<word>[Ll]ast|[Tt]his|[Nn]ext|[Cc]oming|the same|[Tt]he)\s+"
    r"(?:(?P<sort>financial|tax|school|academic|calendar|parliamentary)\s+)?"
    r"(?P<unit>week|weekend|month|year|quarter|decade|session|[Pp]arliament)\b"
)
WEEKDAYS = re.compile(
    rf"{_LED}(?:the\s+)?(?P<word>(?:last|next|this)\s+)?(?P<name>{_DAYNAME})\b"
    r"(?:\s+(?P<when>last week|next week|this week))?"
)
DAYS = re.compile(
    r"(?P<lead>(?:since|from|by|until|before|after)\s+)?\b"
    r"(?P<name>(?i:yesterday|today|tomorrow|tonight|this morning|this afternoon|this evening|last night))\b"
    r"(?P<same>\s+\((?:(?:" + _DAYNAME + r"),?\s+)?\d{1,2} (?:" + _MONTH + r")\)|\s+\((?:" + _DAYNAME + r")\))?"
)
QUARTERS = re.compile(
    rf"{_LED}{_THE}(?:(?P<ord>first|second|third|fourth|last|final)\s+(?P<sort>quarter|half)\s+of\s+"
    rf"(?:the\s+)?(?P<year>{_YEAR}|this year|next year|last year|the year|year)|"
    rf"(?P<q>[QH][1-4])\s+(?:of\s+)?(?P<qyear>{_YEAR}))\b"
)
RUNNING = re.compile(
    rf"{_LED}{_THE}(?:(?P<before>financial|tax|school|academic|parliamentary)\s+(?:year|session)s?\s+)?"
    r"(?P<a>(?:19|20)\d\d)\s?(?:/|-|–|\s+to\s+)\s?(?P<b>(?:19|20)\d\d|\d{1,2})\b(?![-/]\d|\.\d)"
    r"(?:\s+(?P<after>financial|tax|school|academic|parliamentary)?\s*(?P<unit>year|session)\b"
    r"(?:\s+of\s+[Pp]arliament\b)?)?"
)
YEAR_RANGE = re.compile(rf"(?P<lead>between|from)\s+(?P<a>{_YEAR})\s+(?:and|to)\s+(?P<b>{_YEAR})\b", re.IGNORECASE)
DECADE = re.compile(r"(?:in\s+)?(?:the\s+)?(?:(?P<part>early|mid|late)[\s-])?(?P<year>(?:1[5-9]|20)\d0)['’]?s\b")
YEARS = re.compile(
    rf"(?<![\d£$€,./-]){_LED}{_THE}{_PART}(?:[Tt]he year\s+)?(?P<year>{_YEAR})\b(?![,.]\d|\d|%|\s?(?:per cent|/)|-\d)"
)
WITHIN = re.compile(
    rf"(?P<lead>(?i:within|in)\s+)(?P<the>(?:the\s+)?(?:next|coming|following)\s+)?(?P<number>{_NUMBER}|few|several)?\s*"
    r"(?P<unit>day|week|month|year)s?(?P<time>['’]s?\s+time)?\b(?!\s+(?:ago|old|later|of))"
)
OVER = re.compile(
    rf"(?P<lead>(?i:over|during|for|in|throughout)\s+)?(?:the\s+)(?P<word>next|coming|following|past|last)\s+(?P<number>{_NUMBER}|few|several)?\s*"
    r"(?P<unit>day|week|month|year|decade)s\b"
)
AGO = re.compile(
    rf"\b(?P<number>{_NUMBER})\s+(?P<unit>day|week|month|year|decade)s?\s+(?P<way>ago|earlier|from now)\b",
    re.IGNORECASE,
)
FEASTS = re.compile(
    rf"{_LED}{_THE}(?P<word>(?:last|next|this)\s+)?"
    r"(?P<name>(?i:new year|august bank holiday|summer recess|summer break|summer holidays?)|Christmas|Easter)\b"
    rf"(?:\s+(?P<year>{_YEAR}))?(?!\s+(?i:bill|act|card|party|dinner|tree|honours|island|eve|message|day))"
)
SESSION = re.compile(
    rf"{_LED}{_THE}(?P<word>current|present|new|next|coming|forthcoming|last|previous)\s+(?:parliamentary\s+)?session(?:\s+of\s+[Pp]arliament)?\b"
)
#: Times that no calendar tells: "in weeks", "in a year or two", "at the next general election".
VAGUE = re.compile(
    r"(?P<lead>\b(?:in|within)\s+)(?:(?:just\s+)?(?:a matter of\s+)?(?:days|weeks|months)\b(?!['’]|\s+(?:of|to|past))"
    r"|a\s+(?:day|week|month|year)\s+or\s+(?:two|so)\b)"
    r"|(?P<until>\b(?:at|by|before|after|until)\s+)?(?:the\s+)?(?:next|coming|forthcoming)\s+"
    r"(?:general\s+|local\s+|European\s+)?elections?\b"
)
