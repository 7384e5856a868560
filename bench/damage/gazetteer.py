"""Names that news is full of: places by kind, organisations, given names and well-known people."""

from typing import Final

COUNTRIES: Final = tuple(
    """Afghanistan; Argentina; Australia; Austria; Belarus; Belgium; Brazil; Canada; Chile; China;
    Colombia; Cuba; Denmark; Egypt; El Salvador; Ethiopia; Finland; France; Germany; Greece;
    Guatemala; Haiti; Honduras; Hungary; India; Indonesia; Iran; Iraq; Ireland; Israel; Italy;
    Japan; Kenya; Lebanon; Libya; Malaysia; Mexico; Morocco; Myanmar; Nicaragua; Nigeria;
    North Korea; Norway; Pakistan; Panama; Peru; Poland; Portugal; Qatar; Romania; Russia;
    Saudi Arabia; Singapore; South Africa; South Korea; Spain; Sudan; Sweden; Switzerland; Syria;
    Taiwan; Thailand; Turkey; Ukraine; Venezuela; Vietnam; Yemen; Zimbabwe""".replace(
        "\n   ", ""
    ).split("; ")
)
STATES: Final = tuple(
    """Alabama; Alaska; Arizona; Arkansas; California; Colorado; Connecticut; Delaware; Florida;
    Georgia; Hawaii; Idaho; Illinois; Indiana; Iowa; Kansas; Kentucky; Louisiana; Maine; Maryland;
    Massachusetts; Michigan; Minnesota; Mississippi; Missouri; Montana; Nebraska; Nevada;
    New Hampshire; New Jersey; New Mexico; North Carolina; North Dakota; Ohio; Oklahoma; Oregon;
    Pennsylvania; Rhode Island; South Carolina; South Dakota; Tennessee; Texas; Utah; Vermont;
    Virginia; West Virginia; Wisconsin; Wyoming""".replace("\n   ", "").split("; ")
)
CITIES: Final = tuple(
    """Atlanta; Austin; Baghdad; Baltimore; Beijing; Berlin; Boston; Brussels; Cairo; Charlotte;
    Charlottesville; Chicago; Cleveland; Dallas; Davos; Dayton; Denver; Detroit; El Paso;
    Fort Worth; Geneva; Helsinki; Hong Kong; Houston; Jacksonville; Jerusalem; Kabul;
    Kansas City; Kenosha; Kyiv; Las Vegas; London; Los Angeles; Louisville; Madrid; Miami;
    Milwaukee; Minneapolis; Moscow; Nashville; New Orleans; New York City; Oakland; Orlando; Paris;
    Philadelphia; Phoenix; Pittsburgh; Portland; Rome; Sacramento; San Antonio; San Diego;
    San Francisco; Seattle; Seoul; Singapore; St. Louis; Tampa; Tehran; Tokyo; Vienna;
    Warsaw""".replace("\n   ", "").split("; ")
)
BODIES: Final = tuple(
    tuple(group.split("; "))
    for group in (
        "Supreme Court; Ninth Circuit; Fourth Circuit",
        (
            "Justice Department; State Department; Labor Department; Treasury Department; "
            "Commerce Department; Education Department; Energy Department; Defense Department; "
            "Interior Department; Transportation Department"
        ),
        (
            "Department of Labor; Department of Justice; Department of Energy; Department of Education; "
            "Department of Homeland Security; Department of Defense; Department of Agriculture; "
            "Department of Health and Human Services; Department of Transportation"
        ),
        "Pentagon; White House; Kremlin; Vatican",
        "FBI; CIA; NSA; CDC; FDA; EPA; IRS; FCC; SEC",
        "World Bank; United Nations; European Union; World Health Organization; African Union",
        "NRA; ACLU; NAACP; AARP",
        (
            "Senate Judiciary Committee; Senate Finance Committee; House Intelligence Committee; "
            "House Judiciary Committee; House Oversight Committee; Senate Armed Services Committee"
        ),
        (
            "Federal Trade Commission; Federal Communications Commission; Federal Reserve; "
            "Bureau of Labor Statistics; Congressional Budget Office; Secret Service; Postal Service; "
            "Food and Drug Administration; Environmental Protection Agency; Internal Revenue Service"
        ),
        "National Rifle Association; American Civil Liberties Union; American Medical Association",
        "Associated Press; New York Times; Washington Post; Wall Street Journal; Los Angeles Times",
    )
)
"""They follow "the"; those of a group do not stand for one another."""
COMPANIES: Final = tuple(
    tuple(group.split("; "))
    for group in (
        (
            "ABC News; CBS News; NBC News; Fox News; CNN; MSNBC; NPR; Reuters; Bloomberg; Politico; "
            "Axios; BuzzFeed News; USA Today"
        ),
        "Amazon; Apple; Facebook; Google; Microsoft; Netflix; Twitter; YouTube; Uber; Tesla",
        "Boeing; Exxon; Nike; Starbucks; Walmart; Verizon; Disney; Intel",
        "Pfizer; Moderna; AstraZeneca; Novavax",
        "Goldman Sachs; Morgan Stanley; JPMorgan Chase; Wells Fargo",
        "Gallup; Quinnipiac; YouGov; Rasmussen",
    )
)
"""They stand without an article."""
PRESIDENTS: Final = (
    "George W. Bush",
    "Bill Clinton",
    "Barack Obama",
    "Donald Trump",
    "Joe Biden",
    "Jimmy Carter",
    "Emmanuel Macron",
    "Vladimir Putin",
)
SENATORS: Final = (
    "Chuck Schumer",
    "Mitch McConnell",
    "Lindsey Graham",
    "Bernie Sanders",
    "Ted Cruz",
    "Marco Rubio",
    "Joe Manchin",
    "Susan Collins",
    "Elizabeth Warren",
    "Kyrsten Sinema",
    "Amy Klobuchar",
    "Lisa Murkowski",
)
PEOPLE: Final = (
    *SENATORS,
    "Nancy Pelosi",
    "Kevin McCarthy",
    "Mike Pence",
    "Mike Pompeo",
    "Gavin Newsom",
    "Adam Schiff",
    "Anthony Fauci",
    "Kamala Harris",
    "Hillary Clinton",
    "Mitt Romney",
    "Janet Yellen",
    "Angela Merkel",
    "Boris Johnson",
    "Justin Trudeau",
)
WOMEN: Final = frozenset(
    """Susan Elizabeth Kyrsten Amy Lisa Nancy Kamala Hillary Janet Angela Sarah Nikki Theresa
    Kellyanne Gretchen Melania Ivanka Michelle Alexandria Jennifer Jen Hope Lori Fiona Elena Sonia
    Ruth Betsy Kirstjen Maxine Dianne Tammy Rochelle Breonna Patricia Christine Maria""".split()
)
"""Given names in these lists and in much news."""
KNOWN: Final = frozenset(
    name.rpartition(" ")[2] for name in (*PRESIDENTS, *PEOPLE) if name != "Jimmy Carter"
) - {"Johnson", "Collins", "Graham", "Warren", "Harris"}
"""Surnames that stand for these people wherever they stand alone."""
GIVEN: Final = frozenset(
    """Aaron Adam Al Alan Alex Alexander Alexandria Amy Andrew Andy Angela Anthony Antony Ashley
    Barack Barbara Ben Benjamin Bernie Beto Bill Bob Boris Brad Brett Brian Bruce Carl Carlos
    Carol Charles Chris Christine Christopher Chuck Claire Cory Dan Daniel Dave David Deb Dean
    Dianne Don Donald Doug Douglas Ed Edward Elizabeth Ellen Emily Emmanuel Eric Erik Fiona Frank
    Gary Gavin George Gina Gordon Greg Gretchen Hillary Hope Hunter Ivanka Jack Jacob Jake James
    Jamie Janet Jared Jason Jay Jeff Jen Jennifer Jerome Jerrold Jerry Jessica Jim Jimmy Joe John
    Jon Jonathan Joseph Josh Juan Julian Julie Justin Kamala Karen Kate Kathleen Keith Kellyanne
    Ken Kenneth Kevin Kim Kirstjen Kyle Larry Laura Lindsey Lisa Lloyd Loretta Louis Luis Marco
    Margaret Maria Marie Mark Martin Mary Matt Matthew Maxine Melania Merrick Michael Michelle Mick
    Mike Mitch Mitt Nancy Narendra Neil Nicholas Nick Nikki Pam Pat Patricia Patrick Paul Pete
    Peter Phil Rachel Ralph Rand Raul Ray Rebecca Rex Richard Rick Rob Robert Rochelle Rod Roger
    Ron Ronald Ronny Roy Rudy Ruth Ryan Sam Samuel Sarah Scott Sean Shane Sheila Sidney Sonia
    Stephen Steve Steven Stormy Susan Tammy Ted Terry Theresa Thomas Tim Todd Tom Tony Tucker Vera
    Victor Vladimir Volodymyr Walter Wendy William Xavier""".split()
)
TITLES: Final = (
    "President-elect",
    "Vice President",
    "President",
    "Sen.",
    "Senator",
    "Rep.",
    "Representative",
    "Gov.",
    "Governor",
    "Mr.",
    "Mr",
    "Mrs.",
    "Ms.",
    "Ms",
    "Dr.",
    "Dr",
    "Justice",
    "Judge",
    "Secretary",
    "Attorney General",
    "Speaker",
    "Leader",
    "Chairman",
    "Chairwoman",
    "Chair",
    "Mayor",
    "Minister",
    "Sheriff",
    "Gen.",
    "Chancellor",
    "Director",
    "Adviser",
    "King",
    "Prince",
    "Pope",
    "spokesman",
    "spokeswoman",
    "lawyer",
    "attorney",
    "analyst",
    "economist",
)
