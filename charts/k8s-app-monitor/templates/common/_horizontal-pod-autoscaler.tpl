{{/* The HorizontalPodAutoscaler of a component. Takes `root` and `component`. */}}
{{- define "k8s-app-monitor.horizontalPodAutoscaler" -}}
{{- $autoscaling := (index .root.Values .component).autoscaling -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "k8s-app-monitor.metadata" . | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "k8s-app-monitor.component.fullname" . }}
  minReplicas: {{ $autoscaling.minReplicas }}
  maxReplicas: {{ $autoscaling.maxReplicas }}
  metrics:
    {{- include "k8s-app-monitor.resourceMetric" (dict "name" "cpu" "target" $autoscaling.targetCPUUtilizationPercentage) | nindent 4 }}
    {{- include "k8s-app-monitor.resourceMetric" (dict "name" "memory" "target" $autoscaling.targetMemoryUtilizationPercentage) | nindent 4 }}
    {{- with $autoscaling.metrics }}
    {{- tpl (toYaml .) $.root | nindent 4 }}
    {{- end }}
  {{- with $autoscaling.behavior }}
  behavior:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* A target average utilization of a requested resource. Takes `name` and `target`, a percentage or nothing. */}}
{{- define "k8s-app-monitor.resourceMetric" -}}
{{- with .target -}}
- type: Resource
  resource:
    name: {{ $.name }}
    target:
      type: Utilization
      averageUtilization: {{ . }}
{{- end -}}
{{- end -}}
