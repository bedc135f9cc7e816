"""Each way in which a host can fail, as an assistant is told of it; and the next call works."""

import pytest
from body_faults import BODIES
from connection_faults import CONNECTIONS
from fault_table import Fault, asking, in_time, told_as, works_again
from faulty_host import always, faulty, working
from refusal_faults import ODD_REFUSALS, ODD_SUCCESSES
from status_faults import PAGES, STATUSES, WAITS

FAULTS = [*STATUSES, *PAGES, *WAITS, *ODD_REFUSALS, *ODD_SUCCESSES, *CONNECTIONS, *BODIES]


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.name) for fault in FAULTS])
async def test_a_fault_is_named_in_time_and_the_next_call_works(fault: Fault):
    greeting = fault.script if fault.greets else None
    async with (
        faulty(working if fault.greets else always(fault.script), greeting=greeting) as host,
        asking(host.url) as client,
    ):
        told_as(await in_time(client), fault)
        await works_again(client, host)


def test_no_two_faults_have_one_name():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
