"""What the lists of machine types and regions don't say, as data with sources: one file to mend.

Where sources disagree the note says so, and the wider one holds, so that nothing that may be right is called wrong.
"""

from typing import Final

_COMPUTE = "https://docs.cloud.google.com/compute/docs/"
_BATCH = "https://docs.cloud.google.com/batch/docs/"
_LISTS = "https://github.com/Cyclenerd/google-cloud-pricing-cost-calculator"
_NEXTFLOW = "https://github.com/nextflow-io/nextflow"
_READ = "2026-11-23"
"""The day on which pages were last read that bear no day of their own."""

# (what it is a list of, source, its day, note); no day: that of the lists in data.py
SOURCES: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("types", _LISTS, "", "A dump of the Compute Engine API, all regions together; deprecated types are left out."),
    ("regions", _LISTS, "", "A dump of the Compute Engine API: which types each region lists, not what is in stock."),
    ("gpus", _LISTS, "", "A dump of the Compute Engine API: which GPU types each region lists, not what is in stock."),
    ("built-in-gpus", _COMPUTE + "accelerator-optimized-machines", _READ, "GPUs and local SSD of A2 to A4X, G2, G4."),
    ("attached-gpus", _COMPUTE + "gpus", _READ, "The table of N1, whose machine types a GPU can be attached to."),
    ("batch-series", _BATCH + "get-started", "2026-04-08",
     "Disputed: N4A and G4 aren't in this copy, but in a later one that bears no day."),
    ("batch-regions", _BATCH + "locations", "2026-04-08", "Compute Engine has four regions more."),
    ("cloud-run-gpus", "https://docs.cloud.google.com/run/docs/configuring/jobs/gpu", _READ,
     "The regions of the RTX PRO 6000 are from a digest of the release notes of 2026-04-13."),
    ("custom", "https://cloud.google.com/compute/docs/samples/compute-custom-machine-type-helper-class", _READ,
     "Google's own check of E2, N1, N2 and N2D. Disputed: it lets N2 have 624 GB, though a listed type has 864 GB."),
    ("custom-g2", _COMPUTE + "gpus", _READ, "How much memory goes with which number of vCPUs, and so of GPUs."),
    ("shared-core", _COMPUTE + "general-purpose-machines", _READ,
     "The API gives vCPUs alone. By which number Batch packs tasks isn't known."),
    ("architecture", _COMPUTE + "general-purpose-machines", _READ, "That A4X is Arm is common knowledge."),
    ("disks", _NEXTFLOW, _READ, "Nextflow's choice of machine types, which follows Google's pages on disks."),
)  # fmt: skip

ARM64: Final = frozenset({"a4x", "c4a", "n4a", "t2a"})
"""The series with Arm processors. All others are x86."""

SHARED_CORE: Final = {"e2-micro": 250, "e2-small": 500, "e2-medium": 1_000, "f1-micro": 200, "g1-small": 500}
"""Thousandths of a CPU that shared-core types have for long; for moments they have all their vCPUs."""

PARTS_OF_GPU: Final = {"g4-standard-6": 8, "g4-standard-12": 4, "g4-standard-24": 2}
"""Which types have an eighth, a quarter, a half of a GPU. The API says 1 of these as well."""

WORKSTATION: Final = "-vws"
"""What a GPU type's name ends with where it has the licence of a virtual workstation."""

WORKSTATION_GPUS: Final = frozenset(
    {"nvidia-l4", "nvidia-rtx-pro-6000", "nvidia-tesla-p100", "nvidia-tesla-p4", "nvidia-tesla-t4"}
)

# (GPU type, count, most vCPUs, most GB of memory, zones where that holds; none: in all other zones)
ATTACHED: Final[tuple[tuple[str, int, int, int, str], ...]] = (
    ("nvidia-tesla-t4", 1, 48, 312, ""),
    ("nvidia-tesla-t4", 2, 48, 312, ""),
    ("nvidia-tesla-t4", 4, 96, 624, ""),
    ("nvidia-tesla-p4", 1, 24, 156, ""),
    ("nvidia-tesla-p4", 2, 48, 312, ""),
    ("nvidia-tesla-p4", 4, 96, 624, ""),
    ("nvidia-tesla-v100", 1, 12, 78, ""),
    ("nvidia-tesla-v100", 2, 24, 156, ""),
    ("nvidia-tesla-v100", 4, 48, 312, ""),
    ("nvidia-tesla-v100", 8, 96, 624, ""),
    ("nvidia-tesla-p100", 1, 16, 104, ""),
    ("nvidia-tesla-p100", 2, 32, 208, ""),
    ("nvidia-tesla-p100", 4, 96, 624, ""),
    ("nvidia-tesla-p100", 4, 64, 208, "us-east1-c europe-west1-b europe-west1-d"),
)
ATTACHED_TO: Final = "n1"
"""The one series that GPUs are attached to."""

CUSTOM_SERIES: Final = frozenset({"e2", "g2", "n1", "n2", "n2d", "n4", "n4a", "n4d"})

CUSTOM_MEMORY_STEP_MIB: Final = 256

