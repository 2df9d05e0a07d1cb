"""What each group may do, as a newsroom would put it."""

import pytest
from django.contrib.auth.models import Group, Permission

from claims.roles import GROUPS, ensure_groups

ACTS = {
    "sources.add_document": {"contributors", "editors", "reviewers"},
    "sources.add_publisher": {"editors", "reviewers", "admins"},
    "sources.change_publisher": {"editors", "reviewers", "admins"},
    "claims.add_claimant": {"editors", "reviewers"},
    "claims.change_claimant": {"editors", "reviewers"},
    "claims.decide_candidate": {"editors", "reviewers"},
    "claims.settle_claim": {"editors", "reviewers"},
    "claims.add_verdict": {"editors", "reviewers"},
    "claims.set_horizon_prediction": {"editors", "reviewers"},
    "claims.propose_candidate": {"contributors", "editors", "reviewers"},
    "claims.add_evidence": {"editors", "reviewers"},
    "claims.decide_evidence": {"editors", "reviewers"},
    "claims.relate_claim": {"editors", "reviewers"},
    "claims.add_topic": {"editors", "reviewers"},
    "claims.change_topic": {"editors", "reviewers"},
    "claims.add_approval": {"reviewers"},
    "claims.retry_extractionrun": {"editors", "reviewers", "admins"},
    "claims.retry_passagerun": {"editors", "reviewers", "admins"},
    "claims.retry_evidencesearch": {"editors", "reviewers", "admins"},
    "claims.view_heartbeat": {"admins"},
    "claims.withhold_claim": {"admins"},
    "sources.withhold_document": {"admins"},
    "sources.restrict_document": {"admins"},
    "sources.erase_document": {"admins"},
    "claims.add_claimreview": {"publishing editors"},
    "claims.change_claimreview": {"publishing editors"},
    "claims.publish_claimreview": {"publishing editors"},
    "api.add_apikey": {"contributors", "editors", "reviewers", "admins"},
    "api.revoke_apikey": {"admins"},
    "auth.view_user": {"admins"},
    "auth.add_user": {"admins"},
    "auth.change_user": {"admins"},
    "auth.view_group": {"admins"},
}


@pytest.mark.parametrize(("permission", "groups"), ACTS.items(), ids=ACTS)
def test_an_act_is_for_these_groups(permission: str, groups: set[str]) -> None:
    assert {name for name, granted in GROUPS.items() if permission in granted} == groups


def test_no_group_does_anything_else() -> None:
    assert {each for granted in GROUPS.values() for each in granted if ".view_" not in each} <= set(ACTS)


@pytest.mark.parametrize("name", GROUPS)
def test_every_group_reads_what_readers_read(name: str) -> None:
    assert GROUPS[name] >= GROUPS["readers"]


@pytest.mark.django_db
def test_a_migration_takes_away_what_was_added_by_hand() -> None:
    readers = Group.objects.get(name="readers")
    readers.permissions.add(Permission.objects.get(codename="settle_claim"))
    ensure_groups()
    assert not readers.permissions.filter(codename="settle_claim").exists()
