"""cloud-run-v2: the field tree of run:v2, revision of 2026-10-31. Written by tools/schemas.py; don't edit."""

DAY = "2026-10-31"
SOURCE = "https://run.googleapis.com/$discovery/rest?version=v2"
ROOT = "Job"

FIELDS = {
    "Job": """
annotations {}string
binaryAuthorization BinaryAuthorization
client string
clientVersion string
conditions []Condition output-only
createTime string:google-datetime output-only
creator string output-only
deleteTime string:google-datetime output-only
etag string
executionCount integer:int32 output-only
expireTime string:google-datetime output-only
functionalType enum
generation integer:int64 output-only
labels {}string
lastModifier string output-only
latestCreatedExecution ExecutionReference output-only
launchStage enum
name string
observedGeneration integer:int64 output-only
reconciling boolean output-only
runExecutionToken string
satisfiesPzs boolean output-only
startExecutionToken string
template ExecutionTemplate required
terminalCondition Condition output-only
uid string output-only
updateTime string:google-datetime output-only
""",
    "BinaryAuthorization": """
breakglassJustification string
policy string
useDefault boolean
""",
    "Condition": """
executionReason enum output-only
instanceReason enum output-only
lastTransitionTime string:google-datetime
message string
reason enum output-only
revisionReason enum output-only
severity enum
state enum
type string
""",
    "ExecutionReference": """
completionStatus enum
completionTime string:google-datetime
createTime string:google-datetime
deleteTime string:google-datetime
name string
""",
    "ExecutionTemplate": """
annotations {}string
client string
clientVersion string
delayExecution boolean
labels {}string
parallelism integer:int32
taskCount integer:int32
template TaskTemplate required
""",
    "TaskTemplate": """
containers []Container required
encryptionKey string
executionEnvironment enum
gpuZonalRedundancyDisabled boolean
maxRetries integer:int32
nodeSelector NodeSelector
sandboxes SandboxConfiguration
serviceAccount string
timeout string:google-duration
volumes []Volume
vpcAccess VpcAccess
workloadIdentityConfig WorkloadIdentityConfig
""",
    "Container": """
args []string
baseImageUri string unsupported
buildConfig BuildConfiguration
buildInfo BuildInfo output-only
command []string
dependsOn []string
env []EnvVar
image string required
livenessProbe Probe unsupported
name string
ports []ContainerPort
readinessProbe Probe unsupported
resources ResourceRequirements
sandboxLauncher boolean
sourceCode SourceCode unsupported
startupProbe Probe
volumeMounts []VolumeMount
workingDir string
""",
    "NodeSelector": """
accelerator string required
""",
    "SandboxConfiguration": """
templates []SandboxTemplate required
""",
    "Volume": """
cloudSqlInstance CloudSqlInstance
emptyDir EmptyDirVolumeSource
filestore FilestoreVolumeSource
gcs GCSVolumeSource
name string required
nfs NFSVolumeSource
secret SecretVolumeSource
""",
    "VpcAccess": """
connector string
egress enum
networkInterfaces []NetworkInterface
""",
    "WorkloadIdentityConfig": """
identity string
identityCertificateEnabled boolean
identityType enum
""",
    "BuildConfiguration": """
buildpacksBuild BuildConfigurationBuildpacksBuild
dockerBuild BuildConfigurationDockerBuild
imageRepositoryUri string required
serviceAccount string
tags []string
workerConfiguration WorkerConfiguration
""",
    "BuildInfo": """
functionTarget string output-only
sourceLocation string output-only
""",
    "EnvVar": """
name string required
value string
valueSource EnvVarSource
""",
    "Probe": """
failureThreshold integer:int32
grpc GRPCAction
httpGet HTTPGetAction
initialDelaySeconds integer:int32
periodSeconds integer:int32
tcpSocket TCPSocketAction
timeoutSeconds integer:int32
""",
    "ContainerPort": """
containerPort integer:int32
name string
""",
    "ResourceRequirements": """
cpuIdle boolean unsupported
limits {}string
startupCpuBoost boolean unsupported
""",
    "SourceCode": """
cloudStorageSource CloudStorageSource
inlinedSource InlinedSource
""",
    "VolumeMount": """
mountPath string
name string required
subPath string
""",
    "SandboxTemplate": """
args []string
command []string
env []EnvVar
image string required
name string required
volumeMounts []VolumeMount
workingDir string
""",
    "CloudSqlInstance": """
instances []string
""",
    "EmptyDirVolumeSource": """
medium enum
sizeLimit string
""",
    "FilestoreVolumeSource": """
volume string required
""",
    "GCSVolumeSource": """
bucket string
mountOptions []string
readOnly boolean
""",
    "NFSVolumeSource": """
path string
readOnly boolean
server string
""",
    "SecretVolumeSource": """
defaultMode integer:int32
items []VersionToPath
secret string required
""",
    "NetworkInterface": """
network string
subnetwork string
tags []string
""",
    "BuildConfigurationBuildpacksBuild": """
buildBaseImageUri string
cacheImageUri string
environmentVariables {}string
""",
    "BuildConfigurationDockerBuild": "",
    "WorkerConfiguration": """
cloudBuildWorkerConfiguration CloudBuildWorkerConfiguration
""",
    "EnvVarSource": """
secretKeyRef SecretKeySelector
""",
    "GRPCAction": """
port integer:int32
service string
""",
    "HTTPGetAction": """
httpHeaders []HTTPHeader
path string
port integer:int32
""",
    "TCPSocketAction": """
port integer:int32
""",
    "CloudStorageSource": """
bucket string required
generation integer:int64
object string required
""",
    "InlinedSource": """
sources []SourceFile required
""",
    "VersionToPath": """
mode integer:int32
path string required
version string
""",
    "CloudBuildWorkerConfiguration": """
machineType string
workerPool string
""",
    "SecretKeySelector": """
secret string required
version string
""",
    "HTTPHeader": """
name string required
value string
""",
    "SourceFile": """
content string required
filename string required
""",
}

