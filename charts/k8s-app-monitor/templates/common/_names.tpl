{{/*
Helpers of a component take a dict: `root` (the template's own $) and `component` (`metricsApi` or `agent`, its key in
the values).
*/}}

{{- define "k8s-app-monitor.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 41 | trimSuffix "-" -}}
{{- end -}}

{{/*
The release's part of every name. 41 characters leave room for the longest suffix, `-helm-test-metrics-api`, in the 63 of
a DNS label.
*/}}
{{- define "k8s-app-monitor.fullname" -}}
{{- $name := include "k8s-app-monitor.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 41 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 41 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 41 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "k8s-app-monitor.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride -}}
{{- end -}}

{{/* The suffix of a component's names, from the original project. */}}
{{- define "k8s-app-monitor.component.suffix" -}}
{{- get (dict "metricsApi" "test" "agent" "agent") .component -}}
{{- end -}}

{{- define "k8s-app-monitor.component.fullname" -}}
{{- printf "%s-%s" (include "k8s-app-monitor.fullname" .root) (include "k8s-app-monitor.component.suffix" .) -}}
{{- end -}}

{{/* The full DNS name of the component's Service, which avoids search domain lookups. */}}
{{- define "k8s-app-monitor.component.host" -}}
{{- $root := .root -}}
{{- printf "%s.%s.svc.%s" (include "k8s-app-monitor.component.fullname" .) (include "k8s-app-monitor.namespace" $root) $root.Values.clusterDomain -}}
{{- end -}}

{{- define "k8s-app-monitor.serviceAccountName" -}}
{{- $account := (index .root.Values .component).serviceAccount -}}
{{- if $account.create -}}
{{- default (include "k8s-app-monitor.component.fullname" .) $account.name -}}
{{- else -}}
{{- default "default" $account.name -}}
{{- end -}}
{{- end -}}
