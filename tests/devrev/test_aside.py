"""Long work beside the event loop."""

import threading

import anyio
import pytest

from devrev_sessions.devrev.aside import Aside


async def test_the_loop_goes_on_while_the_work_is_done():
    may_end = threading.Event()

    def work() -> str:
        return "done" if may_end.wait(10) else "the loop stood still"

    aside, found = Aside(), list[str]()

    async def ask() -> None:
        found.append(await aside.do(work))

    async with anyio.create_task_group() as group:
        group.start_soon(ask)
        await anyio.lowlevel.checkpoint()
        may_end.set()
    assert found == ["done"]


async def test_what_the_work_raises_arrives():
    def work() -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        await Aside().do(work)


async def test_who_leaves_need_not_wait_for_the_end():
    may_end = threading.Event()
    aside = Aside()
    with anyio.fail_after(5):
        with anyio.move_on_after(0.01) as scope:
            await aside.do(lambda: may_end.wait(10))
        assert scope.cancelled_caught
        may_end.set()
        assert await aside.do(lambda: "next") == "next"


async def test_the_next_work_begins_when_the_one_before_has_ended_whoever_left():
    aside, may_end, begun = Aside(), threading.Event(), list[int]()

    def work(number: int) -> None:
        begun.append(number)
        may_end.wait(10)

    for number in range(5):
        with anyio.move_on_after(0.01):
            await aside.do(lambda number=number: work(number))
    assert begun == [0]
    may_end.set()
    await aside.do(lambda: work(9))
    assert begun == [0, 9]
