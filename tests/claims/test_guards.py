"""What a claim may not change of its evidence: numbers, names, negations, hedges and conditions."""

from __future__ import annotations

import pytest

from claimkit.claims.guards import Grounds, broken_guards

ARTICLE = """Skerry council and the pier

The council met Ana Ruiz of the World Harbour Organization and Olof Berg in Norvale. She left early.
The Korean yard, she said, was owed 12 million crowns.
It had a plan A.
"""


def faults(claim, evidence, commitment="asserted", *, context="", names=("the council", "Ana Ruiz"), language="en"):
    article = f"{ARTICLE}\n{evidence}\n{context}"
    grounds = Grounds(evidence=evidence, context=context, names=names, article=article, language=language)
    return list(broken_guards(claim, commitment, grounds))


# Each case: the claim, its evidence, and a part of what is wrong with it.
BROKEN = [
    # negations
    ("The council signed the deal.", "The council did not sign the deal, and paid for the pier.", "drops the negation"),
    ("The council signed the deal.", "The council never signed the deal.", "drops the negation"),
    ("The council signed the deal.", "The council didn’t sign the deal.", "drops the negation"),
    ("The council sold the pier.", "The council did not sell the pier.", "drops the negation"),
    ("The team won the cup.", "The team did not win the cup.", "drops the negation"),
    ("The mine reopened.", "The mine was never reopened.", "drops the negation"),
    ("The council did not sign the deal.", "The council signed the deal.", "adds a negation"),
    ("The council never signed the deal.", "The council signed the deal on Monday.", "adds a negation"),
    ("The bridge is safe.", "“I don't think the bridge is safe,” she said.", "drops the negation"),
    # hedges
    ("The bridge will open in June.", "The bridge may open in June, the mayor said.", "drops the hedge"),
    ("Prices will rise.", "Prices could rise.", "drops the hedge"),
    ("The fire spread from the kitchen.", "The fire probably spread from the kitchen.", "drops the hedge"),
    ("The suspect stole the car.", "The suspect allegedly stole the car.", "drops the hedge"),
    ("The bridge may open in June.", "The bridge will open in June, the mayor said.", "adds a hedge"),
    ("The bridge probably opens in June.", "The bridge opens in June.", "adds a hedge"),
    # conditions
    ("The valley will flood.", "If the gates stay shut, the valley will flood, she said.", "drops the condition"),
    ("The valley will flood.", "The valley will flood if the gates stay shut, she said.", "drops the condition"),
    ("The union will strike.", "The union will strike unless wages rise.", "drops the condition"),
    # numbers
    ("The plant employs 41 people.", "The plant employs 40 people.", "number 41 does not stand"),
    ("The yard is owed 12 crowns.", "The yard is owed crowns.", "stands in the article, but not"),
    ("The plant employs 40 million people.", "The plant employs 40 people.", "“40 million” stands as “40”"),
    ("The fund holds 3 million crowns.", "The fund holds 3 billion crowns.", "“3 million” stands as “3 billion”"),
    ("Wages rose by 4 crowns.", "Wages rose by 4 percent.", "stands as “4 %”"),
    ("Three lines closed.", "Two lines closed.", "number three does not stand"),
    ("The plant employs 40 people.", "The plant employs around 40 people.", "does not say 40, but about 40"),
    ("The plant employs 40 people.", "The plant employs more than 40 people.", "but at least 40"),
    ("The plant employs 40 people.", "The plant employs up to 40 people.", "but at most 40"),
    ("Wages rose by at least 4 percent.", "Wages rose by 4 percent.", "“at least 4”"),
    ("The pier cost over $3 million.", "The pier cost nearly $3 million.", "“at least 3”"),
    # names
    ("The pier of Oslo was sold.", "The pier was sold.", "“Oslo” does not stand in the article"),
    ("The pier of Norvale was sold.", "The pier was sold.", "“Norvale” stands in the article, but not"),
    ("John Smith raised fares.", "She raised fares.", "“John” does not stand"),
    ("The WTO raised fares.", "She raised fares.", "“WTO” does not stand"),
    ("Norvale raised fares.", "She raised fares.", "“Norvale” stands in the article, but not"),
]


@pytest.mark.parametrize(("claim", "evidence", "reason"), BROKEN)
def test_what_is_turned_down(claim, evidence, reason):
    found = faults(claim, evidence)
    assert any(reason in fault for fault in found), found