# Custom types: (series, numbers of vCPUs, least MiB of memory for each vCPU, most MiB for each unless the memory is
# extended, most GB in all, whether it can be extended). Of N4, N4A and N4D nothing is known.
CUSTOM: Final[tuple[tuple[str, tuple[int, ...], int, int, int, bool], ...]] = (
    ("e2", tuple(range(2, 33, 2)), 512, 8_192, 128, False),
    ("n1", (1, *range(2, 97, 2)), 922, 6_656, 624, True),
    ("n2", (*range(2, 33, 2), *range(36, 129, 4)), 512, 8_192, 864, True),
    ("n2d", (2, 4, 8, 16, 32, 48, 64, 80, 96), 512, 8_192, 768, True),
)

# Sizes of a shared core that stand in the place of the vCPUs in the name of a custom type of E2: what of a CPU it has
# for long, in thousandths, its least and its most MiB of memory.
CUSTOM_SHARED: Final = {"micro": (250, 1_024, 2_048), "small": (500, 2_048, 4_096), "medium": (1_000, 4_096, 8_192)}

# Custom types of G2: (vCPUs, GPUs of type nvidia-l4, least GB of memory, most GB)
CUSTOM_G2: Final[tuple[tuple[int, int, int, int], ...]] = (
    (4, 1, 16, 32),
    (8, 1, 32, 54),
    (12, 1, 48, 54),
    (16, 1, 54, 64),
    (24, 2, 96, 108),
    (32, 1, 96, 128),
    (48, 4, 192, 216),
    (96, 8, 384, 432),
)
CUSTOM_G2_GPU: Final = "nvidia-l4"

BATCH_SERIES: Final = frozenset(
    {
        *("e2", "n1", "n2", "n2d", "n4", "n4a", "t2d"),
        *("c2", "c2d", "c3", "c3d", "c4", "c4a", "c4d", "h3"),
        *("m1", "m2", "m3"),
        *("a2", "a3", "a4", "g2", "g4"),
    }
)
"""The series that Batch's page names."""

NOT_ON_BATCH: Final = ("a3-edgegpu",)
"""How the types start that the page doesn't name, of series of which it names others."""

BATCH_REGIONS: Final = """\
asia-east1 asia-east2 asia-northeast1 asia-northeast2 asia-northeast3 asia-south1 asia-south2
asia-southeast1 asia-southeast2
australia-southeast1 australia-southeast2
europe-central2 europe-north1 europe-southwest1 europe-west1 europe-west2 europe-west3 europe-west4 europe-west6
europe-west8 europe-west9 europe-west10 europe-west12
me-central1 me-central2 me-west1
northamerica-northeast1 northamerica-northeast2
southamerica-east1 southamerica-west1
us-central1 us-east1 us-east4 us-east5 us-south1 us-west1 us-west2 us-west3 us-west4
"""

# Cloud Run: (GPU type, regions, regions by invitation)
CLOUD_RUN_GPUS: Final[tuple[tuple[str, str, str], ...]] = (
    ("nvidia-l4", "asia-southeast1 europe-west1 europe-west4 us-central1 us-east4", "asia-south1"),
    ("nvidia-rtx-pro-6000", "asia-southeast1 europe-west4 us-central1", "asia-south2"),
)

HYPERDISK_ONLY: Final = frozenset({"c4", "c4a", "c4d", "n4", "n4a", "n4d", "z3"})
"""The series that take no persistent disk."""

NO_LOCAL_SSD: Final = frozenset({"e2", "h3", "m2", "m4", "n4", "n4a", "n4d", "t2a", "t2d"})

LOCAL_SSD_GB: Final = 375
"""The size of one local SSD."""

# (how a type's name starts, most vCPUs, how many local SSDs can be attached); the first row that fits holds
LOCAL_SSDS: Final[tuple[tuple[str, int, str], ...]] = (
    ("n1-", 96, "1 2 3 4 5 6 7 8 16 24"),
    ("n2-", 10, "1 2 4 8 16 24"),
    ("n2-", 20, "2 4 8 16 24"),
    ("n2-", 40, "4 8 16 24"),
    ("n2-", 80, "8 16 24"),
    ("n2-", 128, "16 24"),
    ("n2d-", 31, "1 2 4 8 16 24"),
    ("n2d-", 63, "2 4 8 16 24"),
    ("n2d-", 95, "4 8 16 24"),
    ("n2d-", 224, "8 16 24"),
    ("c2-", 8, "1 2 4 8"),
    ("c2-", 16, "2 4 8"),
    ("c2-", 30, "4 8"),
    ("c2-", 60, "8"),
    ("c2d-", 31, "1 2 4 8"),
    ("c2d-", 55, "2 4 8"),
    ("c2d-", 111, "4 8"),
    ("c2d-", 112, "8"),
    ("m3-", 64, "4 8"),
    ("m3-", 128, "8"),
    ("a2-highgpu-", 12, "1 2 4 8"),
    ("a2-highgpu-", 24, "2 4 8"),
    ("a2-highgpu-", 48, "4 8"),
    ("a2-highgpu-", 96, "8"),
    ("a2-megagpu-", 96, "8"),
    ("g2-", 16, "1"),
    ("g2-", 24, "2"),
    ("g2-", 32, "1"),
    ("g2-", 48, "4"),
    ("g2-", 96, "8"),
)
