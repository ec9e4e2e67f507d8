"""What came from elsewhere and is not shown: it goes out with what it refers to."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from qcode.interchange.refi.project import Carried, CarriedFile, Part
from qcode.interchange.refi.references import guids_in, of_users, without_lost
from qcode.operations.exchange.outgoing.outlet import Outlet
from qcode.store import carried


def luggage_of(
    outlet: Outlet,
    present: Collection[UUID],
    links: Iterable[Carried],
    *,
    is_whole: bool,
) -> tuple[Carried, ...]:
    """Return the carried elements without what they refer to that is gone.

    `present` are the GUIDs of all else that goes out. Unless the study goes out as a
    whole, they hold the codings of the chosen coders only.
    """
    elements = [
        Carried(Part(it.part), it.id, it.name, it.element, it.xml, it.files, it.codings)
        for it in carried.elements(outlet.connection)
    ]
    elements = [
        it for it in elements if it.part is not Part.SOURCE or it.guid not in present
    ]
    if not is_whole:
        elements = [of_users(it, {*outlet.users.values()}) for it in elements]
    there = {*present, *(guid for it in elements for guid in guids_in(it))}
    kept = []
    for element in elements:
        found, lost = without_lost(element, there)
        if found is None:
            reason = "what it links is gone"
            outlet.account.left(element.element, element.guid, element.name, reason)
            continue
        if lost:
            reason = f"without {lost} references to what is gone"
            outlet.account.changed(element.element, element.guid, element.name, reason)
        kept.append(found)
    return (*kept, *links)


def files_of(outlet: Outlet, names: Collection[str]) -> tuple[CarriedFile, ...]:
    """Return the carried files of these names."""
    known: Sequence[str] = sorted({*names} & {*carried.file_digests(outlet.connection)})
    connection = outlet.connection
    return tuple(CarriedFile(it, carried.file_content(connection, it)) for it in known)
