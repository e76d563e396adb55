"""The calls to Zephyr Scale that a test of ours cannot be long enough for."""

from collections.abc import Iterator

import httpx2
import pytest

from tests.generator.publish.zephyr.conftest import TOKEN
from tests.jira import QUICK, HandClock
from tests.zephyr_fake.server import ZephyrServer
from workbench.generator.errors import ZephyrError
from workbench.generator.models.bounded import BoundedClient
from workbench.generator.publish.zephyr import ZephyrClient, zephyr_host
from workbench.generator.remote import Exchange


@pytest.fixture
def client(tenant: ZephyrServer, clock: HandClock) -> Iterator[ZephyrClient]:
    with BoundedClient(QUICK, httpx2.HTTPTransport(trust_env=False)) as http:
        yield ZephyrClient(Exchange(zephyr_host("global", tenant.address), TOKEN, http=http, clock=clock))


def steps(count: int) -> list[dict[str, object]]:
    return [{"description": f"Step {number}", "testData": "", "expectedResult": ""} for number in range(count)]


def there(tenant: ZephyrServer, key: str) -> list[dict[str, object]]:
    return [each["inline"] for each in tenant.state.steps[key]]


@pytest.mark.parametrize(("count", "calls"), [(1, 1), (100, 1), (101, 2), (250, 3)])
def test_steps_come_in_their_order_and_at_most_100_a_call(
    tenant: ZephyrServer, client: ZephyrClient, count: int, calls: int
) -> None:
    key = client.create({"projectKey": "SHOP", "name": "Long"})["key"]
    client.write_steps(key, steps(count), fresh=True)
    sent = [each.json for each in tenant.seen if each.path.endswith("/teststeps")]
    assert there(tenant, key) == steps(count)
    assert [each["mode"] for each in sent] == ["OVERWRITE", *["APPEND"] * (calls - 1)]


@pytest.mark.parametrize("aligned", [False, True])
def test_a_page_that_holds_fewer_than_were_asked_for_is_not_the_last(
    tenant: ZephyrServer, client: ZephyrClient, *, aligned: bool
) -> None:
    tenant.state.page, tenant.state.aligned = 3, aligned
    keys = [client.create({"projectKey": "SHOP", "name": f"Test {number}"})["key"] for number in range(8)]
    assert [each["key"] for each in client.cases("SHOP", None)] == keys


def test_the_specification_and_our_contract_catch_what_they_should(tenant: ZephyrServer, client: ZephyrClient) -> None:
    with pytest.raises(ZephyrError):
        client.link("SHOP-T1", "SHOP-12")  # type: ignore[arg-type]
    with pytest.raises(ZephyrError):
        client.write_steps("SHOP-T1", [{"testCase": {"testCaseKey": "SHOP-T2"}}], fresh=True)
    with pytest.raises(ZephyrError):
        client.create({"projectKey": "SHOP", "name": "x" * 256})
    assert len(tenant.breaches) == 3
    tenant.breaches.clear()
