"""Articles of 2004 to 2012 on the duty to co-operate, in our own words; their dates are true, the quotations invented."""

# ruff: noqa: E501

from typing import Any

DUTY, BOARDS, PLANS, ADMISSIONS, ROSE, PHONES = (
    "schools-duty-to-co-operate",
    "childrens-trust-boards-statutory",
    "children-and-young-peoples-plans",
    "council-powers-over-admissions",
    "primary-curriculum-areas-of-learning",
    "phones-in-schools",
)

CHILDREN_ACT = ("ukpga/2004/31", "Children Act 2004")
ASCL_ACT = ("ukpga/2009/22", "Apprenticeships, Skills, Children and Learning Act 2009")
EDUCATION_ACT = ("ukpga/2011/21", "Education Act 2011")

SOURCES: tuple[dict[str, Any], ...] = (
    {"id": "dcsf-news", "title": "DCSF news (web archive)", "publisher": "Department for Children, Schools and Families",
     "kind": "archive", "licence": "Open Government Licence v1.0", "publish": "full"},
    {"id": "govuk-dfe", "title": "Department for Education on GOV.UK", "publisher": "Department for Education",
     "kind": "government", "licence": "Open Government Licence v3.0", "publish": "full"},
    {"id": "childrens-weekly", "title": "Children's Weekly", "publisher": "Northgate Trade Press",
     "kind": "sector-news", "licence": "all rights reserved", "publish": "extracts"},
    {"id": "schools-record", "title": "Schools Record", "publisher": "Record Publishing Co-operative",
     "kind": "sector-news", "licence": "CC BY 4.0", "publish": "full"},
    {"id": "hansard", "title": "Hansard written statements", "publisher": "UK Parliament",
     "kind": "parliament", "licence": "Open Parliament Licence", "publish": "full",
     "problem": "crawl: the site answered 503 three times; it is tried again at the next run"},
)  # fmt: skip

#: A sentence of an article that may be shown in extracts only; it must be found nowhere on the site.
SENTINEL = "The caretaker's tortoiseshell ledger was quietly mislaid in Grimsby."

