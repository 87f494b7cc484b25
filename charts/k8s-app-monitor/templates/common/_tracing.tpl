{{/*
Variables of tracing, as a map; empty without an endpoint. The names are those of OpenTelemetry's specification.
*/}}
{{- define "k8s-app-monitor.tracing.env" -}}
{{- with .Values.tracing -}}
{{- if .endpoint -}}
OTEL_TRACES_EXPORTER: {{ .exporter }}
{{- if eq .exporter "zipkin" }}
OTEL_EXPORTER_ZIPKIN_ENDPOINT: {{ .endpoint | quote }}
{{- else }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ .endpoint | quote }}
OTEL_EXPORTER_OTLP_PROTOCOL: {{ .protocol }}
{{- end }}
OTEL_PROPAGATORS: {{ join "," .propagators | quote }}
OTEL_TRACES_SAMPLER: {{ .sampler.name }}
{{- if contains "ratio" .sampler.name }}
OTEL_TRACES_SAMPLER_ARG: {{ toJson .sampler.ratio | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Variables whose values are only known in the cluster, as a list; empty without an endpoint. */}}
{{- define "k8s-app-monitor.tracing.clusterEnv" -}}
{{- with .Values.tracing -}}
{{- if .endpoint -}}
{{- with .headersSecret.name }}
- name: OTEL_EXPORTER_OTLP_HEADERS
  valueFrom:
    secretKeyRef: { name: {{ . | quote }}, key: {{ $.Values.tracing.headersSecret.key | quote }} }
{{- end }}
{{- range $name, $path := dict "K8S_NAMESPACE" "metadata.namespace" "K8S_NODE" "spec.nodeName" "K8S_POD" "metadata.name" "K8S_POD_UID" "metadata.uid" }}
- name: {{ $name }}
  valueFrom:
    fieldRef: { fieldPath: {{ $path }} }
{{- end }}
# Kubernetes replaces names in parentheses with the variables above.
- name: OTEL_RESOURCE_ATTRIBUTES
  value: {{ include "k8s-app-monitor.tracing.resourceAttributes" $ | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "k8s-app-monitor.tracing.resourceAttributes" -}}
{{- $all := list "k8s.namespace.name=$(K8S_NAMESPACE)" "k8s.node.name=$(K8S_NODE)" "k8s.pod.name=$(K8S_POD)" "k8s.pod.uid=$(K8S_POD_UID)" "service.instance.id=$(K8S_POD_UID)" -}}
{{- range $name, $value := .Values.tracing.resourceAttributes -}}
{{- $all = append $all (printf "%s=%s" (urlquery $name) (toString $value | urlquery | replace "+" "%20")) -}}
{{- end -}}
{{- join "," $all -}}
{{- end -}}

{{/* The egress rule for the receiver of spans; empty without an endpoint. */}}
{{- define "k8s-app-monitor.tracing.egress" -}}
{{- with .Values.tracing -}}
{{- if .endpoint -}}
{{- $url := urlParse .endpoint -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" | default (eq $url.scheme "https" | ternary "443" "80") -}}
# The receiver of spans.
- ports:
    - { port: {{ $port }}, protocol: TCP }
  {{- with .networkPolicyPeers }}
  to:
    {{- tpl (toYaml .) $ | nindent 4 }}
  {{- end }}
{{- end }}
{{- end }}
{{- end -}}
