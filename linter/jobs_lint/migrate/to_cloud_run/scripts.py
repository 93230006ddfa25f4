"""Scripts, which Batch runs on the VM itself: as the arguments of a shell in an image, several programs in one."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from jobs_lint.migrate.names import NO_IMAGE, carried, whole
from jobs_lint.migrate.to_cloud_run.images import put_image
from jobs_lint.migrate.to_cloud_run.options import read_options
from jobs_lint.migrate.to_cloud_run.there import is_there, is_unseen, kind_of
from jobs_lint.migrate.to_cloud_run.variables import EXPORTS, NAMES, by_task, named, renamed, renaming
from jobs_lint.pattern import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs_lint.migrate.draft import Path
    from jobs_lint.migrate.to_cloud_run.coming import Box, Coming
    from jobs_lint.model.batch import Runnable
    from jobs_lint.model.setting import Setting

BASE_IMAGE: Final = "google/cloud-sdk:slim"
"""An image with shells, Python and gcloud: what most scripts on a VM of Batch use."""

SHELLS: Final = frozenset({"sh", "bash", "dash", "ash"})
_POSIX: Final = "/bin/sh"
_FLAGS: Final = {
    **dict.fromkeys(SHELLS, "-c"), "zsh": "-c", "ksh": "-c", "python": "-c", "python2": "-c", "python3": "-c",
    "perl": "-e", "ruby": "-e", "node": "-e", "Rscript": "-e",
}  # fmt: skip
"""How a program takes its script as an argument."""

_HAS: Final = frozenset({*SHELLS, "python3", "perl"})
"""What the base image has."""

_DOCKER: Final = r"(?:^|[;&|(`\s])(?:sudo )?docker(?:-compose| (?:run|pull|build|exec|compose|load|login|start)\b)"


def _shebang(text: str) -> list[str]:
    """The words of the interpreter of a script: `/bin/sh` where none is named."""
    first = text.lstrip("\ufeff").partition("\n")[0].strip()
    words = first[2:].split() if first.startswith("#!") else []
    if words and _base(words[0]) == "env":
        words = [word for word in words[1:] if word != "-S"]
    return words or [_POSIX]


def _base(path: str) -> str:
    return path.rpartition("/")[2]


def is_for_shell(runnable: Runnable) -> bool:
    """Whether a runnable is a script of a shell whose text is here."""
    return (
        kind_of(runnable) == "script"
        and bool(runnable.script.text)
        and _base(_shebang(runnable.script.text)[0]) in SHELLS
    )


def inline(words: Sequence[Setting[str]]) -> Setting[str] | None:
    """The script in a command such as `sh -c SCRIPT`."""
    for index in range(len(words) - 2):
        flag = words[index + 1].text
        if _base(words[index].text) in SHELLS and flag.startswith("-") and flag.endswith("c"):
            return words[index + 2]
    has_own = len(words) > 2 and not words[0].text and words[1].text in ("-c", "-ec", "-lc", "-exc")
    return words[2] if has_own else None  # for the image's own shell


def with_names(coming: Coming, text: str) -> tuple[str, str]:
    """A shell's script with Batch's names for the index of a task set, and the note on it."""
    gone = {name for name in named(text) if name in NAMES and not name.startswith("BATCH_TASK_")}
    note = "BATCH_TASK_INDEX and its like are set from Cloud Run's"
    lines = EXPORTS + by_task(coming)
    return lines + (renamed(text) if gone else text), f"{note}; {renaming(gone)}" if gone else note


def put_script(coming: Coming, box: Box) -> None:
    """The image and the command of a container that runs a script, or several in turn."""
    runnable = box.first
    if len(box.runnables) > 1:
        _put_several(coming, box)
    elif is_there(runnable.script_path):
        _put_path(coming, box)
    elif is_there(runnable.script):
        _put_text(coming, box)
    else:
        coming.draft.put((*box.path, "image"), NO_IMAGE)
        coming.draft.need("the script isn't in the file: name an image that has it", runnable, (*box.path, "image"))
    for each in box.runnables:
        _check(coming, each)


def _put_image(coming: Coming, box: Box, program: str) -> None:
    path: Path = (*box.path, "image")
    if _base(program) in _HAS:
        coming.draft.assume(
            path, BASE_IMAGE, "a script ran on the VM, and here needs an image: this has a shell and gcloud"
        )
        coming.draft.need(
            "build an image that has all that the script uses, what it installs too: on Batch it had the programs of "
            "the VM's own image, and could be root on it",
            box.first,
            path,
        )
    else:
        coming.draft.put(path, NO_IMAGE)
        coming.draft.need(f"name an image that has {program} and all that the script uses", box.first, path)


def _put_text(coming: Coming, box: Box) -> None:
    draft, setting = coming.draft, box.first.script
    text = carried(setting)
    program, *flags = _shebang(text)
    flag = _FLAGS.get(_base(program))
    _put_image(coming, box, program)
    if flag is None:
        draft.block(setting, f"{program} can't be given its script as an argument: put the script into an image")
        flag = "-c"
    for number, word in enumerate((program, *flags, flag)):
        draft.put((*box.path, "command", number), word)
    names = named(text) & NAMES.keys()
    note = f"the script is an argument of {program}"
    if _base(program) in SHELLS and (names or coming.asked.is_alone is not True):
        box.sets_batch_names = True
        text, more = with_names(coming, text)
        note = f"{note}; {more}"
    elif names:
        text = renamed(text)
        note = f"{note}; {renaming(names)}"
    if box.first.ignore_exit_status.value is True and _base(program) in SHELLS:
        text = f"(\n{text.rstrip()}\n)\nexit 0\n"
    draft.change(setting, (*box.path, "args", 0), text, note)


def can_be_one(runnables: Sequence[Runnable]) -> bool:
    """Whether runnables can run in turn in one container: scripts of shells, or commands of one image that are all
    here, with the same options and mounts."""
    if all(is_for_shell(each) for each in runnables):
        return True
    first = runnables[0]
    return all(
        kind_of(each) == "container"
        and bool(each.entrypoint.text)
        and not each.args.is_unknown
        and not (each.password.text or each.username.text)
        and (each.image.text, each.options.text) == (first.image.text, first.options.text)
        and [mount.value.text for mount in each.volumes] == [mount.value.text for mount in first.volumes]
        for each in runnables
    )


def _put_several(coming: Coming, box: Box) -> None:
    """Several programs in one script, each in a shell of its own within it, with what Batch does where one fails."""
    draft, path = coming.draft, (*box.path, "args", 0)
    are_scripts = kind_of(box.first) == "script"
    program = _POSIX
    if are_scripts:
        programs = [_shebang(each.script.text)[0] for each in box.runnables]
        program = next((each for each in programs if _base(each) not in ("sh", "dash", "ash")), _POSIX)
        _put_image(coming, box, program)
    else:
        _put_same_image(coming, box)
    for number, word in enumerate((program, "-c")):
        draft.put((*box.path, "command", number), word)
    texts = [_text(each) for each in box.runnables]
    used = {name for text in texts for name in named(text) if name in NAMES}
    gone = {name for name in used if not name.startswith("BATCH_TASK_")}
    box.sets_batch_names = bool(used) or coming.asked.is_alone is not True
    lines = [EXPORTS + by_task(coming) + "status=0"] if box.sets_batch_names else ["status=0"]
    for number, (runnable, text) in enumerate(zip(box.runnables, texts, strict=True), 1):
        lines += _step(runnable, number, renamed(text) if gone else text)
    note = "all in one script, each in a shell of its own, until one fails"
    if gone:
        note = f"{note}; {renaming(gone)}"
    draft.change(_source(box.first), path, "\n".join([*lines, 'exit "$status"', ""]), note)
    for runnable in box.runnables:
        if runnable is not box.first:
            draft.leave_out(_source(runnable), "behind the one before, in the same script")
        if runnable.args:
            draft.leave_out(whole(runnable.args), "in the script")
        for setting in (runnable.ignore_exit_status, runnable.always_run):
            if is_unseen(setting):
                draft.lose(setting, "it isn't known, and counts as false in the script")
            elif is_there(setting):
                draft.leave_out(setting, "the script does it")
        for variable in runnable.env:
            draft.leave_out(variable.value, "set in the script, for its own part")


def _put_same_image(coming: Coming, box: Box) -> None:
    """The image of several commands, and what they have in common."""
    draft = coming.draft
    put_image(coming, box)
    draft.need(
        f"the image needs {_POSIX}, which runs its programs in turn: Cloud Run starts all containers of a task at once",
        box.first,
        (*box.path, "command"),
    )
    box.options = read_options(draft, box.first)
    if box.options.workdir:
        draft.change(box.first.options, (*box.path, "workingDir"), box.options.workdir, "the option --workdir")
    for runnable in box.runnables[1:]:
        for setting in (runnable.image, runnable.options):
            if is_there(setting):
                draft.leave_out(setting, "the same as of the one before")
        if runnable.volumes:
            draft.leave_out(whole(runnable.volumes), "the same as of the one before")


def _source(runnable: Runnable) -> Setting[str]:
    return runnable.script if kind_of(runnable) == "script" else runnable.entrypoint


def _text(runnable: Runnable) -> str:
    """The script of a runnable, or its command as one."""
    if kind_of(runnable) == "script":
        return carried(runnable.script)
    words = [runnable.entrypoint, *(each.value for each in runnable.args)]
    return " ".join(shlex.quote(carried(word)) for word in words)


def _step(runnable: Runnable, number: int, text: str) -> list[str]:
    """The lines of one program: run unless one before it has failed, and its failure kept."""
    is_script = kind_of(runnable) == "script"
    name = " ".join(runnable.name.text.split()) or f"{'script' if is_script else 'program'} {number}"
    flags = _shebang(text)[1:] if is_script else []
    body = [f"export {carried(each.name)}={shlex.quote(renamed(carried(each.value)))}" for each in runnable.env]
    if flags:
        body.append(f"set {' '.join(flags)}")
    is_ignored = runnable.ignore_exit_status.value is True
    end = "true" if is_ignored else 'code=$?; [ "$status" -ne 0 ] || status=$code'
    lines = [f"# {name}"]
    always = runnable.always_run.value is True
    if not always and number > 1:
        lines.append('if [ "$status" -eq 0 ]; then')
    text = text.partition("\n")[2] if text.startswith("#!") else text
    lines += ["(", *body, text.strip("\n"), ")", end]
    if not always and number > 1:
        lines.append("fi")
    return lines


def _put_path(coming: Coming, box: Box) -> None:
    """A script that lies in a file: on a volume it is there on Cloud Run too."""
    draft, setting = coming.draft, box.first.script_path
    path, *rest = carried(setting).split(None, 1)
    mounts = [carried(volume.mount_path) for volume in coming.job.volumes if kind_of(volume) in ("bucket", "nfs")]
    if not any(mount and path.startswith(mount.rstrip("/") + "/") for mount in mounts):
        draft.block(setting, f"{path} is a file of the VM, and Cloud Run has no VM: put the script into an image")
    _put_image(coming, box, _POSIX)
    draft.change(
        setting, (*box.path, "command", 0), _POSIX, "the script is run by a shell; write another where it needs one"
    )
    for number, word in enumerate((path, *rest)):
        draft.put((*box.path, "args", number), word)


def _check(coming: Coming, runnable: Runnable) -> None:
    """What a script can do on a VM and not in a container."""
    setting = runnable.script
    if compiled(_DOCKER).search(setting.text):
        coming.draft.block(
            setting, "the script runs docker, and a container of Cloud Run can't: make the image that it runs the job's"
        )
