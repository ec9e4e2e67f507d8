"""What the coding screen does when a screen above it has changed the study."""

import asyncio

from qcode.tui.screens.coding import CodingScreen


async def come_back(coding: CodingScreen, is_changed: bool | None) -> None:
    """Show what was changed in the document that is open."""
    if is_changed:
        await asyncio.to_thread(coding.desk.reload)
        coding.show_work()
