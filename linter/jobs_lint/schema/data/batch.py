"""batch: the field tree of batch:v1, revision of 2026-11-03. Written by tools/schemas.py; don't edit."""

DAY = "2026-11-03"
SOURCE = "https://batch.googleapis.com/$discovery/rest?version=v1"
ROOT = "Job"

FIELDS = {
    "Job": """
allocationPolicy AllocationPolicy
createTime string:google-datetime output-only
labels {}string
logsPolicy LogsPolicy
name string output-only
notifications []JobNotification
priority integer:int64
status JobStatus output-only
taskGroups []TaskGroup required
uid string output-only
updateTime string:google-datetime output-only
""",
    "AllocationPolicy": """
instanceFlexibilityPolicy InstanceFlexibilityPolicy
instances []InstancePolicyOrTemplate
labels {}string
location LocationPolicy
network NetworkPolicy
placement PlacementPolicy
serviceAccount ServiceAccount
tags []string
""",
    "LogsPolicy": """
cloudLoggingOption CloudLoggingOption
destination enum
logsPath string
""",
    "JobNotification": """
message Message
pubsubTopic string
""",
    "JobStatus": """
runDuration string:google-duration
state enum
statusEvents []StatusEvent
taskGroups {}TaskGroupStatus
""",
    "TaskGroup": """
name string output-only
parallelism integer:int64
permissiveSsh boolean
requireHostsFile boolean
runAsNonRoot boolean
schedulingPolicy enum
taskCount integer:int64
taskCountPerNode integer:int64
taskEnvironments []Environment
taskSpec TaskSpec required
""",
    "InstanceFlexibilityPolicy": """
instanceSelections {}InstanceSelection required
""",
    "InstancePolicyOrTemplate": """
blockProjectSshKeys boolean
installGpuDrivers boolean
installOpsAgent boolean
instanceTemplate string
policy InstancePolicy
""",
    "LocationPolicy": """
allowedLocations []string
""",
    "NetworkPolicy": """
networkInterfaces []NetworkInterface
""",
    "PlacementPolicy": """
collocation string
maxDistance integer:int64 unsupported
""",
    "ServiceAccount": """
email string
scopes []string
""",
    "CloudLoggingOption": """
useGenericTaskMonitoredResource boolean
""",
    "Message": """
newJobState enum
newTaskState enum
type enum
""",
    "StatusEvent": """
description string
eventTime string:google-datetime
taskExecution TaskExecution
taskState enum
type string
""",
    "TaskGroupStatus": """
counts {}integer:int64
instances []InstanceStatus
""",
    "Environment": """
encryptedVariables KMSEnvMap
secretVariables {}string
variables {}string
""",
    "TaskSpec": """
computeResource ComputeResource
environment Environment
environments {}string deprecated
lifecyclePolicies []LifecyclePolicy
maxRetryCount integer:int32
maxRunDuration string:google-duration
runnables []Runnable required
volumes []Volume
""",
    "InstanceSelection": """
machineTypes []string required
rank integer:int32
""",
    "InstancePolicy": """
accelerators []Accelerator
bootDisk Disk
disks []AttachedDisk
machineType string
minCpuPlatform string
provisioningModel enum
reservation string
""",
    "NetworkInterface": """
network string
nicType enum
noExternalIpAddress boolean
subnetwork string
""",
    "TaskExecution": """
exitCode integer:int32
""",
    "InstanceStatus": """
bootDisk Disk
machineType string
provisioningModel enum
taskPack integer:int64
""",
    "KMSEnvMap": """
cipherText string
keyName string
""",
    "ComputeResource": """
bootDiskMib integer:int64
cpuMilli integer:int64
memoryMib integer:int64
""",
    "LifecyclePolicy": """
action enum
actionCondition ActionCondition
""",
    "Runnable": """
alwaysRun boolean
background boolean
barrier Barrier
container Container
displayName string
environment Environment
ignoreExitStatus boolean
labels {}string
script Script
timeout string:google-duration
""",
    "Volume": """
deviceName string
gcs GCS
mountOptions []string
mountPath string
nfs NFS
""",
    "Accelerator": """
count integer:int64
driverVersion string
installGpuDrivers boolean deprecated
type string
""",
    "Disk": """
diskInterface string
image string
sizeGb integer:int64
snapshot string
type string
""",
    "AttachedDisk": """
deviceName string
existingDisk string
newDisk Disk
""",
    "ActionCondition": """
exitCodes []integer:int32
""",
    "Barrier": """
name string
""",
    "Container": """
blockExternalNetwork boolean
commands []string
enableImageStreaming boolean
entrypoint string
imageUri string required
options string
password string
username string
volumes []string
""",
    "Script": """
path string
text string
""",
    "GCS": """
remotePath string
""",
    "NFS": """
remotePath string
server string
""",
}

ENUMS = {
    "LogsPolicy.destination": """
DESTINATION_UNSPECIFIED
CLOUD_LOGGING
PATH
""",
    "JobStatus.state": """
STATE_UNSPECIFIED
QUEUED
SCHEDULED
RUNNING
SUCCEEDED
FAILED
DELETION_IN_PROGRESS
CANCELLATION_IN_PROGRESS
CANCELLED
""",
    "TaskGroup.schedulingPolicy": """
SCHEDULING_POLICY_UNSPECIFIED
AS_SOON_AS_POSSIBLE
IN_ORDER
""",
    "Message.newJobState": """
STATE_UNSPECIFIED
QUEUED
SCHEDULED
RUNNING
SUCCEEDED
FAILED
DELETION_IN_PROGRESS
CANCELLATION_IN_PROGRESS
CANCELLED
""",
    "Message.newTaskState": """
STATE_UNSPECIFIED
PENDING
ASSIGNED
RUNNING
FAILED
SUCCEEDED
UNEXECUTED
""",
    "Message.type": """
TYPE_UNSPECIFIED
JOB_STATE_CHANGED
TASK_STATE_CHANGED
""",
    "StatusEvent.taskState": """
STATE_UNSPECIFIED
PENDING
ASSIGNED
RUNNING
FAILED
SUCCEEDED
UNEXECUTED
""",
    "InstancePolicy.provisioningModel": """
PROVISIONING_MODEL_UNSPECIFIED
STANDARD
SPOT
PREEMPTIBLE deprecated
RESERVATION_BOUND
FLEX_START
""",
    "NetworkInterface.nicType": """
NIC_TYPE_UNSPECIFIED
GVNIC
IRDMA
MRDMA
""",
    "InstanceStatus.provisioningModel": """
PROVISIONING_MODEL_UNSPECIFIED
STANDARD
SPOT
PREEMPTIBLE deprecated
RESERVATION_BOUND
FLEX_START
""",
    "LifecyclePolicy.action": """
ACTION_UNSPECIFIED
RETRY_TASK
FAIL_TASK
""",
}
