"""`qcode speakers`: who asks and who is asked, and who is meant by a label."""

import click

from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.model.speaker import Part
from qcode.operations import speakers as operations


class _Speakers(click.Group):
    """A group that lists where no command of its own is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let the options of `list` stand where a command's name would."""
        if not args or args[0] not in {*self.commands, "-h", "--help"}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Speakers)
def speakers() -> None:
    """List the speakers' labels; say who of them asks, and who is meant.

    The turns of those who ask get no suggestions and do not count in agreement.
    Labels like I, Interviewerin or Moderation are known; of others `qcode speakers
    set` says it, once for the whole study and everybody in it.
    """


@speakers.command("list")
@json_option(
    "a list of objects with label, documents, turns, words, part (interviewer or "
    "interviewee), is_set (whether somebody said so), name (or null)."
)
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """List every label with what it says, and whether it counts as one who asks."""
    with open_study(session) as workspace:
        lines = operations.list_speakers(workspace.store)
    if as_json:
        print_json(
            [
                {
                    "label": line.label,
                    "documents": line.documents,
                    "turns": line.turns,
                    "words": line.words,
                    "part": line.part,
                    "is_set": line.is_set,
                    "name": line.name or None,
                }
                for line in lines
            ]
        )
        return
    print_table(
        ("label", "documents", "turns", "words", "part", "known by", "name"),
        [
            (
                line.label,
                line.documents,
                line.turns,
                line.words,
                line.part,
                "what was set" if line.is_set else "its label",
                line.name,
            )
            for line in lines
        ],
    )
    asking = sum(line.part is Part.INTERVIEWER for line in lines)
    session.note(f"{counted(len(lines), 'label')}, {asking} of them of those who ask.")


@speakers.command("set")
@click.argument("label")
@click.option("--interviewer", "part", flag_value=Part.INTERVIEWER.value, help="Asks.")
@click.option(
    "--interviewee", "part", flag_value=Part.INTERVIEWEE.value, help="Is asked."
)
@click.option("--by-label", "part", flag_value="", help="Let the label tell again.")
@click.pass_obj
def set_(session: Session, label: str, part: str | None) -> None:
    """Say whether a label asks or is asked, in all documents of the study.

    Suggestions and agreement follow at once. `set` again changes it.
    """
    if part is None:
        raise click.UsageError("Give --interviewer, --interviewee or --by-label.")
    with open_study(session) as workspace:
        coder = enter_coder(session, workspace)
        said = operations.set_part(
            workspace.store, label, Part(part) if part else None, coder.id
        )
    what = f"counts as {said.part}" if said.part else "is known by its label again"
    session.note(f"{said.label} {what} ({coder.handle}).")


@speakers.command("name")
@click.argument("label")
@click.argument("name")
@click.pass_obj
def name_(session: Session, label: str, name: str) -> None:
    """Say who is meant by a label; an empty NAME takes that back.

    `qcode speakers` shows the name; documents keep the label.
    """
    with open_study(session) as workspace:
        coder = enter_coder(session, workspace)
        said = operations.set_name(workspace.store, label, name, coder.id)
    what = f"is {said.name}" if said.name else "has no name"
    session.note(f"{said.label} {what} ({coder.handle}).")
