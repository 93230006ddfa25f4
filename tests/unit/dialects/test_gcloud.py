"""gcloud's command lines: in scripts, in build steps, in workflows; what they say, and where, and what they leave."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from jobs_lint.dialects import _gcloud_job
from jobs_lint.dialects._gcloud_line import lines
from jobs_lint.model.batch import BatchJob
from jobs_lint.model.cloud_run import CloudRunJob
from unit.dialects import seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.dialects._gcloud_line import Line
    from jobs_lint.model.job import Job
    from jobs_lint.model.setting import Setting
    from jobs_lint.read.tree import Node

SECOND = 10**9


def jobs(text: str, path: str = "deploy.sh") -> list[Job]:
    return seen.jobs(text, path)


def one(text: str, path: str = "deploy.sh") -> CloudRunJob:
    (job,) = jobs(text, path)
    assert isinstance(job, CloudRunJob)
    assert job.dialect == "gcloud"
    return job


def one_batch(text: str, path: str = "deploy.sh") -> BatchJob:
    (job,) = jobs(text, path)
    assert isinstance(job, BatchJob)
    return job


def shown(text: str, setting: Setting[Any]) -> tuple[Any, str, str]:
    """A setting's value, the field that findings show, and what stands at its place."""
    return setting.value, setting.field, text[setting.span.start : setting.span.end]


SCRIPT = """\
#!/bin/bash
set -eu
# gcloud run jobs create not-this-one --tasks 1
gcloud --project example run jobs create render \\
  --region=us-central1 --quiet \\
  --image "us-docker.pkg.dev/example/images/render:${TAG}" \\
  --tasks 20000 \\
  --parallelism='100' --max-retries "11" --task-timeout 1h30m \\
  --cpu 8 --memory=32Gi --gpu 1 --gpu-type nvidia-l4 \\
  --set-env-vars "MODE=fast,SIZE=$SIZE" --labels team=video \\
  --add-volume name=in,type=cloud-storage,bucket=films --add-volume-mount volume=in,mount-path=/in \\
  --add-volume name=out,type=nfs,location=10.0.0.2:/share \\
  --service-account render@example.iam.gserviceaccount.com --network net --subnet sub
"""


def test_all_that_a_command_says_is_there() -> None:
    job = one(SCRIPT)
    (container,) = job.containers
    assert [
        shown(SCRIPT, setting)
        for setting in (
            job.name,
            job.location,
            job.task_count,
            job.parallelism,
            job.max_retries,
            job.timeout,
            job.gpu_type,
            job.service_account,
            job.network,
            job.subnetwork,
            container.cpu,
            container.memory,
            container.gpu_count,
        )
    ] == [
        ("render", "JOB", "render"),
        ("us-central1", "--region", "us-central1"),
        (20000, "--tasks", "20000"),
        (100, "--parallelism", "100"),
        (11, "--max-retries", "11"),
        (5400 * SECOND, "--task-timeout", "1h30m"),
        ("nvidia-l4", "--gpu-type", "nvidia-l4"),
        ("render@example.iam.gserviceaccount.com", "--service-account", "render@example.iam.gserviceaccount.com"),
        ("net", "--network", "net"),
        ("sub", "--subnet", "sub"),
        (8000, "--cpu", "8"),
        (32 * 2**30, "--memory", "32Gi"),
        (1, "--gpu", "1"),
    ]
    assert container.image.is_unknown
    assert container.image.field == "--image"
    assert job.uses_gpu is True


def test_lists_of_pairs_are_read() -> None:
    job = one(SCRIPT)
    (container,) = job.containers
    mode, size = container.env
    assert shown(SCRIPT, mode.value) == ("fast", "--set-env-vars.MODE", "fast")
    assert shown(SCRIPT, mode.name) == ("MODE", "--set-env-vars.MODE", "MODE")
    assert size.value.is_unknown
    assert [(label.name.value, label.value.value) for label in job.labels] == [("team", "video")]
    films, share = job.volumes
    assert shown(SCRIPT, films.bucket) == ("films", "--add-volume[0].bucket", "films")
    assert (share.nfs_server.value, share.nfs_path.value) == ("10.0.0.2", "/share")
    assert share.nfs_server.field == "--add-volume[1].location"
    assert [(mount.name.value, mount.mount_path.value) for mount in container.mounts] == [("in", "/in")]