STORIES: tuple[dict[str, Any], ...] = (
    {
        "id": "a2004bill", "source": "hansard", "date": "2004-03-04", "kind": "statement",
        "headline": "Children Bill: who is to co-operate with the local authority",
        "lead": "Ministers set out which bodies the new duty will bind.",
        "text": """Ministers set out which bodies the new duty will bind.

Clause 7 of the Children Bill places a duty to co-operate on strategic health authorities, the police, probation boards and primary care trusts.

The Department for Education and Skills has considered whether schools should come under the duty, and schools will not be bound by it. “Schools co-operate because they want to, not because a statute tells them so,” said Margaret Ellery, a junior minister.

The National Union of Head Teachers welcomed the decision to leave schools out.""",
        "bodies": {("dfes", "Department for Education and Skills", "department"): ["Department for Education and Skills"],
                   ("primary-care-trusts", "Primary care trusts", "generic"): ["primary care trusts"],
                   ("nuht", "National Union of Head Teachers", "union"): ["National Union of Head Teachers"]},
        "people": {"Margaret Ellery": ("a junior minister", "Department for Education and Skills", None, ["Margaret Ellery"])},
        "quotes": [("Margaret Ellery", "said", "Schools co-operate because they want to, not because a statute tells them so", "direct")],
        "acts": [("Children Bill", None, "Children Bill", "section/7", "bill")],
        "proposals": [{"id": "p1", "policy": DUTY, "proposer": "Department for Education and Skills",
                       "action": "leave schools out of the duty to co-operate", "target": "schools", "stage": "floated",
                       "commitment": "ruled out", "effect": "keep", "instrument": "bill",
                       "summary": "Schools stay outside the duty to co-operate",
                       "say": ["The Department for Education and Skills has considered whether schools should come under the duty, and schools will not be bound by it."],
                       "confidence": 0.82}],
        "stances": [("National Union of Head Teachers", "p1", "supports", "The National Union of Head Teachers welcomed the decision to leave schools out.")],
        "topics": ["childrens-services", "school-structures"],
    },
    {
        "id": "a2004act", "source": "dcsf-news", "date": "2004-11-15T15:30:00+00:00", "kind": "announcement",
        "headline": "Royal Assent for the Children Act", "lead": "",
        "text": """The Children Act 2004 received Royal Assent today.

Section 10 of the Act requires local authorities and their partners to co-operate to improve the well-being of children. Schools are not among the partners that the section names.""",
        "bodies": {("local-authorities", "Local authorities", "generic"): ["local authorities"]},
        "people": {}, "quotes": [],
        "acts": [("Children Act 2004", *CHILDREN_ACT, None, "act"), ("Section 10 of the Act", *CHILDREN_ACT, "section/10", "act")],
        "proposals": [{"id": "p1", "policy": DUTY, "proposer": "Department for Education and Skills", "action": "require partners to co-operate, without schools",
                       "target": "local authorities", "stage": "enacted", "effect": "make", "instrument": "act",
                       "summary": "The Act leaves schools out of the duty",
                       "say": ["Schools are not among the partners that the section names."], "confidence": 0.61}],
        "topics": ["childrens-services"],
    },
    {
        "id": "a2008trusts", "source": "dcsf-news", "date": "2008-07-08T09:00:00+01:00", "kind": "announcement",
        "headline": "Children's trusts to be strengthened: consultation opens",
        "lead": "Schools would be required to co-operate with the rest of children's services under plans published today.",
        "archived": "https://webarchive.nationalarchives.gov.uk/ukgwa/20080709000000/http://www.dcsf.gov.uk/news/trusts",
        "text": """Schools would be required to co-operate with the rest of children's services under plans published today.

The Department for Children, Schools and Families (DCSF) is consulting until 25 September 2008 on bringing schools under the duty to co-operate in section 10 of the Children Act 2004. New academies would be bound by their funding agreements; existing academies are exempt.

Ed Balls, the children's secretary, said: “No child should fall between two services because a school and a clinic never spoke to each other.” He added that the law would change “at the first opportunity”.

What the plans would do

• Children's trust boards would be placed on a statutory footing in every area.

• Children and young people's plans would be required in all areas and would bind every public body on the board.

John Dunford, general secretary of the Association of School and College Leaders, said that schools would accept the duty if it ran both ways. John Chowcat, general secretary of Aspect, said the proposals “should have come four years ago”.""",
        "bodies": {("dcsf", "Department for Children, Schools and Families", "department"): ["Department for Children, Schools and Families", "DCSF"],
                   ("ascl", "Association of School and College Leaders", "union"): ["Association of School and College Leaders"],
                   ("aspect", "Association of Professionals in Education and Children's Trusts", "union"): ["Aspect"],
                   ("schools", "Schools", "generic"): ["schools", "Schools"],
                   ("academies", "Academies", "generic"): ["academies"],
                   ("childrens-trust-boards", "Children's trust boards", "generic"): ["Children's trust boards"]},
        "people": {"Ed Balls": ("children's secretary", "Department for Children, Schools and Families", "Secretary of State for Children, Schools and Families", ["Ed Balls", "He"]),
                   "John Dunford": ("general secretary", "Association of School and College Leaders", None, ["John Dunford"]),
                   "John Chowcat": ("general secretary", "Association of Professionals in Education and Children's Trusts", None, ["John Chowcat"])},
        "quotes": [("Ed Balls", "said", "No child should fall between two services because a school and a clinic never spoke to each other.", "direct"),
                   ("Ed Balls", "added", "the law would change “at the first opportunity”", "indirect"),
                   ("John Dunford", "said", "schools would accept the duty if it ran both ways", "indirect"),
                   ("John Chowcat", "said", "the proposals “should have come four years ago”", "indirect")],
        "acts": [("section 10 of the Children Act 2004", *CHILDREN_ACT, "section/10", "act")],
        "dates": [("25 September 2008", "2008-09-25", "2008-09-25", "by")],
        "proposals": [
            {"id": "p1", "policy": DUTY, "proposer": "Department for Children, Schools and Families",
             "action": "bring schools under the duty to co-operate", "target": "schools", "stage": "consultation", "effect": "extend", "commitment": "would",
             "instrument": "consultation", "direction": "u-turn: ruled out in 2004", "exemptions": ["existing academies"], "scope": ["new academies"],
             "summary": "Schools to come under the duty to co-operate",
             "say": ["Schools would be required to co-operate with the rest of children's services under plans published today.",
                     "The Department for Children, Schools and Families (DCSF) is consulting until 25 September 2008 on bringing schools under the duty to co-operate in section 10 of the Children Act 2004.",
                     "New academies would be bound by their funding agreements; existing academies are exempt."],
             "dates": [("25 September 2008", "2008-09-25", "2008-09-25", "by")], "confidence": 0.93},
            {"id": "p2", "policy": BOARDS, "proposer": "Department for Children, Schools and Families",
             "action": "place children's trust boards on a statutory footing", "target": "children's trust boards", "stage": "consultation", "commitment": "would",
             "summary": "Children's trust boards on a statutory footing", "say": ["Children's trust boards would be placed on a statutory footing in every area."], "confidence": 0.88},
            {"id": "p3", "policy": PLANS, "proposer": "Department for Children, Schools and Families",
             "action": "require children and young people's plans in all areas", "target": "every public body on the board", "stage": "consultation", "commitment": "would",
             "summary": "Children and young people's plans in all areas, binding every public body",
             "say": ["Children and young people's plans would be required in all areas and would bind every public body on the board."], "confidence": 0.79}],
        "stances": [("John Dunford", "p1", "supports", "John Dunford, general secretary of the Association of School and College Leaders, said that schools would accept the duty if it ran both ways."),
                    ("John Chowcat", "p1", "supports", "John Chowcat, general secretary of Aspect, said the proposals “should have come four years ago”.")],
        "consultation": ("p1", "2008-07-08", "2008-09-25"), "topics": ["childrens-services", "school-structures"],
    },
    {
        "id": "a2008weekly", "source": "childrens-weekly", "date": "2008-07-09T07:15:00+01:00", "kind": "news",
        "headline": "Schools face legal duty to work with children's trusts", "byline": ["Ros Pemberton"],
        "lead": "Four years after ministers let schools off, a consultation asks whether the law should bind them.",
        "text": f"""Four years after ministers let schools off, a consultation asks whether the law should bind them.

{SENTINEL} Nobody at the briefing could say where it had gone.

The DCSF wants schools to be under the same duty to co-operate as health trusts and the police. Some heads are uneasy.

Delia Marsh, head of policy at the Heads' Forum, said the plan “turns goodwill into paperwork”.""",
        "bodies": {("dcsf", "Department for Children, Schools and Families", "department"): ["DCSF"],
                   ("heads-forum", "Heads' Forum", "association"): ["Heads' Forum"]},
        "people": {"Delia Marsh": ("head of policy", "Heads' Forum", None, ["Delia Marsh"])},
        "quotes": [("Delia Marsh", "said", "the plan “turns goodwill into paperwork”", "indirect")],
        "proposals": [{"id": "p1", "policy": DUTY, "proposer": "Department for Children, Schools and Families", "action": "put schools under the duty to co-operate", "target": "schools",
                       "stage": "consultation", "effect": "extend", "commitment": "would", "summary": "Schools to come under the duty to co-operate",
                       "say": ["The DCSF wants schools to be under the same duty to co-operate as health trusts and the police."], "confidence": 0.86}],
        "stances": [("Delia Marsh", "p1", "opposes", "Delia Marsh, head of policy at the Heads' Forum, said the plan “turns goodwill into paperwork”.")],
        "topics": ["childrens-services"],
    },
    {
        "id": "a2008adm", "source": "schools-record", "date": "2008-03-11", "kind": "news", "headline": "Councils to police admissions",
        "byline": ["Anil Barua"], "lead": "Every council would have to report each year on whether local schools' admissions are fair.",
        "text": """Every council would have to report each year on whether local schools' admissions are fair.

Ed Balls said councils would be given greater powers over admissions policies. The adjudicator would be able to act without waiting for a complaint.

“Parents should not need a solicitor to understand an admissions form,” he said.""",
        "bodies": {("councils", "Councils", "generic"): ["councils", "council"]},
        "people": {"Ed Balls": ("children's secretary", None, "Secretary of State for Children, Schools and Families", ["Ed Balls", "he said"])},
        "quotes": [("Ed Balls", "said", "Parents should not need a solicitor to understand an admissions form", "direct")],
        "proposals": [{"id": "p1", "policy": ADMISSIONS, "proposer": "Ed Balls", "action": "give councils greater powers over admissions policies", "target": "councils", "stage": "announced",
                       "effect": "extend", "summary": "Greater powers for councils over admissions policies",
                       "say": ["Ed Balls said councils would be given greater powers over admissions policies."], "confidence": 0.84}],
        "topics": ["admissions"],
    },
    {
        "id": "a2008leak", "source": "schools-record", "date": "2008-06-20", "kind": "news", "headline": "Ministers weigh duty on schools to join up with health",
        "byline": ["Anil Barua"], "lead": "",
        "text": """Officials are drawing up plans that could bring schools under the duty to co-operate, the Record understands.

A spokesperson for the department said only that “all options are open”.""",
        "bodies": {("schools", "Schools", "generic"): ["schools"]}, "people": {},
        "quotes": [("A spokesperson", "said", "all options are open", "direct")],
        "proposals": [{"id": "p1", "policy": DUTY, "proposer": None, "action": "bring schools under the duty to co-operate", "target": "schools", "stage": "floated", "commitment": "may",
                       "effect": "extend", "summary": "Schools may come under the duty to co-operate",
                       "say": ["Officials are drawing up plans that could bring schools under the duty to co-operate, the Record understands."], "confidence": 0.71}],
        "topics": ["childrens-services"],
    },
    {
        "id": "a2009bill", "source": "hansard", "date": "2009-02-04", "kind": "bill", "headline": "Apprenticeships, Skills, Children and Learning Bill introduced",
        "lead": "The Bill was read a first time.",
        "text": """The Bill was read a first time.

Part 9 amends section 10 of the Children Act 2004 so that the duty to co-operate extends to the governing bodies of maintained schools. It also places children's trust boards on a statutory footing.

Amounts of £1 < £2 & “quotes” of every ‘kind’ pass through unharmed.""",
        "bodies": {("governing-bodies", "Governing bodies", "generic"): ["governing bodies"], ("childrens-trust-boards", "Children's trust boards", "generic"): ["children's trust boards"]},
        "people": {}, "quotes": [], "acts": [("section 10 of the Children Act 2004", *CHILDREN_ACT, "section/10", "act")],
        "proposals": [{"id": "p1", "policy": DUTY, "proposer": "Department for Children, Schools and Families", "action": "extend the duty to co-operate to governing bodies", "target": "governing bodies of maintained schools",
                       "stage": "bill", "effect": "extend", "instrument": "bill", "summary": "Schools to come under the duty to co-operate", "exemptions": ["existing academies"],
                       "say": ["Part 9 amends section 10 of the Children Act 2004 so that the duty to co-operate extends to the governing bodies of maintained schools."], "confidence": 0.95},
                      {"id": "p2", "policy": BOARDS, "proposer": "Department for Children, Schools and Families", "action": "place children's trust boards on a statutory footing", "target": "children's trust boards",
                       "stage": "bill", "summary": "Children's trust boards on a statutory footing", "say": ["It also places children's trust boards on a statutory footing."], "confidence": 0.9}],
        "topics": ["childrens-services"],
    },
    {
        "id": "a2009stages", "source": "hansard", "date": "2009-11-12", "kind": "bill", "headline": "Apprenticeships, Skills, Children and Learning Bill", "lead": "",
        "url": "https://bills.parliament.uk/bills/2009", "rule": "vehicle",
        "text": """The Bill has received Royal Assent and is an act.

First reading: House of Commons, 4 February 2009

Royal Assent: 12 November 2009""",
        "bodies": {}, "people": {}, "quotes": [],
        "proposals": [{"id": f"v{number}", "policy": policy, "proposer": "Department for Children, Schools and Families", "action": "put it into law", "stage": stage,
                       "summary": f"Carried by the Bill: {stage}", "say": [say], "on": on, "confidence": 0.9}
                      for number, (policy, stage, on, say) in enumerate([(BOARDS, "bill", "2009-02-04", "First reading: House of Commons, 4 February 2009"),
                                                                         (BOARDS, "enacted", "2009-11-12", "Royal Assent: 12 November 2009"),
                                                                         (DUTY, "enacted", "2009-11-12", "Royal Assent: 12 November 2009")])],
        "topics": ["childrens-services"],
    },
    {
        "id": "a2009act", "source": "dcsf-news", "date": "2009-11-12", "kind": "announcement", "headline": "Landmark skills and children's Act becomes law", "lead": "",
        "text": """The Apprenticeships, Skills, Children and Learning Act 2009 received Royal Assent today. Schools will be under the duty to co-operate from January 2010.

Councils and schools are expected to prepare together.""",
        "bodies": {("schools", "Schools", "generic"): ["Schools", "schools"], ("councils", "Councils", "generic"): ["Councils"]}, "people": {}, "quotes": [],
        "acts": [("Apprenticeships, Skills, Children and Learning Act 2009", *ASCL_ACT, None, "act")],
        "dates": [("January 2010", "2010-01-01", "2010-01-31", "from")],
        "proposals": [{"id": "p1", "policy": DUTY, "proposer": "Department for Children, Schools and Families", "action": "put schools under the duty to co-operate", "target": "schools", "stage": "enacted", "effect": "extend",
                       "instrument": "act", "summary": "Schools come under the duty to co-operate from January 2010", "dates": [("January 2010", "2010-01-01", "2010-01-31", "from")],
                       "say": ["Schools will be under the duty to co-operate from January 2010."], "confidence": 0.94}],
        "topics": ["childrens-services"],
    },
    {
        "id": "a2010force", "source": "dcsf-news", "date": "2010-01-12", "kind": "announcement", "headline": "Schools join children's trusts", "lead": "",
        "text": """From today schools are under the duty to co-operate with children's trusts.

“This is how it should always have been,” said Ed Balls.""",
        "bodies": {("schools", "Schools", "generic"): ["schools"], ("childrens-trusts", "Children's trusts", "generic"): ["children's trusts"]},
        "people": {"Ed Balls": ("children's secretary", None, "Secretary of State for Children, Schools and Families", ["Ed Balls"])},
        "quotes": [("Ed Balls", "said", "This is how it should always have been", "direct")],
        "proposals": [{"id": "p1", "policy": DUTY, "proposer": "Department for Children, Schools and Families", "action": "put schools under the duty to co-operate", "target": "schools", "stage": "in force", "effect": "extend",
                       "summary": "Schools are under the duty to co-operate", "say": ["From today schools are under the duty to co-operate with children's trusts."], "confidence": 0.9}],
        "topics": ["childrens-services"],
    },
    {
        "id": "a2010wp", "source": "govuk-dfe", "date": "2010-11-24T12:40:00+00:00", "kind": "announcement", "headline": "White paper frees schools from the duty to co-operate",
        "lead": "Schools would no longer be bound to work with children's trusts.",
        "text": """Schools would no longer be bound to work with children's trusts.

The Department for Education will legislate to remove the duty on schools to co-operate with children's trusts. Michael Gove, the education secretary, said that good schools “work with others without being told to”.

The Heads' Forum supports the change. Barnaby Trust, a charity, has concerns about the youngest children.""",
        "bodies": {("dfe", "Department for Education", "department"): ["Department for Education"], ("heads-forum", "Heads' Forum", "association"): ["Heads' Forum"],
                   ("barnaby-trust", "Barnaby Trust", "charity"): ["Barnaby Trust"], ("schools", "Schools", "generic"): ["schools", "Schools"]},
        "people": {"Michael Gove": ("education secretary", "Department for Education", "Secretary of State for Education", ["Michael Gove"])},
        "quotes": [("Michael Gove", "said", "good schools “work with others without being told to”", "indirect")],
        "proposals": [{"id": "p1", "policy": DUTY, "proposer": "Department for Education", "action": "remove the duty on schools to co-operate with children's trusts", "target": "schools", "stage": "announced",
                       "effect": "undo", "instrument": "white paper", "summary": "Schools to be freed from the duty to co-operate", "direction": "u-turn: undoes what came into force in January 2010",
                       "say": ["The Department for Education will legislate to remove the duty on schools to co-operate with children's trusts."], "confidence": 0.92}],
        "stances": [("Heads' Forum", "p1", "supports", "The Heads' Forum supports the change."), ("Barnaby Trust", "p1", "concerned", "Barnaby Trust, a charity, has concerns about the youngest children.")],
        "topics": ["childrens-services", "school-structures"],
    },
    {
        "id": "a2010rose", "source": "schools-record", "date": "2010-04-07", "kind": "news", "headline": "Primary curriculum overhaul falls before the election", "byline": ["Anil Barua"], "lead": "",
        "text": """Plans for six areas of learning in primary schools were dropped from the Bill last night. The Department for Children, Schools and Families blamed the other parties.""",
        "bodies": {("dcsf", "Department for Children, Schools and Families", "department"): ["Department for Children, Schools and Families"]}, "people": {}, "quotes": [],
        "proposals": [{"id": "p1", "policy": ROSE, "proposer": "Department for Children, Schools and Families", "action": "teach six areas of learning", "target": "primary schools", "stage": "dropped", "effect": "undo",
                       "summary": "Six areas of learning in the primary curriculum", "say": ["Plans for six areas of learning in primary schools were dropped from the Bill last night."], "confidence": 0.87}],
        "topics": ["curriculum"],
    },
    {
        "id": "a2011bill", "source": "hansard", "date": "2011-01-26", "kind": "bill", "headline": "Education Bill introduced", "lead": "",
        "text": """The Education Bill was introduced today. Clause 30 removes the duty to co-operate from schools and further education colleges.""",
        "bodies": {("schools", "Schools", "generic"): ["schools"]}, "people": {}, "quotes": [], "acts": [("Education Bill", None, "Education Bill", "section/30", "bill")],
        "proposals": [{"id": "p1", "policy": DUTY, "proposer": "Department for Education", "action": "remove the duty to co-operate from schools", "target": "schools and further education colleges", "stage": "bill", "effect": "undo",
                       "instrument": "bill", "summary": "Schools to be freed from the duty to co-operate", "say": ["Clause 30 removes the duty to co-operate from schools and further education colleges."], "confidence": 0.93}],
        "topics": ["school-structures"],
    },
    {
        "id": "a2011keep", "source": "childrens-weekly", "date": "2011-10-19", "kind": "news", "headline": "Duty on schools to co-operate survives after Lords pressure", "byline": ["Ros Pemberton"], "lead": "Ministers give way.",
        "text": """Ministers give way. The government has withdrawn the clause that would have removed the duty to co-operate from schools.

“Common sense has prevailed,” said Baroness Ashdale, a crossbench peer.""",
        "bodies": {("uk-government", "UK Government", "government"): ["government"], ("schools", "Schools", "generic"): ["schools"]},
        "people": {"Baroness Ashdale": ("crossbench peer", None, None, ["Baroness Ashdale"])},
        "quotes": [("Baroness Ashdale", "said", "Common sense has prevailed", "direct")],
        "proposals": [{"id": "p1", "policy": DUTY, "proposer": "UK Government", "action": "keep the duty to co-operate on schools", "target": "schools", "stage": "dropped", "effect": "keep", "direction": "u-turn: withdraws its own clause",
                       "summary": "The duty to co-operate stays on schools", "say": ["The government has withdrawn the clause that would have removed the duty to co-operate from schools."], "confidence": 0.83}],
        "topics": ["school-structures"],
    },
    {
        "id": "a2012phones", "source": "govuk-dfe", "date": "2012-01-23T11:00:00+00:00", "kind": "consultation", "headline": "Pupils' phones in the classroom: have your say",
        "lead": "Views are sought on whether heads should be able to keep phones until the end of the day.",
        "text": """Views are sought on whether heads should be able to keep phones until the end of the day.

The Department for Education proposes that heads may keep a pupil's phone until the end of the school day. The consultation closes on 20 February 2012. It would apply to maintained schools; special schools are exempt.""",
        "bodies": {("dfe", "Department for Education", "department"): ["Department for Education"]}, "people": {}, "quotes": [], "dates": [("20 February 2012", "2012-02-20", "2012-02-20", "by")],
        "proposals": [{"id": "p1", "policy": PHONES, "proposer": "Department for Education", "action": "allow heads to keep a pupil's phone until the end of the day", "target": "maintained schools", "stage": "consultation",
                       "commitment": "would", "instrument": "consultation", "exemptions": ["special schools"], "summary": "Heads may keep pupils' phones until the end of the day",
                       "say": ["The Department for Education proposes that heads may keep a pupil's phone until the end of the school day.", "It would apply to maintained schools; special schools are exempt."],
                       "dates": [("20 February 2012", "2012-02-20", "2012-02-20", "by")], "confidence": 0.91}],
        "consultation": ("p1", "2012-01-23", "2012-02-20"), "topics": ["behaviour"],
    },
    {
        "id": "a2012odd", "source": "schools-record", "date": "2012-01-30", "kind": "opinion", "headline": "<script>alert(1)</script> & ‘odd’ “marks”: a columnist’s week 🎓 العربية", "byline": ["O'Neil <b>Quist</b>"],
        "lead": "Nothing & nobody < everything.",
        "text": """Nothing & nobody < everything. <img src=x onerror=alert(1)> is what the memo from Zoë Ångström-Ng said, and 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 heads laughed.

العربية and עברית read from the right; emoji 👩‍🏫 stand for themselves. “Ban <em>phones</em> & be done,” said Zoë Ångström-Ng.""",
        "bodies": {("heads-forum-2", "Heads & <i>Hearts</i>", "association"): ["heads"]},
        "people": {"Zoë Ångström-Ng": ("columnist & <b>wit</b>", None, None, ["Zoë Ångström-Ng"])},
        "quotes": [("Zoë Ångström-Ng", "said", "Ban <em>phones</em> & be done", "direct")],
        "proposals": [{"id": "p1", "policy": PHONES, "proposer": "Zoë Ångström-Ng", "action": "ban <em>phones</em>", "target": "pupils & <i>staff</i>", "stage": "floated", "commitment": "asked", "summary": "Ban <em>phones</em> & be done",
                       "say": ["“Ban <em>phones</em> & be done,” said Zoë Ångström-Ng."], "confidence": 0.44}],
        "topics": ["behaviour"],
    },
)  # fmt: skip

