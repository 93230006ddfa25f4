"""The parts that the jobs of both services have: variables, volumes, containers, network interfaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.model.field import Field, Several
from jobs_lint.model.part import Part, Parts

if TYPE_CHECKING:
    from jobs_lint.model.setting import Setting


class Text(Part):
    """One text of a list: an argument, a mount option, a scope."""

    value = Field[str]()


class Name(Text):
    """One text of a list that has small letters alone: a network tag, a location, the name of a container."""

    value = Field[str](in_small_letters=True)


class Number(Part):
    """One whole number of a list."""

    value = Field[int]()


class EnvVar(Part):
    """An environment variable: its name, and its literal value or the secret it comes from.

    Batch has its secret versions as one resource name, which is `secret`; `secret_version` is Cloud Run's.
    """

    name = Field[str]()
    value = Field[str]()
    secret = Field[str]()
    secret_version = Field[str]()


class Label(Part):
    """A label, an annotation, or another name that stands for something."""

    name = Field[str]()
    value = Field[str]()


class VolumeMount(Part):
    """A volume mounted into a container."""

    name = Field[str](in_small_letters=True)
    mount_path = Field[str](in_small_letters=True)
    sub_path = Field[str]()


class SecretItem(Part):
    """A version of a secret, as a file of a volume."""

    path = Field[str]()
    version = Field[str]()
    mode = Field[int]()


_KINDS = ("bucket", "nfs", "secret", "empty-dir", "cloud-sql", "filestore", "device")
_BY_TYPE = {
    "cloud-storage": "bucket",
    "nfs": "nfs",
    "secret": "secret",
    "in-memory": "empty-dir",
    "ephemeral-disk": "empty-dir",
    "cloudsql": "cloud-sql",
}


class Volume(Part):
    """A volume of a job's tasks. `kind` tells of which kind it is; the fields of the others are unset.

    `bucket` is a Batch volume's whole remote path, `size_limit` in bytes, modes whole numbers. `has_empty_dir`,
    `has_cloud_sql` and the like are set where the volume has a message for the kind, be it an empty one.
    """

    name = Field[str](in_small_letters=True)
    type = Field[str]()
    mount_path = Field[str](in_small_letters=True)
    has_bucket = Field[bool]()
    bucket = Field[str]()
    bucket_read_only = Field[bool]()
    driver = Field[str]()
    has_nfs = Field[bool]()
    nfs_server = Field[str]()
    nfs_path = Field[str]()
    nfs_read_only = Field[bool]()
    has_secret = Field[bool]()
    secret = Field[str]()
    default_mode = Field[int]()
    has_empty_dir = Field[bool]()
    medium = Field[str]()
    size_limit = Field[int]()
    has_cloud_sql = Field[bool]()
    has_filestore = Field[bool]()
    device_name = Field[str](in_small_letters=True)
    items = Several(SecretItem)
    cloud_sql_instances = Several(Text)
    mount_options = Several(Text)

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds that the volume claims to be of: it takes exactly one."""
        if self.type.value is not None:
            found = _BY_TYPE.get(self.type.text)
            return (found,) if found else ()
        settings: tuple[Setting[Any], ...] = (
            *(self.has_bucket, self.has_nfs, self.has_secret, self.has_empty_dir, self.has_cloud_sql),
            *(self.has_filestore, self.device_name),
        )
        return tuple(kind for kind, setting in zip(_KINDS, settings, strict=True) if setting.is_written)

    @property
    def kind(self) -> str | None:
        """`bucket`, `nfs`, `secret`, `empty-dir`, `cloud-sql`, `filestore` or `device`; None where it isn't one."""
        kinds = self.kinds
        return kinds[0] if len(kinds) == 1 else None

    @property
    def read_only(self) -> Setting[bool]:
        """Whether the volume says that it is mounted for reading only."""
        return self.nfs_read_only if self.nfs_read_only.is_written else self.bucket_read_only


class NetworkInterface(Part):
    """A network interface of a Cloud Run task or of a Batch VM. Tags are Cloud Run's: Batch has them for all VMs."""

    network = Field[str]()
    subnetwork = Field[str]()
    no_external_ip = Field[bool]()
    nic_type = Field[str]()
    tags = Several(Name)


class Container(Part):
    """A container of a Cloud Run task, or a runnable of a Batch task.

    CPU in thousandths, memory in bytes, timeout in nanoseconds. A script runnable has `script` and no `image`. `args`
    are the words behind the program; `args_text` is set where one text stands in the stead of their list.
    """

    name = Field[str]()
    image = Field[str]()
    entrypoint = Field[str]()
    script = Field[str]()
    cpu = Field[int]()
    memory = Field[int]()
    gpu_count = Field[int]()
    timeout = Field[int]()
    args_text = Field[str]()
    args = Several(Text)
    env = Several(EnvVar)
    secret_env = Several(EnvVar)
    mounts = Several(VolumeMount)

    @property
    def words(self) -> tuple[Setting[str], ...]:
        """What is run, in order: program, arguments and script, as far as they are written."""
        settings = (self.entrypoint, *(each.value for each in self._command), *(each.value for each in self.args))
        return tuple(setting for setting in (*settings, self.script) if setting.is_written)

    @property
    def words_are_seen(self) -> bool:
        """Whether `words` is all that is run, so that what isn't in it isn't there. A variable inside a longer text
        counts as seen, one that stands for a whole word or list doesn't."""
        if self._command.is_unknown or self.args.is_unknown:
            return False
        return all(part._is_seen("value") for part in (*self._command, *self.args)) and all(
            self._is_seen(name) for name in ("script", "entrypoint")
        )

    @property
    def _command(self) -> Parts[Text]:
        return Parts()
