"""Who asks Zephyr Scale, and where."""

import base64
import json
from datetime import UTC, datetime

import pytest

from tests.jira import HandClock
from workbench.generator.errors import ZephyrError
from workbench.generator.publish.zephyr import ZephyrSettings, zephyr_access, zephyr_host

NOW = datetime(2026, 11, 2, 9, 40, tzinfo=UTC).timestamp()


def jwt(**claims: object) -> str:
    parts = [{"alg": "HS256"}, claims]
    coded = [base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in parts]
    return ".".join([*coded, "signature"])


class Ring:
    def __init__(self, secret: str | None) -> None:
        self.secret = secret

    def get_password(self, service: str, username: str) -> str | None:
        return self.secret if (service, username) == ("ai-test-studio", "zephyr-scale") else None


def test_a_token_whose_time_is_over_is_told_before_anything_is_sent(clock: HandClock) -> None:
    over = jwt(exp=NOW - 1)
    with pytest.raises(ZephyrError) as caught:
        zephyr_access({"ZEPHYR_API_TOKEN": over}, clock=clock)
    assert str(caught.value) == (
        "Zephyr Scale, signing in: the token's time is over; make a new one in Zephyr and set ZEPHYR_API_TOKEN"
    )
    assert over not in str(caught.value)


@pytest.mark.parametrize(
    "token",
    [
        jwt(exp=NOW + 1),
        jwt(),
        jwt(exp="soon"),
        jwt(exp=float("nan")),
        jwt(exp=10**30),
        "no-jwt",
        "a.b.c",
        "..",
        "a.W10.c",
    ],
)
def test_a_token_that_has_time_or_names_none_is_sent_as_bearer(clock: HandClock, token: str) -> None:
    access = zephyr_access({"ZEPHYR_API_TOKEN": f" {token}\n"}, clock=clock)
    assert access.headers() == {"Authorization": f"Bearer {token}"}
    assert token not in repr(access)


def test_a_keyring_is_asked_where_the_environment_names_no_token(clock: HandClock) -> None:
    assert zephyr_access({}, Ring("kept"), clock).headers() == {"Authorization": "Bearer kept"}
    with pytest.raises(ZephyrError, match="there is no token; set ZEPHYR_API_TOKEN"):
        zephyr_access({}, Ring(None), clock)
    with pytest.raises(ZephyrError, match="time is over"):
        zephyr_access({}, Ring(jwt(exp=0)), clock)


def test_a_region_is_a_setting_and_each_has_its_own_host() -> None:
    assert ZephyrSettings().region == "global"
    assert zephyr_host("global").base == "https://api.zephyrscale.smartbear.com"
    assert zephyr_host("eu").base == "https://eu.api.zephyrscale.smartbear.com"
    assert zephyr_host("eu").least_wait_s == 1.0