ENUMS = {
    "Job.functionalType": """
FUNCTIONAL_TYPE_UNSPECIFIED
FUNCTIONAL_TYPE_AGENT
FUNCTIONAL_TYPE_MCP_SERVER
""",
    "Job.launchStage": """
LAUNCH_STAGE_UNSPECIFIED
UNIMPLEMENTED
PRELAUNCH
EARLY_ACCESS
ALPHA
BETA
GA
DEPRECATED
""",
    "Condition.executionReason": """
EXECUTION_REASON_UNDEFINED
JOB_STATUS_SERVICE_POLLING_ERROR
NON_ZERO_EXIT_CODE
CANCELLED
CANCELLING
DELETED
DELAYED_START_PENDING
DELAYED_EXECUTION_EXCEEDING_DURATION_LIMIT
""",
    "Condition.instanceReason": """
INSTANCE_REASON_UNSPECIFIED
INSTANCE_DELETED
INSTANCE_STOPPED
INSTANCE_STOPPING
INSTANCE_NON_ZERO_EXIT_CODE
""",
    "Condition.reason": """
COMMON_REASON_UNDEFINED
UNKNOWN
REVISION_FAILED
PROGRESS_DEADLINE_EXCEEDED
CONTAINER_MISSING
CONTAINER_PERMISSION_DENIED
CONTAINER_IMAGE_UNAUTHORIZED
CONTAINER_IMAGE_AUTHORIZATION_CHECK_FAILED
ENCRYPTION_KEY_PERMISSION_DENIED
ENCRYPTION_KEY_CHECK_FAILED
SECRETS_ACCESS_CHECK_FAILED
WAITING_FOR_OPERATION
IMMEDIATE_RETRY
POSTPONED_RETRY
INTERNAL
VPC_NETWORK_NOT_FOUND
""",
    "Condition.revisionReason": """
REVISION_REASON_UNDEFINED
PENDING
RESERVE
RETIRED
RETIRING
RECREATING
HEALTH_CHECK_CONTAINER_ERROR
CUSTOMIZED_PATH_RESPONSE_PENDING
MIN_INSTANCES_NOT_PROVISIONED
ACTIVE_REVISION_LIMIT_REACHED
NO_DEPLOYMENT
HEALTH_CHECK_SKIPPED
MIN_INSTANCES_WARMING
""",
    "Condition.severity": """
SEVERITY_UNSPECIFIED
ERROR
WARNING
INFO
""",
    "Condition.state": """
STATE_UNSPECIFIED
CONDITION_PENDING
CONDITION_RECONCILING
CONDITION_FAILED
CONDITION_SUCCEEDED
""",
    "ExecutionReference.completionStatus": """
COMPLETION_STATUS_UNSPECIFIED
EXECUTION_SUCCEEDED
EXECUTION_FAILED
EXECUTION_RUNNING
EXECUTION_PENDING
EXECUTION_CANCELLED
""",
    "TaskTemplate.executionEnvironment": """
EXECUTION_ENVIRONMENT_UNSPECIFIED
EXECUTION_ENVIRONMENT_GEN1
EXECUTION_ENVIRONMENT_GEN2
""",
    "VpcAccess.egress": """
VPC_EGRESS_UNSPECIFIED
ALL_TRAFFIC
PRIVATE_RANGES_ONLY
""",
    "WorkloadIdentityConfig.identityType": """
IDENTITY_TYPE_UNSPECIFIED
IDENTITY_TYPE_SERVICE_ACCOUNT
IDENTITY_TYPE_AGENT_IDENTITY
""",
    "EmptyDirVolumeSource.medium": """
MEDIUM_UNSPECIFIED
MEMORY
DISK
""",
}
