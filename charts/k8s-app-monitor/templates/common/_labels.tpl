{{/* Labels of an object of a component. */}}
{{- define "k8s-app-monitor.labels" -}}
{{ include "k8s-app-monitor.selectorLabels" . }}
{{ include "k8s-app-monitor.component.role" . }}
{{ include "k8s-app-monitor.release.labels" .root }}
{{- end -}}

{{/*
The selector labels of a component's pods. The selector of a Deployment is immutable, so these labels must never change.
The components have different names, because meshes and their dashboards show one application per name.
*/}}
{{- define "k8s-app-monitor.selectorLabels" -}}
app.kubernetes.io/name: {{ printf "%s-%s" (include "k8s-app-monitor.name" .root) (include "k8s-app-monitor.component.suffix" .) }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{- define "k8s-app-monitor.component.role" -}}
app.kubernetes.io/component: {{ get (dict "metricsApi" "metrics-api" "agent" "agent") .component }}
{{- end -}}

{{/* Labels of every object of the release; takes the template's own $. */}}
{{- define "k8s-app-monitor.release.labels" -}}
app.kubernetes.io/part-of: {{ include "k8s-app-monitor.name" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/*
`metadata` of an object of a component. Also takes `name` (by default the component's full name), `namespace`,
`labels` and `annotations` (maps).
*/}}
{{- define "k8s-app-monitor.metadata" -}}
{{- $labels := merge (dict) (include "k8s-app-monitor.labels" . | fromYaml) (.labels | default dict) -}}
{{- $annotations := merge (dict) (.annotations | default dict) (.root.Values.commonAnnotations | default dict) -}}
name: {{ .name | default (include "k8s-app-monitor.component.fullname" .) }}
namespace: {{ .namespace | default (include "k8s-app-monitor.namespace" .root) }}
labels:
  {{- toYaml $labels | nindent 2 }}
{{- with $annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
