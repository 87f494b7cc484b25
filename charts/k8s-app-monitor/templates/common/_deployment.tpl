{{/*
The Deployment of a component. Takes `root`, `component`, and the differences: `env` (a map of names and values),
`annotations` of the pods, `volumes` and `volumeMounts` (lists).
*/}}
{{- define "k8s-app-monitor.deployment" -}}
{{- $values := index .root.Values .component -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "k8s-app-monitor.metadata" (merge (dict "labels" $values.podLabels "annotations" $values.deploymentAnnotations) (pick . "root" "component")) | nindent 2 }}
spec:
  {{- if not $values.autoscaling.enabled }}
  replicas: {{ $values.replicas }}
  {{- end }}
  revisionHistoryLimit: {{ $values.revisionHistoryLimit }}
  progressDeadlineSeconds: {{ $values.progressDeadlineSeconds }}
  {{- with $values.minReadySeconds }}
  minReadySeconds: {{ . }}
  {{- end }}
  strategy:
    {{- include "k8s-app-monitor.strategy" $values.strategy | nindent 4 }}
  selector:
    matchLabels:
      {{- include "k8s-app-monitor.selectorLabels" . | nindent 6 }}
  template:
    {{- include "k8s-app-monitor.pod" . | nindent 4 }}
{{- end -}}

{{/*
With `strategy.type: Recreate`, the default `rollingUpdate` is still set, and the API server would reject the combination.
Takes the strategy.
*/}}
{{- define "k8s-app-monitor.strategy" -}}
{{- eq .type "Recreate" | ternary (omit . "rollingUpdate") . | toYaml -}}
{{- end -}}
