"""What a task runs: runnables, one after the other and beside each other, as containers that all run at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.limits import human_count
from jobs_lint.migrate.names import NO_IMAGE, another, carried, dns_label, whole
from jobs_lint.migrate.to_cloud_run import scripts
from jobs_lint.migrate.to_cloud_run.coming import TASK, Box
from jobs_lint.migrate.to_cloud_run.images import put_image
from jobs_lint.migrate.to_cloud_run.options import read_options
from jobs_lint.migrate.to_cloud_run.there import is_there, is_unseen, kind_of
from jobs_lint.migrate.to_cloud_run.variables import NAMES, named, renamed, renaming

if TYPE_CHECKING:
    from jobs_lint.migrate.draft import Path
    from jobs_lint.migrate.to_cloud_run.coming import Coming
    from jobs_lint.model.batch import Runnable

_MAIN: Final = "main"
_HELPER: Final = "helper"


def plan_boxes(coming: Coming) -> None:
    """Find out which containers there are: one for all that runs in turn, and one for each runnable beside it."""
    job, draft = coming.job, coming.draft
    real = []
    for runnable in job.runnables:
        if kind_of(runnable) != "barrier":
            real.append(runnable)
        elif coming.asked.is_alone is True:
            draft.leave_out(runnable, "a task alone waits for no other")
        else:
            draft.block(
                runnable, "tasks wait for each other at this barrier, and on Cloud Run none knows of the others"
            )
    in_turn = [each for each in real if each.background.value is not True]
    beside = [each for each in real if each.background.value is True]
    if beside and not in_turn:
        in_turn, beside = beside[:1], beside[1:]
    if in_turn:
        coming.boxes.append(Box(0, _in_one(coming, in_turn), is_helper=False))
    for runnable in beside:
        coming.boxes.append(Box(len(coming.boxes), [runnable], is_helper=True))
    if job.runnables.is_unknown and not coming.is_partial:
        draft.need("the file doesn't show all runnables: add what the others do", path=(*TASK, "containers"))
    if not in_turn:
        draft.put((*TASK, "containers", 0, "image"), NO_IMAGE)
        if coming.shows_all and not job.runnables.is_unknown:
            draft.block(job, "the job has no runnable with a container or a script, and Cloud Run runs nothing without")
        else:
            draft.need(
                "the file shows no runnable: name the image of the program", path=(*TASK, "containers", 0, "image")
            )
    most = coming.limits.cloud_run.containers_per_task
    if len(coming.boxes) > most.amount:
        count = human_count(len(coming.boxes))
        draft.block(whole(job.runnables), f"{count} containers are over the limit of {most.describe()} of a task")


def _in_one(coming: Coming, in_turn: list[Runnable]) -> list[Runnable]:
    """The runnables that one container can run in turn. Blocked where they can't all be in one."""
    if len(in_turn) == 1 or scripts.can_be_one(in_turn):
        return in_turn
    kinds = [kind_of(each) for each in in_turn]
    what = (
        "containers" if "script" not in kinds else "scripts" if "container" not in kinds else "containers and scripts"
    )
    note = (
        f"a task runs {human_count(len(in_turn))} {what} one after the other, and Cloud Run starts all containers of a "
        "task at once: put what they do into one image that does it in turn, or make a job of each and run these in "
        "turn by Workflows"
    )
    coming.draft.block(whole(coming.job.runnables), note)
    for runnable in in_turn[1:]:
        coming.draft.lose(runnable, "only the first of those that run in turn is in the config")
    return in_turn[:1]


def put_containers(coming: Coming) -> None:
    """The program of each container: its image, command, arguments and working directory."""
    names: set[str] = set()
    for box in coming.boxes:
        _put_name(coming, box, names)
        if len(box.runnables) > 1 or kind_of(box.first) == "script":
            scripts.put_script(coming, box)
        else:
            _put_container(coming, box)
        for runnable in box.runnables:
            _put_ends(coming, box, runnable)


def _put_name(coming: Coming, box: Box, names: set[str]) -> None:
    """A name: each container needs one where there are several."""
    draft, display = coming.draft, box.first.name
    longest = coming.limits.cloud_run.container_name_length.amount
    made = dns_label(carried(display), longest) if is_there(display) and len(box.runnables) == 1 else ""
    path: Path = (*box.path, "name")
    if made:
        name = another(made, names)
        if name == carried(display):
            draft.keep(display, path, name)
        else:
            draft.change(display, path, name, "spelled as a container's name has to be")
    elif len(coming.boxes) > 1:
        name = another(_HELPER if box.is_helper else _MAIN, names)
        draft.put(path, name)
    else:
        name = ""
    names.add(name)
    if is_there(display) and not made:
        draft.leave_out(display, "a comment in the script" if len(box.runnables) > 1 else "a name for people alone")


