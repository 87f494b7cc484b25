{{/* Where the agent reads metrics, and its base paths: environment variables, as a map. */}}
{{- define "k8s-app-monitor.agent.env" -}}
{{- $metricsApi := dict "root" $ "component" "metricsApi" -}}
SERVICE_NAME: {{ .Values.agent.metricsApiHost | default (include "k8s-app-monitor.component.host" $metricsApi) | quote }}
APP_PORT: {{ .Values.agent.metricsApiPort | default .Values.metricsApi.service.port | toString | quote }}
{{- with .Values.agent.services }}
SERVICES: {{ toJson . | quote }}
{{- end }}
{{- with .Values.agent.graph }}
{{- if ne .source "observed" }}
GRAPH_SOURCE: {{ .source }}
{{- end }}
{{- with .prometheus.url }}
GRAPH_PROMETHEUS_URL: {{ . | quote }}
GRAPH_PROMETHEUS_METRICS: {{ $.Values.agent.graph.prometheus.metrics }}
{{- end }}
{{- end }}
{{- with include "k8s-app-monitor.agent.basePaths" . }}
BASE_PATHS: {{ . | quote }}
{{- end }}
{{- end -}}

{{/*
The value of BASE_PATHS: `agent.basePaths` and the paths of routes, except paths that shadow an address of the agent, such
as `/docs`: with those, the agent does not start.
*/}}
{{- define "k8s-app-monitor.agent.basePaths" -}}
{{- $paths := list -}}
{{- range .Values.agent.basePaths -}}{{- $paths = append $paths (trimSuffix "/" .) -}}{{- end -}}
{{- $routed := list -}}
{{- range include "k8s-app-monitor.agent.routedPaths" . | fromJsonArray -}}
{{- $path := trimSuffix "/" . -}}
{{- /* Controller-specific patterns and the root are not base paths. */ -}}
{{- if regexMatch "^(/[A-Za-z0-9._~-]+)+$" $path -}}{{- $routed = append $routed $path -}}{{- end -}}
{{- end -}}
{{- $above := concat (list "") $paths $routed -}}
{{- range $path := $routed -}}
{{- $taken := false -}}
{{- range $above -}}
{{- if hasPrefix (printf "%s/" .) $path -}}
{{- if include "k8s-app-monitor.agent.isAddress" (dict "root" $ "path" (trimPrefix . $path)) -}}{{- $taken = true -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- if not $taken -}}{{- $paths = append $paths $path -}}{{- end -}}
{{- end -}}
{{- $paths | uniq | join "," -}}
{{- end -}}

{{/* The paths of all routes of this release to the agent, as JSON. */}}
{{- define "k8s-app-monitor.agent.routedPaths" -}}
{{- $paths := list -}}
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
{{- range .matches -}}
{{- if ne "RegularExpression" (dig "path" "type" "PathPrefix" .) -}}{{- $paths = append $paths (dig "path" "value" "/" .) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if .Values.istio.virtualService.enabled -}}
{{- $paths = concat $paths (.Values.istio.virtualService.paths | default list) -}}
{{- end -}}
{{- $paths | toJson -}}
{{- end -}}

{{/* Names of the agent's charts, as JSON: the published ones and `agent.services`. */}}
{{- define "k8s-app-monitor.agent.chartNames" -}}
{{- $names := list "k8s-app-monitor-agent" "k8s-app-monitor-test" -}}
{{- range .Values.agent.services -}}{{- $names = append $names .name -}}{{- end -}}
{{- $names | toJson -}}
{{- end -}}

{{/* `true` if the agent has an address at `path`, or under its first segment. */}}
{{- define "k8s-app-monitor.agent.isAddress" -}}
{{- $own := list "api.html" "assets" "chart" "d3graph" "docs" "dotgraph" "dotviz" "force" "graph" "healthcheck" "healthz" "openapi.json" "openapi.yaml" "readyz" -}}
{{- $names := concat (include "k8s-app-monitor.agent.chartNames" .root | fromJsonArray) (list "chart" "graph") -}}
{{- $segment := splitList "/" .path | rest | first -}}
{{- if or (has $segment $own) (has (splitList "." $segment | first) $names) -}}true{{- end -}}
{{- end -}}
