"""What it costs to tell people: the sweep of claims that are due and that nobody, a few or many watch.

Measured in a process of its own (sweeps_here), each time on claims of their own in one database.
"""

from collections.abc import Iterator

from tests.bench import sweeps
from tests.bench.figures import Figure

# Readers, each of whom watches all claims of a range, at once, once a day, once a week or without e-mail.
WATCHED = """
SET session_replication_role = replica;
INSERT INTO sources_publisher (id, slug, name, site, language, kind, time_zone)
    VALUES (1, 'bench', 'Bench', '', 'en', 'agency', 'UTC') ON CONFLICT DO NOTHING;
INSERT INTO sources_document (id, publisher_id, url, headline, language, published_at_unknown_because, access,
    withheld_because)
    VALUES (1, 1, '', '', 'en', 'A bench.', 'newsroom', '') ON CONFLICT DO NOTHING;
INSERT INTO sources_documentversion (id, document_id, publisher_id, number, text, sha256, media_type, flags)
    VALUES (1, 1, 1, 1, 'Text', md5('a') || md5('b'), 'text/plain', '[]') ON CONFLICT DO NOTHING;
INSERT INTO claims_appearance (claim_id, version_id, start, "end", quote)
SELECT claim, 1, 0, 4, 'Text' FROM generate_series({first}, {last}) AS claim;
INSERT INTO auth_user (id, username, password, first_name, last_name, email, is_staff, is_active, is_superuser,
    date_joined)
SELECT n, 'reader ' || n, '', '', '', '', true, true, false, now() - interval '2 days'
FROM generate_series(1, {watchers}) AS n ON CONFLICT DO NOTHING;
INSERT INTO auth_user_groups (user_id, group_id)
SELECT n, (SELECT id FROM auth_group WHERE name = 'readers') FROM generate_series(1, {watchers}) AS n
ON CONFLICT DO NOTHING;
INSERT INTO claims_watch (user_id, claim_id, how, note, created_at)
SELECT n, claim, (ARRAY['at_once', 'daily', 'weekly', 'off'])[1 + n % 4], '', now() - interval '2 days'
FROM generate_series(1, {watchers}) AS n, generate_series({first}, {last}) AS claim;
"""


def telling(rows: int, watchers: int) -> Iterator[Figure]:
    """So many claims fall due at once: watched by nobody, by a tenth of the watchers, and by all."""
    few = watchers // 10
    took = {}
    with sweeps.database() as (admin_url, application_url):
        for nth, number in enumerate((0, few, watchers)):
            first, last = nth * rows + 1, (nth + 1) * rows
            sweeps.fill(admin_url, first, last, "-1 day")
            sweeps.execute(admin_url, WATCHED.format(watchers=number, first=first, last=last))
            took[number] = sweeps.measured(application_url, "told")
    for number in (few, watchers):
        if took[number]["notices"] != rows * number:
            raise AssertionError(f"{took[number]['notices']:,.0f} notices were written of {rows * number:,}")
    turn = took[0]["sweep"] / rows
    notice, of_few = ((took[number]["sweep"] - took[0]["sweep"]) / (rows * number) for number in (watchers, few))
    note = (
        f"{rows:,} claims × {watchers} watchers in {took[watchers]['sweep']:.1f} s, unwatched {took[0]['sweep']:.1f} s"
    )
    yield Figure("due sweep, watched / unwatched", took[watchers]["sweep"] / took[0]["sweep"], "×", note=note)
    note = f"{notice * 1e6:.0f} µs a notice, {turn * 1e6:.0f} µs a turn"
    yield Figure("due sweep: a notice / a turn", notice / turn, "×", target=1, gate=2, note=note)
    note = f"of {few} watchers: {of_few * 1e6:.0f} µs"
    yield Figure("a notice: many watchers / few", notice / of_few, "×", target=1.2, gate=1.5, note=note)