def _put_container(coming: Coming, box: Box) -> None:
    draft, runnable = coming.draft, box.first
    put_image(coming, box)
    box.options = read_options(draft, runnable)
    entrypoint = runnable.entrypoint
    command: Path = (*box.path, "command", 0)
    if is_there(entrypoint):
        draft.keep(entrypoint, command, carried(entrypoint))
    elif box.options.entrypoint:
        draft.change(runnable.options, command, box.options.entrypoint, "the option --entrypoint")
    _put_args(coming, box)
    if box.options.workdir:
        draft.change(runnable.options, (*box.path, "workingDir"), box.options.workdir, "the option --workdir")
    if is_there(runnable.username) or is_there(runnable.password):
        source = runnable.password if is_there(runnable.password) else runnable.username
        draft.block(
            source,
            "the image is pulled with a password, and Cloud Run pulls without: copy it to Artifact Registry, or make a "
            "remote repository there that has the password",
        )
        if is_there(runnable.password) and is_there(runnable.username):
            draft.lose(runnable.username, "it goes with the password")
    if runnable.block_external_network.value is not False and is_there(runnable.block_external_network):
        draft.lose(
            runnable.block_external_network,
            "a container of Cloud Run reaches the internet: where it must not, send all traffic through a network "
            "without Cloud NAT (annotation vpc-access-egress: all-traffic)",
        )


def _put_args(coming: Coming, box: Box) -> None:
    """The arguments, with Cloud Run's names for those of Batch; a shell's script is given Batch's names too."""
    draft, runnable = coming.draft, box.first
    args, path = runnable.args, (*box.path, "args")
    if not args:
        if args.is_unknown and not (coming.is_partial and not runnable.args_text.text):
            text = carried(runnable.args_text) if runnable.args_text.is_unknown and runnable.args_text.text else ""
            if text:
                draft.change(runnable.args_text, (*path, 0), text, "the list of arguments, which isn't known here")
            else:
                draft.need("the file doesn't show the arguments: write them into args", runnable, path)
        return
    words = [runnable.entrypoint, *(each.value for each in args)]
    script = scripts.inline(words)
    for number, each in enumerate(args):
        setting, text = each.value, carried(each.value)
        names = named(text) & NAMES.keys()
        if setting is script and (names or coming.asked.is_alone is not True):
            box.sets_batch_names = True
            draft.change(setting, (*path, number), *scripts.with_names(coming, text))
        elif names:
            draft.change(setting, (*path, number), renamed(text), renaming(names))
        else:
            draft.keep(setting, (*path, number), text)


def _put_ends(coming: Coming, box: Box, runnable: Runnable) -> None:
    """What becomes of how a runnable starts and ends."""
    draft = coming.draft
    is_one_of_several = len(box.runnables) > 1
    if is_there(runnable.background):
        if box.is_helper:
            draft.leave_out(
                runnable.background,
                "a container beside the main one, which starts at the same time and shares localhost with it",
            )
            draft.need(
                "let the helper end by itself when the work is done, or see that the task ends without it: Batch "
                "stopped it then",
                runnable.background,
                box.path,
            )
        elif is_unseen(runnable.background):
            draft.lose(runnable.background, "where it is true, this is a container beside the main one")
        elif runnable.background.value:
            draft.leave_out(runnable.background, "nothing else runs, so it is the main program")
        else:
            draft.leave_out(runnable.background, "the main program")
    if is_there(runnable.always_run) and not is_one_of_several:
        draft.leave_out(runnable.always_run, "nothing runs before it")
    if not is_there(runnable.ignore_exit_status) or is_one_of_several:
        return
    if runnable.ignore_exit_status.value is False:
        draft.leave_out(runnable.ignore_exit_status, "a failure is one on Cloud Run too")
    elif kind_of(runnable) == "script" and runnable.ignore_exit_status.value is True:
        draft.leave_out(runnable.ignore_exit_status, "the script ends with 0")
    else:
        draft.lose(
            runnable.ignore_exit_status,
            "a container that fails fails its task on Cloud Run: let the program end with 0",
        )
