"""English passages with the claims they make: some words of each claim, and who vouches for it."""

PASSAGES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "The hospital trust cancelled 40 operations on Friday; the union says another 60 will follow next week.",
        (("cancelled 40 operations", "narrator"), ("another 60 will follow", "union")),
    ),
    (
        "Meridian Foods will close its Hull plant in June. The company said 300 jobs would go.",
        (("will close its Hull plant", "narrator"), ("300 jobs would go", "Meridian Foods")),
    ),
    (
        "The European Medicines Agency met on Tuesday. The agency said it would rule on the vaccine by the end of May.",
        (("it would rule on the vaccine", "European Medicines Agency"),),
    ),
    (
        "A poll by Northfield puts the governor at 44%, six points ahead of her rival.",
        (("at 44%", "Northfield|poll by Northfield"),),
    ),
    (
        "According to the coroner, Dr Helen Marsh, the driver died within minutes.",
        (("the driver died within minutes", "Helen Marsh"),),
    ),
    (
        "According to NATO’s secretary general, Pieter Vandaele, the alliance will double its battle groups by July.",
        (("the alliance will double", "Pieter Vandaele"),),
    ),
    (
        "“We have lost four bridges,” said Mayor Lucia Ferraro. “The fifth will not hold until Sunday.”",
        (("lost four bridges", "Lucia Ferraro"), ("The fifth will not hold", "Lucia Ferraro")),
    ),
    (
        "Tom Okafor told Reuters that the refinery would reopen in March.",
        (("the refinery would reopen", "Tom Okafor"),),
    ),
    (
        "In a statement, the defence ministry said two drones had been shot down overnight.",
        (("two drones had been shot down", "defence ministry"),),
    ),
    (
        "The bank plans to cut 900 jobs, according to people familiar with the matter.",
        (("cut 900 jobs", "people familiar with the matter|bank"),),
    ),
    (
        "The CIA reportedly told allies that the convoy would move on Thursday.",
        (("the convoy would move", "CIA"),),
    ),
    (
        "Coach Diane Mercer denied that she had been offered the national job.",
        (("she had been offered the national job", "Diane Mercer"),),
    ),
    (
        "Storm Edda will reach the coast on Wednesday, the Met Office warned. It expects gusts of 130 km/h.",
        (("Storm Edda will reach the coast", "Met Office"), ("gusts of 130", "Met Office")),
    ),
    (
        "Police Chief Ray Alvarez said on Monday that the suspect had fled to Nevada. He added that two cars "
        "were stolen.",
        (("the suspect had fled", "Ray Alvarez"), ("two cars were stolen", "Ray Alvarez")),
    ),
    (
        "Senator Grace Lindholm says the bill has the votes. Her opponent, Mark Delaney, insists it will "
        "fail in committee.",
        (("the bill has the votes", "Grace Lindholm"), ("it will fail in committee", "Mark Delaney")),
    ),
    (
        "A senior official, who spoke on condition of anonymity, said the talks had collapsed.",
        (("the talks had collapsed", "senior official"),),
    ),
    (
        "Researchers at the University of Leeds found that the ice had thinned by 12 metres since 1990.",
        (("the ice had thinned", "Researchers at the University of Leeds"),),
    ),
    (
        "The court heard that Simmons had emptied the account in 2019. His lawyer, Joan Pike, said the money "
        "was a gift.",
        (("the money was a gift", "Joan Pike"),),
    ),
    (
        "Turnout was 61%, the electoral commission announced, adding that final results would come on Friday.",
        (("Turnout was 61%", "electoral commission"), ("final results would come", "electoral commission")),
    ),
    (
        "Ukraine’s air force said it had downed 17 missiles. Russia’s defence ministry said all targets had been hit.",
        (
            ("downed 17 missiles", "Ukraine’s air force|air force"),
            ("all targets had been hit", "Russia’s defence ministry|defence ministry"),
        ),
    ),
    (
        "Airline chief Karen Sloane: “We will fly to Lima from October.”",
        (("We will fly to Lima", "Karen Sloane"),),
    ),
    (
        "The drug, Professor Anil Rao believes, could halve relapses.",
        (("could halve relapses", "Anil Rao"),),
    ),
    (
        "Nurses have voted to strike on 6 May, their union, the RCN, announced on Thursday.",
        (("Nurses have voted to strike", "RCN"),),
    ),
    (
        "The minister’s office said the tunnel would cost £2bn. Critics say the true figure is twice that.",
        (("the tunnel would cost", "minister’s office"), ("the true figure is twice that", "Critics")),
    ),
    (
        "“The pitch was unplayable,” complained captain Joe Harland, who said he would appeal to the league.",
        (("The pitch was unplayable", "Joe Harland"), ("he would appeal to the league", "Joe Harland")),
    ),
    (
        "Inflation fell to 3.1% in April, figures from the statistics office showed on Wednesday.",
        (("Inflation fell to 3.1%", "statistics office"),),
    ),
    (
        "Shares in Larkfield fell 8% after the group warned that profits would miss forecasts.",
        (("Shares in Larkfield fell 8%", "narrator"), ("profits would miss forecasts", "Larkfield")),
    ),
    (
        "Prosecutors allege that Reyes paid two witnesses. Reyes denies the charge.",
        (("Reyes paid two witnesses", "Prosecutors"), ("Reyes denies the charge", "Reyes")),
    ),
    (
        "Asked about the delay, the spokeswoman said the report would be published “within weeks”.",
        (("the report would be published", "spokeswoman"),),
    ),
    (
        "The report, by the think tank Harrow Institute, says rents will rise 9% this year.",
        (("rents will rise 9%", "Harrow Institute|report"),),
    ),
    (
        "President Adaeze Obi promised to build 50,000 homes by 2027. She said the first would be ready in June.",
        (("build 50,000 homes", "Adaeze Obi"), ("the first would be ready", "Adaeze Obi")),
    ),
    (
        "In the view of the IMF, the recovery will be slow. The Fund expects growth of 1.2%.",
        (("the recovery will be slow", "IMF"), ("growth of 1.2%", "Fund|IMF")),
    ),
    (
        "The tax is unfair, argues Lena Fischer, an economist at Bonn University; it will cost families €400 a year.",
        (("it will cost families", "Lena Fischer"),),
    ),
    (
        "Beijing accused Washington of stealing data, a charge the White House rejected.",
        (("Beijing accused Washington", "Beijing"),),
    ),
    (
        "Doctors are worried. “Half of the beds are closed,” says one, who asked not to be named.",
        (("Half of the beds are closed", "Doctor|one|Doctors"),),
    ),
    (
        "The rocket failed 90 seconds after lift-off. Engineers at Helion suspect a valve had frozen.",
        (("The rocket failed", "narrator"), ("a valve had frozen", "Engineers at Helion")),
    ),
    (
        "The fire killed three people, local media reported, citing the provincial governor.",
        (("The fire killed three people", "local media|provincial governor"),),
    ),
    (
        "Chancellor Ruth Amsel has said that no taxes will rise before 2026, but her deputy has hinted otherwise.",
        (("no taxes will rise", "Ruth Amsel"),),
    ),
    (
        "The bridge was closed on Tuesday after inspectors found cracks, the council said.",
        (("The bridge was closed", "council"),),
    ),
    (
        "“If the rain stops, we race on Saturday,” the organiser, Phil Tanner, told the BBC.",
        (("we race on Saturday", "Phil Tanner"),),
    ),
    (
        "The FBI believes the money went to Cyprus. The bureau has asked a judge to freeze the account.",
        (("the money went to Cyprus", "FBI"), ("asked a judge to freeze", "narrator")),
    ),
    (
        "Witnesses said the truck had run a red light. One of them, Carla Mendes, said the driver was on the phone.",
        (("the truck had run a red light", "Witnesses"), ("the driver was on the phone", "Carla Mendes")),
    ),
    (
        "The European Commission forecast growth of 0.8% on Monday. It had expected 1.1% in November.",
        (("growth of 0.8%", "European Commission"),),
    ),
    (
        "Mr Bell, the leader of the opposition, says that the prime minister lied. He wants an inquiry.",
        (("the prime minister lied", "Bell"),),
    ),
    (
        "Documents seen by this newspaper show that the firm knew of the leak in 2018.",
        (("the firm knew of the leak", "Documents seen by this newspaper|Documents|narrator"),),
    ),
    (
        "Manager Ivan Petrov has ruled out selling the striker before the summer.",
        (("selling the striker", "Ivan Petrov"),),
    ),
    (
        "Wildfires have burned 12,000 hectares since Sunday, and the fire service fears that two villages "
        "will be cut off.",
        (("have burned 12,000 hectares", "narrator"), ("two villages will be cut off", "fire service")),
    ),
    (
        "The vaccine is safe, the World Health Organization says. The body recommends two doses.",
        (("The vaccine is safe", "World Health Organization"),),
    ),
    (
        "Asked whether he would resign, Mr Orban’s ally Peter Nagy replied: “I will stay until 2026.”",
        (("I will stay until 2026", "Peter Nagy"),),
    ),
    (
        "It is understood that the buyer has walked away. Neither side would comment.",
        (("the buyer has walked away", "narrator"),),
    ),
    (
        "The strike will go ahead on Monday, Unison confirmed. “Our members are exhausted,” its general secretary, "
        "Ann Cross, said. The union added that talks had ended on Friday.",
        (
            ("The strike will go ahead", "Unison"),
            ("Our members are exhausted", "Ann Cross"),
            ("talks had ended on Friday", "Unison"),
        ),
    ),
    (
        "Turkish officials, speaking privately, expect the deal to be signed by the end of June.",
        (("signed by the end of June", "Turkish officials"),),
    ),
    (
        "The Navy’s third frigate will be six months late, the defence ministry admitted on Thursday. Its "
        "builder, Castell Marine, blamed a shortage of welders. The yard now expects to hand over the ship in"
        " March 2025, and the minister, Paul Renner, told parliament that penalties would be “substantial”.",
        (
            ("will be six months late", "defence ministry"),
            ("hand over the ship", "Castell Marine|yard"),
            ("penalties would be", "Paul Renner"),
        ),
    ),
    (
        "Volta Cells will build a second plant in Ghent, its chief executive said. “We will hire 1,200 people"
        " by 2026,” Marta Lindqvist told reporters. The unions, which were not consulted, doubt the figure. "
        "They say that half of the jobs will be temporary.",
        (
            ("will build a second plant", "chief executive|Marta Lindqvist"),
            ("hire 1,200 people", "Marta Lindqvist"),
            ("half of the jobs", "unions"),
        ),
    ),
    (
        "Every pupil in the county will get a tablet by September, the education board has decided. Board "
        "member Eleanor Pratt voted against: “Half of them will be broken by Christmas.” A study by Ashworth "
        "University last year found no effect on reading scores.",
        (
            ("Half of them will be broken", "Eleanor Pratt"),
            ("no effect on reading", "Ashworth University|study by Ashworth University"),
        ),
    ),
    (
        "Tomas Reyl won the stage in 4 hours 12 minutes. The Belgian, who crashed on Tuesday, leads by 38 "
        "seconds. “I don’t think I will keep the jersey,” he said. His team manager, Luc Ardenne, disagreed: "
        "the climbs suit him, he argued, and the rest day will help.",
        (
            ("won the stage", "narrator"),
            ("I will keep the jersey", "Tomas Reyl"),
            ("the climbs suit him", "Luc Ardenne"),
        ),
    ),
    (
        "Detectives believe that the gang had inside help. According to Superintendent Carol Finch, the alarm"
        " was switched off at 2.14 am. She said that two guards had been questioned, but stressed that nobody"
        " had been charged. The museum’s director declined to comment.",
        (
            ("the gang had inside help", "Detectives"),
            ("the alarm was switched off", "Carol Finch"),
            ("two guards had been questioned", "Carol Finch"),
        ),
    ),
    (
        "A spokesperson for the prime minister said on Friday that the levy would be scrapped. The "
        "spokesperson would not say when. Business groups have long warned that it costs 30,000 jobs.",
        (
            ("the levy would be scrapped", "spokesperson for the prime minister"),
            ("it costs 30,000 jobs", "Business groups"),
        ),
    ),
    (
        "“There is no second wave,” insisted health secretary Dana Cole, whose own advisers had told her in "
        "May that cases would double. A leaked memo suggests that she knew.",
        (
            ("There is no second wave", "Dana Cole"),
            ("cases would double", "advisers|own advisers|advisers of Dana Cole"),
            ("she knew", "leaked memo"),
        ),
    ),
    (
        "Oil could hit $120 a barrel by winter, Harlow Securities said in a note to clients. The broker cut "
        "its forecast for 2024. Analysts at rival Prentice & Co. see prices falling to $70.",
        (("Oil could hit $120", "Harlow Securities"),),
    ),
)
