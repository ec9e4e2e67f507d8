"""Following what others do to an open study."""

from collections.abc import Iterator
from threading import Event

from qcode.store import Store, watching


def others_changes(store: Store, stopped: Event) -> Iterator[None]:
    """Yield soon after others have changed the study, until stopped.

    What was done through this store itself is passed over. Blocks in between, so
    it wants a thread of its own. Raises DatabaseError where it cannot begin.
    """
    return watching.others_changes(store, stopped)
