"""The stream of how far work is: its last message is the state in which the work ended."""

import asyncio

from backend.infra.event_stream import event_stream


def test_work_that_ends_while_its_state_is_sent_is_still_told_as_done() -> None:
    phases = ["running", "done"]
    sent: list[object] = []

    async def read() -> None:
        stream = event_stream(lambda: (2 - len(phases), phases[:1]), lambda: phases[0] == "running")
        async for piece in stream.body_iterator:
            sent.append(piece)
            if len(phases) == 2:
                phases.pop(0)

    asyncio.run(read())
    assert sent == [b'data: ["running"]\n\n', b'data: ["done"]\n\n', b"event: done\ndata: []\n\n"]
