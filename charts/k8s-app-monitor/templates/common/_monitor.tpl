{{/*
Common parts of a ServiceMonitor and a PodMonitor: the metadata, and what to scrape how. Both take `root`,
`component`, `monitor` (its values) and `port` (the name of a port); the metadata also takes `name`.
*/}}
{{- define "k8s-app-monitor.monitor.metadata" -}}
{{- $own := dict "namespace" .monitor.namespace "labels" .monitor.labels "annotations" .monitor.annotations -}}
{{- include "k8s-app-monitor.metadata" (merge $own (pick . "root" "component" "name")) -}}
{{- end -}}

{{- define "k8s-app-monitor.monitor.endpoint" -}}
- port: {{ .port }}
  path: /metrics
  {{- range $field := list "interval" "scrapeTimeout" "honorLabels" }}
  {{- with index $.monitor $field }}
  {{ $field }}: {{ . }}
  {{- end }}
  {{- end }}
  {{- range $field := list "relabelings" "metricRelabelings" }}
  {{- with index $.monitor $field }}
  {{ $field }}:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
{{- end -}}

{{/* By default, a monitor only selects objects in its own namespace. */}}
{{- define "k8s-app-monitor.monitor.selection" -}}
{{- $namespace := include "k8s-app-monitor.namespace" .root -}}
{{- if and .monitor.namespace (ne .monitor.namespace $namespace) -}}
namespaceSelector:
  matchNames:
    - {{ $namespace }}
{{ end -}}
selector:
  matchLabels:
    {{- include "k8s-app-monitor.selectorLabels" . | nindent 4 }}
{{- end -}}

{{- define "k8s-app-monitor.serviceMonitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  {{- include "k8s-app-monitor.monitor.metadata" . | nindent 2 }}
spec:
  jobLabel: app.kubernetes.io/name
  {{- include "k8s-app-monitor.monitor.selection" . | nindent 2 }}
  endpoints:
    {{- include "k8s-app-monitor.monitor.endpoint" . | nindent 4 }}
{{- end -}}

{{- define "k8s-app-monitor.podMonitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata:
  {{- include "k8s-app-monitor.monitor.metadata" . | nindent 2 }}
spec:
  jobLabel: app.kubernetes.io/name
  {{- include "k8s-app-monitor.monitor.selection" . | nindent 2 }}
  podMetricsEndpoints:
    {{- include "k8s-app-monitor.monitor.endpoint" . | nindent 4 }}
{{- end -}}
