{{/* Where the agent reads metrics, and beneath which paths it answers: environment variables, as a map. */}}
{{- define "k8s-app-monitor.agent.env" -}}
{{- $metricsApi := dict "root" $ "component" "metricsApi" -}}
SERVICE_NAME: {{ .Values.agent.metricsApiHost | default (include "k8s-app-monitor.component.host" $metricsApi) | quote }}
APP_PORT: {{ .Values.agent.metricsApiPort | default .Values.metricsApi.service.port | toString | quote }}
{{- with .Values.agent.services }}
SERVICES: {{ toJson . | quote }}
{{- end }}
{{- with include "k8s-app-monitor.agent.basePaths" . }}
BASE_PATHS: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* Every path that a route brings requests to the agent by, but the root: separated by commas, each once. */}}
{{- define "k8s-app-monitor.agent.basePaths" -}}
{{- $paths := .Values.agent.basePaths -}}
{{- if .Values.agent.ingress.enabled -}}
{{- range .Values.agent.ingress.hosts -}}
{{- range .paths -}}{{- $paths = append $paths .path -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- if .Values.agent.ingress.existing.name -}}
{{- $paths = append $paths .Values.agent.ingress.existing.path -}}
{{- end -}}
{{- if .Values.agent.httpRoute.enabled -}}
{{- range .Values.agent.httpRoute.rules -}}
{{- range .matches -}}{{- $paths = append $paths (dig "path" "value" "/" .) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- if .Values.istio.virtualService.enabled -}}
{{- $paths = concat $paths .Values.istio.virtualService.paths -}}
{{- end -}}
{{- $plain := list -}}
{{- range $paths -}}
{{- $path := trimSuffix "/" . -}}
{{- /* What is no plain path (a pattern of a controller's own, the root) names no prefix. */ -}}
{{- if regexMatch "^(/[A-Za-z0-9._~-]+)+$" $path -}}{{- $plain = append $plain $path -}}{{- end -}}
{{- end -}}
{{- $plain | uniq | join "," -}}
{{- end -}}