FORMS = {
    "script": ("x.sh", "gcloud run jobs create a --image=i --tasks=20000"),
    "no extension": ("x", "#!/bin/sh\ngcloud run jobs create a --image i --tasks 20000"),
    "condition": ("x.sh", "if ! gcloud run jobs create a --image i --tasks 20000; then exit 1; fi"),
    "wrapped": ("x.sh", "sudo -E timeout 60 gcloud run jobs create a --image i --tasks 20000"),
    "by its path": ("x.sh", "/opt/google-cloud-sdk/bin/gcloud run jobs create a --image i --tasks 20000"),
    "text for a shell": ("x.sh", "bash -c 'gcloud run jobs create a --image i --tasks 20000'"),
    "in a text": ("x.sh", 'echo "made $(gcloud run jobs create a --image i --tasks 20000)"'),
    "steps with the image of gcloud": (
        "cloudbuild.yaml",
        """
        steps:
          - name: gcr.io/cloud-builders/gcloud
            args: [run, jobs, create, a, --image, i, --tasks, '20000']
        """,
    ),
    "steps with the image of gcloud, one word a line": (
        "cloudbuild.yaml",
        """
        steps:
          - name: gcr.io/cloud-builders/gcloud:latest
            args:
              - run
              - jobs
              - create
              - a
              - --image=i
              - --tasks=20000
        """,
    ),
    "gcloud as the entrypoint": (
        "cloudbuild.yaml",
        """
        steps:
          - name: gcr.io/google.com/cloudsdktool/cloud-sdk:slim
            entrypoint: gcloud
            args: [run, jobs, create, a, --image=i, --tasks, 20000]
        """,
    ),
    "bash as the entrypoint": (
        "cloudbuild.yaml",
        """
        steps:
          - name: gcr.io/google.com/cloudsdktool/cloud-sdk
            entrypoint: /bin/bash
            args:
              - -ceu
              - |
                gcloud run jobs create a \\
                  --image i --tasks 20000
        """,
    ),
    "a script of Cloud Build": (
        "cloudbuild.yaml",
        """
        steps:
          - name: gcr.io/google.com/cloudsdktool/cloud-sdk
            script: |
              #!/usr/bin/env bash
              gcloud run jobs create a --image i --tasks 20000
        """,
    ),
    "JSON": (
        "cloudbuild.json",
        """
        {"steps": [{"name": "cloud-sdk", "entrypoint": "bash",
          "args": ["-c", "echo\\tx\\ngcloud run jobs create a --image \\"i\\" --tasks 20000"]}]}
        """,
    ),
    "GitHub, block": (
        ".github/workflows/deploy.yml",
        """
        jobs:
          deploy:
            steps:
              - run: |
                  gcloud run jobs create a \\
                    --image i \\
                    --tasks 20000
        """,
    ),
    "GitHub, folded": (
        ".github/workflows/deploy.yml",
        """
        jobs:
          deploy:
            steps:
              - run: >-
                  gcloud run jobs create a
                  --image i
                  --tasks 20000
        """,
    ),
    "GitHub, one line": (
        ".github/workflows/deploy.yml",
        """
        jobs:
          deploy:
            steps:
              - run: gcloud run jobs create a --image i --tasks 20000
        """,
    ),
    "GitLab": (
        ".gitlab-ci.yml",
        """
        deploy:
          script:
            - gcloud auth list
            - gcloud run jobs create a --image i --tasks 20000
        """,
    ),
    "CircleCI": (
        "config.yml",
        """
        jobs:
          deploy:
            steps:
              - run: {name: Deploy, command: 'gcloud run jobs create a --image i --tasks 20000'}
        """,
    ),
    "Ansible": (
        "deploy.yml",
        """
        - name: Make the job
          ansible.builtin.command: gcloud run jobs create a --image i --tasks 20000
        """,
    ),
    "Ansible, by a shell": (
        "deploy.yml",
        """
        - name: Make the job
          shell: python3 -m venv x && gcloud run jobs create a --image i --tasks 20000
          args: {chdir: /tmp}
        """,
    ),
    "line breaks of Windows": ("x.sh", "gcloud run jobs create a \\\r\n  --image i \\\r\n  --tasks 20000\r\n"),
    "Ansible, argv": (
        "deploy.yml",
        """
        - name: Make the job
          command: {argv: [gcloud, run, jobs, create, a, --image, i, --tasks, 20000]}
        """,
    ),
    "a container": (
        "deploy.yml",
        """
        containers:
          - name: gcloud
            image: cloud-sdk
            command: [/bin/sh, -c]
            args: [gcloud run jobs create a --image i --tasks 20000]
        """,
    ),
    "package.json": ("package.json", '{"scripts": {"make": "gcloud run jobs create a --image i --tasks 20000"}}'),
    "a task of an editor": (
        "tasks.json",
        '{"tasks": [{"command": "gcloud", "args": ["run", "jobs", "create", "a", "--image=i", "--tasks", "20000"]}]}',
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_job_at_its_place(form: str) -> None:
    path, text = FORMS[form]
    text = textwrap.dedent(text).lstrip("\n")
    job = one(text, path)
    assert shown(text, job.task_count) == (20000, "--tasks", "20000")
    assert job.display_name == "a"
    assert [container.image.value for container in job.containers] == ["i"]
    assert job.max_retries.value == 3, "what create is not told keeps its default"
    assert job.parallelism.span.start <= text.rindex("run")
    assert text[: job.parallelism.span.end].endswith("create")


SILENT = {
    "a service": ("x.sh", "gcloud run deploy a --image jobs --tasks 20000"),
    "services": ("x.sh", "gcloud run services update jobs --tasks 20000"),
    "a command of another kind": ("x.sh", "gcloud run jobs describe a --tasks 20000"),
    "a file": ("x.sh", "gcloud run jobs replace job.yaml --tasks 20000"),
    "echo": ("x.sh", 'echo "gcloud run jobs create a --tasks 20000"; echo gcloud run jobs create a --tasks 20000'),
    "a message over lines": ("x.sh", 'echo "try:\n  gcloud run jobs create a --tasks 20000\n"'),
    "a comment": ("x.sh", "# gcloud run jobs create a --tasks 20000"),
    "usage": ("x.sh", "cat <<EOF\ngcloud run jobs create a --tasks 20000\nEOF"),
    "a variable": ("x.sh", "CMD='gcloud run jobs create a --tasks 20000'\nX=(gcloud run jobs create a)"),
    "another program": ("x.sh", "xgcloud run jobs create a; ./notgcloud run jobs create a"),
    "a file for Batch": ("x.sh", "gcloud batch jobs submit a --location us-central1 --config job.json"),
    "which command isn't known": ("x.sh", "gcloud run jobs $VERB a --tasks 20000; gcloud $* jobs create a"),
    "prose": ("x.yaml", "description: |\n  gcloud run jobs create a --tasks 20000\n"),
    "prose of a script": ("x.yaml", "run: |\n  Use gcloud run jobs create a --tasks 20000\n"),
    "a comment in YAML": ("x.yaml", "run: ls # gcloud run jobs create a --tasks 20000\n"),
    "another language": ("x.yml", "steps:\n- shell: python\n  run: |\n    gcloud run jobs create a\n"),
    "a script in another language": ("x.yml", "script: |\n  #!/usr/bin/env python3\n  gcloud run jobs create a\n"),
    "PowerShell left open": ("x.yml", "run: |\n  gcloud run jobs create a `\n    --tasks 20000\n"),
    "words that are a list of paths": ("x.yml", "args: [cp, gcloud, jobs]\n"),
    "nothing": ("x.sh", "gcloud\ngcloud run jobs\ngcloud --version # jobs"),
}


@pytest.mark.parametrize("form", SILENT)
def test_what_makes_no_job_is_silent(form: str) -> None:
    path, text = SILENT[form]
    assert jobs(text, path) == []


@pytest.mark.parametrize("verb", ["deploy", "update", "execute"])
def test_what_changes_a_job_leaves_the_rest_unknown(verb: str) -> None:
    job = one(f"gcloud run jobs {verb} a --tasks 5")
    assert job.task_count.value == 5
    assert job.max_retries.is_unknown
    assert job.timeout.is_unknown
    assert job.gpu_type.is_unknown
    assert job.containers.is_unknown
    assert job.volumes.is_unknown


def test_a_changed_container_is_not_all_there_is() -> None:
    job = one("gcloud run jobs update a --memory 1G")
    assert job.containers.is_unknown
    assert job.containers[0].memory.value == 10**9
    assert job.containers[0].cpu.is_unknown


OPEN = [
    "gcloud run jobs create a $FLAGS",
    "gcloud run jobs create a --wait $X",
    'gcloud run jobs create a "${EXTRA[@]}"',
    "gcloud run jobs create $ARGS",
    'gcloud run jobs create "$@"',
    "gcloud run jobs create a $(flags)",
    "gcloud run jobs create a `flags`",
    'gcloud run jobs create a "$LAST"',
    "gcloud run jobs create a --flags-file=f.yaml",
    "gcloud run jobs create a --${NAME}=x",
    "gcloud run jobs create a --unheard-of $X",
    "gcloud run jobs create $A $B",
    "gcloud run jobs create a ${{ inputs.flags }}",
    "gcloud run jobs create --image i $X",
]


@pytest.mark.parametrize("text", OPEN)
def test_where_a_variable_may_hold_flags_what_is_absent_is_unknown(text: str) -> None:
    assert one(text).task_count.is_unknown


CLOSED = [
    "gcloud run jobs create $NAME --image $IMAGE --region ${REGION} --set-env-vars=$VARS",
    'gcloud run jobs create "$NAME" --quiet',
    'gcloud run jobs create --image i "$NAME"',
    "gcloud run jobs create $(basename $PWD) --image=`image`",
    "gcloud run jobs create a --unheard-of x",
    "$SETUP; A=$B gcloud run jobs create a --image ${{ env.IMAGE }} > $LOG",
    "gcloud run jobs create a -- $REST",
]


@pytest.mark.parametrize("text", CLOSED)
def test_a_variable_that_is_one_value_hides_nothing(text: str) -> None:
    job = one(text)
    assert job.task_count.value == 1
    assert not job.task_count.is_set


def test_a_value_to_be_filled_in_is_unknown() -> None:
    job = one("gcloud run jobs create a --tasks $N --max-retries=${R} --task-timeout `t` --parallelism PARALLELISM")
    settings = (job.task_count, job.max_retries, job.timeout, job.parallelism)
    assert all(setting.is_unknown for setting in settings)


@pytest.mark.parametrize("track", ["alpha", "beta"])
def test_the_track_is_the_launch_stage(track: str) -> None:
    text = f"gcloud {track} run jobs create a --tasks 5"
    assert shown(text, one(text).launch_stage) == (track.upper(), track, track)
    assert not one("gcloud run jobs create a").launch_stage.is_written


def test_of_a_flag_that_stands_twice_the_last_counts() -> None:
    text = "gcloud run jobs create a --tasks 5 --tasks=6 --labels a=1 --labels b=2,a=3"
    job = one(text)
    assert shown(text, job.task_count) == (6, "--tasks", "6")
    assert [(label.name.value, label.value.value) for label in job.labels] == [("a", "3"), ("b", "2")]


def test_flags_without_a_value_take_no_word() -> None:
    job = one("gcloud run jobs create --async --no-gpu-zonal-redundancy --clear-env-vars a --tasks --image i")
    assert job.display_name == "a"
    assert job.containers[0].image.value == "i"
    assert job.task_count.is_unknown
    assert one("gcloud run jobs create a --max-retries -1").max_retries.value == -1


def test_each_container_has_its_flags() -> None:
    text = "gcloud run jobs create a --tasks 2 --container x --image i --cpu 1 --container y --image j --memory 1Gi"
    job = one(text)
    assert [(c.name.value, c.image.value, c.cpu.value, c.memory.value) for c in job.containers] == [
        ("x", "i", 1000, None),
        ("y", "j", None, 2**30),
    ]
    assert job.containers[1].memory.field == "--memory"


PAIRS = [
    ("--set-env-vars A=1,B=", [("A", "1"), ("B", "")]),
    ("--set-env-vars ^:^A=1,2:B=3", [("A", "1,2"), ("B", "3")]),
    ("--set-env-vars A=x=y", [("A", "x=y")]),
    ("--update-env-vars A=1 --update-env-vars B=2", [("A", "1"), ("B", "2")]),
    ("--set-env-vars $X", None),
    ("--set-env-vars A=1,$X", None),
    ("--env-vars-file env.yaml", None),
    ("--set-env-vars", None),
]


@pytest.mark.parametrize(("flags", "expected"), PAIRS)
def test_environment_variables(flags: str, expected: list[tuple[str, str]] | None) -> None:
    (container,) = one(f"gcloud run jobs create a {flags}").containers
    if expected is None:
        assert container.env.is_unknown
    else:
        assert [(each.name.value, each.value.value or "") for each in container.env] == expected


def test_cloud_builds_two_dollars_are_one() -> None:
    text = textwrap.dedent("""\
        steps:
          - name: bash
            entrypoint: bash
            args:
              - -c
              - |
                X=$$(gcloud run jobs create a --image i --tasks 20000)
                gcloud run jobs create b $${ARGS}
        """)
    first, second = jobs(text, "cloudbuild.yaml")
    assert shown(text, first.task_count) == (20000, "--tasks", "20000")
    assert second.task_count.is_unknown


def test_what_two_steps_share_is_one_job() -> None:
    text = "a: {run: &x gcloud run jobs create a --tasks 5}\nb: {run: *x}\n"
    assert shown(text, one(text, "x.yml").task_count) == (5, "--tasks", "5")


BATCH = {"taskGroups": [{"taskCount": 20000, "taskSpec": {"runnables": [{"script": {"text": "echo $X it's"}}]}}]}


def test_a_batch_job_without_a_file() -> None:
    text = (
        "gcloud batch jobs submit a --location=us-central1 --machine-type e2-micro "
        "--provisioning-model SPOT --script-text 'echo x' --network n --subnetwork s"
    )
    job = one_batch(text)
    (runnable,) = job.containers
    assert shown(text, job.machine_type) == ("e2-micro", "--machine-type", "e2-micro")
    assert shown(text, runnable.script) == ("echo x", "--script-text", "echo x")
    assert (job.location.value, job.provisioning_model.value) == ("us-central1", "SPOT")
    assert (job.network.value, job.subnetwork.value) == ("n", "s")
    assert len(job.task_groups) == 1
    assert job.task_count.value == 1
    text = "gcloud batch jobs submit --container-image-uri i --container-entrypoint=/x $MORE"
    job = one_batch(text)
    assert (job.containers[0].image.value, job.containers[0].entrypoint.value) == ("i", "/x")
    assert job.task_count.is_unknown


HERE = [
    "gcloud batch jobs submit a --location us-central1 --config - <<EOF\n{}\nEOF\n",
    "gcloud batch jobs submit a --config - <<'EOF'\n{}\nEOF\n",
    "cat > job.json <<EOF\n{}\nEOF\ngcloud batch jobs submit a --config job.json\n",
    "curl -d @- $URL <<-EOF\n\t{}\n\tEOF\n",
    'gcloud batch jobs submit a --config=- <<< "$(cat <<EOF\n{}\nEOF\n)"\n',
]


@pytest.mark.parametrize("form", HERE)
def test_a_here_document_is_read_as_what_it_is(form: str) -> None:
    text = form.replace("{}", json.dumps(BATCH))
    job = one_batch(text)
    assert job.dialect == "batch"
    assert shown(text, job.task_count) == (20000, "taskGroups[0].taskCount", "20000")


def test_what_a_shell_fills_in_is_unknown_in_a_here_document() -> None:
    text = textwrap.dedent("""\
        gcloud batch jobs submit "$JOB" --config - <<EOF
        {"taskGroups": [{
          "taskCount": ${COUNT},
          "parallelism": $(nproc --all),
          "taskSpec": {"maxRetryCount": 11, "maxRunDuration": "${HOURS:-"1"}h",
            "runnables": [{"container": {"imageUri": "${IMAGE}"}}]}
        }]}
        EOF
        """)
    job = one_batch(text)
    assert job.task_count.is_unknown
    assert text[job.task_count.span.start : job.task_count.span.end] == "${COUNT}"
    assert job.parallelism.is_unknown
    assert job.timeout.is_unknown
    assert job.containers[0].image.is_unknown
    assert shown(text, job.max_retries) == (11, "taskGroups[0].taskSpec.maxRetryCount", "11")


def test_a_here_document_in_a_workflow() -> None:
    text = textwrap.dedent("""\
        jobs:
          submit:
            steps:
              - run: |
                  gcloud run jobs replace - <<EOF
                  apiVersion: run.googleapis.com/v1
                  kind: Job
                  metadata: {name: a}
                  spec:
                    template:
                      spec:
                        taskCount: 20000
                        parallelism: $PARALLELISM
                  EOF
        """)
    (job,) = jobs(text, "x.yml")
    assert job.dialect == "cloud-run-v1"
    assert shown(text, job.task_count) == (20000, "spec.template.spec.taskCount", "20000")
    assert job.parallelism.is_unknown


BODIES = [
    "gcloud scheduler jobs create http a --schedule='* * * * *' --uri=$URI --message-body='{}'",
    "gcloud scheduler jobs update http a --uri https://batch.googleapis.com/v1/x/jobs --message-body '{}'",
]


@pytest.mark.parametrize("form", BODIES)
def test_the_message_body_of_a_schedule_is_read(form: str) -> None:
    body = json.dumps(BATCH).replace("'", "")
    text = form.replace("{}", body)
    job = one_batch(text)
    assert shown(text, job.task_count) == (20000, "taskGroups[0].taskCount", "20000")
    quoted = body.replace('"', '\\"')
    text = form.replace("'{}'", f'"{quoted}"')
    assert shown(text, one_batch(text).task_count) == (20000, "taskGroups[0].taskCount", "20000")


def test_other_message_bodies_are_left_alone() -> None:
    for body in ('\'{"message": {"taskCount": 5}}\'', "$(cat body.json)", "", "x"):
        assert jobs(f"gcloud scheduler jobs create http a --message-body={body} --message-body-from-file=x") == []


@pytest.mark.parametrize(
    "text",
    [
        "gcloud run jobs create foo `# the job` --image=x \\\n  --tasks=20000\n",
        "gcloud run jobs create foo \\\n  `# not this: gcloud's` \\\n  --image=x --tasks 20000 `#end`\n",
        "gcloud run jobs create foo --image=x `# one\n  # two's\n` --tasks=20000\n",
        'gcloud run jobs create foo --image=x`# "its` --tasks=`# a few`20000\n',
        "gcloud run jobs create foo --image=$( # it's `this\n  pick) --tasks=20000\n",
        "echo `date # now`\ngcloud run jobs create foo --image=x --tasks=20000\n",
    ],
)
def test_a_comment_in_backquotes_ends_with_them(text: str) -> None:
    assert seen.findings(text, "deploy.sh") == [("LIM101", "--tasks")]


def test_a_comment_in_backquotes_is_no_word() -> None:
    text = "gcloud run jobs create `# a` foo `# b\n# c` --image=x`# d` --tasks=5 `# e`\n"
    job = one(text)
    assert job.max_retries.value == 3  # all flags are seen, so the default holds
    assert (job.name.value, job.containers[0].image.value) == ("foo", "x")


def test_the_commands_of_a_script_are_taken_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_apart: list[Node] = []

    def lines_of(root: Node) -> Iterator[Line]:
        taken_apart.append(root)
        return lines(root)

    monkeypatch.setattr(_gcloud_job, "lines", lines_of)
    assert len(jobs("gcloud run jobs create a --image=x\n" * 3)) == 3
    assert len(taken_apart) == 1
