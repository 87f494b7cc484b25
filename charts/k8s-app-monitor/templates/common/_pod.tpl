{{/* The pod template of a component; takes what `k8s-app-monitor.deployment` takes. */}}
{{- define "k8s-app-monitor.pod" -}}
{{- $values := index .root.Values .component -}}
metadata:
  labels:
    {{- include "k8s-app-monitor.pod.labels" . | nindent 4 }}
  {{- with include "k8s-app-monitor.pod.annotations" . | fromYaml }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "k8s-app-monitor.serviceAccountName" . }}
  automountServiceAccountToken: {{ $values.serviceAccount.automountToken }}
  # The services use DNS, so Kubernetes need not add its service environment variables.
  enableServiceLinks: false
  {{- with include "k8s-app-monitor.imagePullSecrets" . }}
  {{- . | nindent 2 }}
  {{- end }}
  terminationGracePeriodSeconds: {{ include "k8s-app-monitor.gracePeriodSeconds" . }}
  securityContext:
    {{- $values.podSecurityContext | default dict | toYaml | nindent 4 }}
  {{- with $values.initContainers }}
  initContainers:
    {{- tpl (toYaml .) $.root | nindent 4 }}
  {{- end }}
  containers:
    {{- include "k8s-app-monitor.container" . | nindent 4 }}
    {{- with $values.sidecars }}
    {{- tpl (toYaml .) $.root | nindent 4 }}
    {{- end }}
  {{- with concat (.volumes | default list) ($values.extraVolumes | default list) }}
  volumes:
    {{- tpl (toYaml .) $.root | nindent 4 }}
  {{- end }}
  {{- with include "k8s-app-monitor.pod.scheduling" . | fromYaml }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- range $field := list "dnsPolicy" "dnsConfig" "hostAliases" }}
  {{- with index $values $field }}
  {{ $field }}: {{ toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
{{- end -}}

{{- define "k8s-app-monitor.pod.labels" -}}
{{- $mesh := include "k8s-app-monitor.mesh.podLabels" .root | fromYaml -}}
{{- $own := include "k8s-app-monitor.labels" . | fromYaml -}}
{{- /* The chart's version as a label would roll the pods with every new chart version, even without changes. */ -}}
{{- merge (dict) (omit $own "helm.sh/chart" "app.kubernetes.io/managed-by") $mesh ((index .root.Values .component).podLabels | default dict) | toYaml -}}
{{- end -}}

{{- define "k8s-app-monitor.pod.annotations" -}}
{{- $values := index .root.Values .component -}}
{{- $mesh := include "k8s-app-monitor.mesh.podAnnotations" .root | fromYaml -}}
{{- $scrape := dict -}}
{{- if .root.Values.monitoring.scrapeAnnotations -}}
{{- $scrape = dict "prometheus.io/scrape" "true" "prometheus.io/port" (toString $values.metricsPort) "prometheus.io/path" "/metrics" -}}
{{- end -}}
{{- $container := dict "kubectl.kubernetes.io/default-container" (include "k8s-app-monitor.containerName" .) -}}
{{- merge (dict) ($values.podAnnotations | default dict) (.annotations | default dict) $container $scrape $mesh (.root.Values.commonAnnotations | default dict) | toYaml -}}
{{- end -}}

{{- define "k8s-app-monitor.pod.scheduling" -}}
{{- $values := index .root.Values .component -}}
{{- range $field := list "nodeSelector" "tolerations" "affinity" "priorityClassName" "runtimeClassName" "schedulerName" }}
{{- with index $values $field }}
{{ $field }}: {{ tpl (toYaml .) $.root | nindent 2 }}
{{- end }}
{{- end }}
{{- with $values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- range . }}
  {{- $selector := dict "matchLabels" (include "k8s-app-monitor.selectorLabels" $ | fromYaml) }}
  - {{- hasKey . "labelSelector" | ternary . (merge (dict "labelSelector" $selector) .) | toYaml | nindent 4 }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* Long enough for the whole shutdown. */}}
{{- define "k8s-app-monitor.gracePeriodSeconds" -}}
{{- $values := index .root.Values .component -}}
{{- if kindIs "invalid" $values.terminationGracePeriodSeconds -}}
{{- add (include "k8s-app-monitor.shutdownSeconds" .) 5 -}}
{{- else -}}
{{- $values.terminationGracePeriodSeconds -}}
{{- end -}}
{{- end -}}

{{- define "k8s-app-monitor.shutdownSeconds" -}}
{{- $shutdown := (index .root.Values .component).shutdown -}}
{{- add (include "k8s-app-monitor.preStopSleepSeconds" .) $shutdown.delaySeconds $shutdown.timeoutSeconds -}}
{{- end -}}

{{/*
The default is the startup time of a pod on a busy node. A longer `delaySeconds` is no substitute: after SIGTERM the pod
soon becomes unready, and a Service sends no requests to a terminating pod that is not ready, even if there is no other.
*/}}
{{- define "k8s-app-monitor.preStopSleepSeconds" -}}
{{- $values := index .root.Values .component -}}
{{- if not (kindIs "invalid" $values.shutdown.preStopSleepSeconds) -}}
{{- $values.shutdown.preStopSleepSeconds -}}
{{- else if or (hasKey ($values.lifecycle | default dict) "preStop") (semverCompare "<1.30.0-0" .root.Capabilities.KubeVersion.Version) -}}
0
{{- else -}}
15
{{- end -}}
{{- end -}}
