"""cloud-run-v1: the field tree of run:v1, revision of 2026-10-31. Written by tools/schemas.py; don't edit."""

DAY = "2026-10-31"
SOURCE = "https://run.googleapis.com/$discovery/rest?version=v1"
ROOT = "Job"

FIELDS = {
    "Job": """
apiVersion string required
kind string required
metadata ObjectMeta required
spec JobSpec required
status JobStatus output-only
""",
    "ObjectMeta": """
annotations {}string
clusterName string unsupported
creationTimestamp string:google-datetime output-only
deletionGracePeriodSeconds integer:int32 unsupported
deletionTimestamp string:google-datetime output-only
finalizers []string unsupported
generateName string
generation integer:int32 output-only
labels {}string
name string required
namespace string
ownerReferences []OwnerReference unsupported
resourceVersion string
selfLink string output-only
uid string output-only
""",
    "JobSpec": """
runExecutionToken string
startExecutionToken string
template ExecutionTemplateSpec required
""",
    "JobStatus": """
conditions []Condition
executionCount integer:int32
latestCreatedExecution ExecutionReference
observedGeneration integer:int32
""",
    "OwnerReference": """
apiVersion string unsupported
blockOwnerDeletion boolean unsupported
controller boolean unsupported
kind string unsupported
name string unsupported
uid string unsupported
""",
    "ExecutionTemplateSpec": """
metadata ExecutionObjectMeta
spec ExecutionSpec required
""",
    "Condition": """
lastTransitionTime string:google-datetime
message string
reason string
severity string
status string
type string
""",
    "ExecutionReference": """
completionStatus enum
completionTimestamp string:google-datetime
creationTimestamp string:google-datetime
deletionTimestamp string:google-datetime
name string
""",
    "ExecutionObjectMeta": """
annotations {}string
clusterName string unsupported
creationTimestamp string:google-datetime output-only
deletionGracePeriodSeconds integer:int32 unsupported
deletionTimestamp string:google-datetime output-only
finalizers []string unsupported
generateName string
generation integer:int32 output-only
labels {}string
name string
namespace string
ownerReferences []OwnerReference unsupported
resourceVersion string
selfLink string output-only
uid string output-only
""",
    "ExecutionSpec": """
delayExecution boolean
parallelism integer:int32
taskCount integer:int32
template TaskTemplateSpec required
""",
    "TaskTemplateSpec": """
spec TaskSpec required
""",
    "TaskSpec": """
containers []Container required
maxRetries integer:int32
nodeSelector {}string
sandboxes SandboxConfiguration
serviceAccountName string
timeoutSeconds integer:int64
volumes []Volume
""",
    "Container": """
args []string
command []string
env []EnvVar
envFrom []EnvFromSource unsupported
image string required
imagePullPolicy string
livenessProbe Probe unsupported
name string
ports []ContainerPort
readinessProbe Probe unsupported
resources ResourceRequirements
sandboxLauncher boolean
securityContext SecurityContext unsupported
startupProbe Probe
terminationMessagePath string
terminationMessagePolicy string
volumeMounts []VolumeMount
workingDir string
""",
    "SandboxConfiguration": """
templates []SandboxTemplate required
""",
    "Volume": """
configMap ConfigMapVolumeSource unsupported
csi CSIVolumeSource
emptyDir EmptyDirVolumeSource
filestore FilestoreVolumeSource
name string required
nfs NFSVolumeSource
secret SecretVolumeSource
""",
    "EnvVar": """
name string required
value string
valueFrom EnvVarSource
""",
    "EnvFromSource": """
configMapRef ConfigMapEnvSource
prefix string
secretRef SecretEnvSource
""",
    "Probe": """
exec ExecAction unsupported
failureThreshold integer:int32
grpc GRPCAction
httpGet HTTPGetAction
initialDelaySeconds integer:int32
periodSeconds integer:int32
successThreshold integer:int32
tcpSocket TCPSocketAction
timeoutSeconds integer:int32
""",
    "ContainerPort": """
containerPort integer:int32
name string
protocol string
""",
    "ResourceRequirements": """
limits {}string
requests {}string
""",
    "SecurityContext": """
runAsUser integer:int32
""",
    "VolumeMount": """
mountPath string required
name string required
readOnly boolean unsupported
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
    "ConfigMapVolumeSource": """
defaultMode integer:int32
items []KeyToPath
name string
optional boolean
""",
    "CSIVolumeSource": """
driver string
readOnly boolean
volumeAttributes {}string
""",
    "EmptyDirVolumeSource": """
medium string
sizeLimit string
""",
    "FilestoreVolumeSource": """
volume string required
""",
    "NFSVolumeSource": """
path string
readOnly boolean
server string
""",
    "SecretVolumeSource": """
defaultMode integer:int32
items []KeyToPath
optional boolean unsupported
secretName string required
""",
    "EnvVarSource": """
configMapKeyRef ConfigMapKeySelector unsupported
secretKeyRef SecretKeySelector
""",
    "ConfigMapEnvSource": """
localObjectReference LocalObjectReference deprecated
name string
optional boolean
""",
    "SecretEnvSource": """
localObjectReference LocalObjectReference deprecated
name string
optional boolean
""",
    "ExecAction": """
command []string
""",
    "GRPCAction": """
port integer:int32
service string
""",
    "HTTPGetAction": """
host string unsupported
httpHeaders []HTTPHeader
path string
port integer:int32
scheme string unsupported
""",
    "TCPSocketAction": """
host string unsupported
port integer:int32
""",
    "KeyToPath": """
key string
mode integer:int32
path string
""",
    "ConfigMapKeySelector": """
key string required unsupported
localObjectReference LocalObjectReference deprecated unsupported
name string required unsupported
optional boolean unsupported
""",
    "SecretKeySelector": """
key string required
localObjectReference LocalObjectReference deprecated
name string required
optional boolean
""",
    "LocalObjectReference": """
name string
""",
    "HTTPHeader": """
name string required
value string
""",
}

ENUMS = {
    "ExecutionReference.completionStatus": """
COMPLETION_STATUS_UNSPECIFIED
EXECUTION_SUCCEEDED
EXECUTION_FAILED
EXECUTION_RUNNING
EXECUTION_PENDING
EXECUTION_CANCELLED
""",
}