POLICIES: tuple[tuple[str, str, str, str, str, str], ...] = (
    (DUTY, "Schools under the duty to co-operate", "in force", "live", "2004-03-04", "2011-10-19"),
    (BOARDS, "Children's trust boards on a statutory footing", "bill", "live", "2008-07-08", "2009-02-04"),
    (PLANS, "Children and young people's plans in all areas", "consultation", "live", "2008-07-08", "2008-07-08"),
    (
        ADMISSIONS,
        "Greater powers for councils over admissions policies",
        "announced",
        "live",
        "2008-03-11",
        "2008-03-11",
    ),
    (ROSE, "Six areas of learning in the primary curriculum", "bill", "dropped", "2010-04-07", "2010-04-07"),
    (PHONES, "Pupils' phones kept until the end of the day", "consultation", "live", "2012-01-23", "2012-01-30"),
)

#: (article, kind, from, to, reported, note) of each shift; the policy is that of the article's named proposal.
SHIFTS: tuple[tuple[str, str, str, str | None, str, int, str], ...] = (
    ("a2004bill", "p1", "new", None, "floated", 0, "ruled out"),
    ("a2004act", "p1", "moved on", "floated", "enacted", 0, "the Act leaves schools out"),
    ("a2008leak", "p1", "revived", "enacted", "floated", 1, "being considered; was ruled out in 2004"),
    ("a2008trusts", "p1", "u-turn", "floated", "consultation", 0, "now out for consultation; was ruled out in 2004"),
    ("a2009bill", "p1", "moved on", "consultation", "bill", 0, "now before Parliament; was out for consultation"),
    ("a2009act", "p1", "moved on", "bill", "enacted", 0, "now an Act; applies from January 2010"),
    ("a2010force", "p1", "moved on", "enacted", "in force", 0, "now in force"),
    ("a2010wp", "p1", "u-turn", "in force", "announced", 0, "to be undone; came into force in January 2010"),
    ("a2011bill", "p1", "moved on", "announced", "bill", 0, "the undoing is before Parliament"),
    ("a2011keep", "p1", "u-turn", "bill", "in force", 1, "stays in force; the clause that would have undone it is withdrawn"),
    ("a2008trusts", "p2", "new", None, "consultation", 0, "now out for consultation"),
    ("a2009bill", "p2", "moved on", "consultation", "bill", 0, "now before Parliament; was out for consultation"),
    ("a2008trusts", "p3", "new", None, "consultation", 0, "now out for consultation"),
    ("a2008adm", "p1", "new", None, "announced", 1, "announced"),
    ("a2010rose", "p1", "dropped", "bill", "dropped", 1, "given up; was before Parliament"),
    ("a2012phones", "p1", "new", None, "consultation", 0, "now out for consultation"),
)  # fmt: skip