@pytest.mark.parametrize(
    ("claim", "evidence", "commitment"),
    [
        ("The council paid for the pier.", "The council did not sign the deal, and paid for the pier.", "asserted"),
        ("The council did not sign the deal.", "The council refused to sign the deal.", "asserted"),
        ("The council took the money.", "He denied that the council took the money.", "denied"),
        ("The bridge is safe.", "“I don't think the bridge is safe,” she said.", "denied"),
        ("The bridge is safe.", "“I don't know whether the bridge is safe,” she said.", "questioned"),
        ("Nobody was hurt in the fire.", "No one was hurt in the fire.", "asserted"),
        ("The pier will close.", "“I have no doubt the pier will close,” the mayor said.", "asserted"),
        ("The bridge closed.", "Not only the pier but also the bridge closed.", "asserted"),
        ("The drug is unsafe.", "The drug is not safe.", "asserted"),
        ("The council did not sign the deal.", "The council blocked the deal.", "asserted"),
        ("The bridge may open in June.", "The bridge may open in June, the mayor said.", "hedged"),
        ("The bridge could fall.", "Engineers fear the bridge would fall.", "hedged"),
        ("The suspect stole the car.", "The suspect allegedly stole the car.", "hedged"),
        ("The pier closed in May.", "The pier closed in May.", "asserted"),
        ("The pier closed.", "The pier closed in May.", "asserted"),
        ("The pier closed.", "In May the pier closed.", "asserted"),
        ("The pier closed.", "Last year, May closed the pier.", "asserted"),
        ("A ferry stopped.", "Ferries stopped.", "asserted"),
        ("The valley floods.", "“And if the winds rise? The valley floods.”", "asserted"),
        ("The mayor asked the engineers.", "The mayor asked if the engineers thought the pier safe.", "asserted"),
        ("The road opened.", "The pier may close, and the road opened.", "asserted"),
        (
            "If the gates stay shut, the valley will flood.",
            "If the gates stay shut, the valley will flood.",
            "asserted",
        ),
        ("The gates stay shut.", "The valley will flood if the gates stay shut.", "hedged"),
        ("The plant employs about 40 people.", "The plant employs around 40 people.", "asserted"),
        ("The fund holds $3 million.", "The fund holds $3m.", "asserted"),
        ("The fund lost 3%.", "The fund lost 3 per cent.", "asserted"),
        ("The pier lasted two winters.", "The pier lasted two winters.", "asserted"),
        ("One of the piers was sold.", "A pier was sold.", "asserted"),
        ("Ana Ruiz raised fares.", "She raised fares.", "asserted"),
        ("Ruiz raised fares.", "She raised fares.", "asserted"),
        ("Ruiz’s plan raised fares.", "Her plan raised fares.", "asserted"),
        ("South Korea was owed money.", "The South Koreans were owed money.", "asserted"),
        ("The WHO raised fares.", "The World Harbour Organization raised fares.", "asserted"),
        ("The council revealed letters.", "The council revealed never-before-revealed letters.", "asserted"),
        ("The bank paid the dockers.", "The bank provided loans, and paid the dockers.", "asserted"),
        ("Traffic rose.", "There were more cars.", "asserted"),
        ("Under Ruiz fares rose.", "Fares rose under her.", "asserted"),
    ],
)
def test_what_passes(claim, evidence, commitment):
    assert faults(claim, evidence, commitment) == []


@pytest.mark.parametrize(
    ("language", "claim", "evidence"),
    [
        ("de", "Die Brücke wird gebaut.", "Die Brücke wird nicht gebaut."),
        ("de", "Der Rat kauft die Brücke.", "Der Rat kauft keine Brücke."),
        ("de", "Die Brücke wird gebaut.", "Die Brücke wird wohl gebaut."),
        ("de", "Das Werk hat 40 Mitarbeiter.", "Das Werk hat rund 40 Mitarbeiter."),
        ("de", "Peter Lang leitet den Rat.", "Er leitet den Rat."),
        ("fr", "Le conseil a signé l'accord.", "Le conseil n'a pas signé l'accord."),
        ("fr", "Le pont coûte 40 millions d'euros.", "Le pont coûte environ 40 millions d'euros."),
        ("fr", "Le pont rouvrira en juin.", "Le pont rouvrira peut-être en juin."),
        ("es", "El concejo firmó el acuerdo.", "El concejo no firmó el acuerdo."),
        ("es", "El puente costará 40 millones.", "El puente costará unos 40 millones."),
        ("it", "Il comune ha firmato l'accordo.", "Il comune non ha firmato l'accordo."),
    ],
)
def test_other_languages(language, claim, evidence):
    assert faults(claim, evidence, language=language)
    assert faults(evidence, evidence, language=language, context=claim if "Lang" in claim else "") == []


def test_a_negation_of_another_language_is_none():
    """The Finnish "en" is a Spanish "in", the Finnish "et" a French "and"."""
    assert faults("Vendieron 9.000 botes.", "Vendieron en total 9.000 botes.", language="es") == []
    assert faults("Le conseil vend le bac.", "Le conseil et vend le bac.", language="fr") == []


@pytest.mark.parametrize("language", ["de", "xx"])
def test_nouns_with_capitals_are_no_names_and_unknown_languages_are_checked_too(language):
    if language == "de":
        assert faults("Die Kosten der Brücke steigen.", "Die Brücke wird teurer.", language="de") == []
    assert faults("The council signed 3 deals.", "The council did not sign 2 deals.", language=language)


def test_context_gives_numbers_and_names_but_no_negation_to_hide_behind():
    assert faults("The Norvale pier cost 7 crowns.", "The pier cost 7 crowns.", context="It stands in Norvale.") == []
    assert faults("The pier cost 7 crowns.", "The pier cost little.", context="Some pay 7 crowns.") == []
    assert faults("The mine reopened.", "The mine never reopened.", context="The pier reopened.")


def test_every_fault_is_named():
    found = faults(
        "The Oslo council paid 41 crowns and did not sign.",
        "The council paid 40 crowns and signed.",
        context="It is late.",
    )
    assert len(found) == 3
