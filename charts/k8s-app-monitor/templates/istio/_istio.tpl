{{/*
Matches of a VirtualService for one path. Envoy compares prefixes by characters: `/k8s-app-monitor-agent` as a prefix
would match `/k8s-app-monitor-agents` too. Takes `root` and `path`.
*/}}
{{- define "k8s-app-monitor.istio.matches" -}}
{{- $path := trimSuffix "/" .path -}}
{{- if $path -}}
- uri:
    exact: {{ $path }}
{{- end }}
- uri:
    prefix: {{ $path }}/
{{- /* The name of a chart with a format extension is an address too: `/k8s-app-monitor-agent.png`. */ -}}
{{- if has (trimPrefix "/" $path) (include "k8s-app-monitor.agent.chartNames" .root | fromJsonArray) }}
- uri:
    prefix: {{ $path }}.
{{- end }}
{{- end -}}

{{/* The DestinationRule of a component's Service; takes `root` and `component`. */}}
{{- define "k8s-app-monitor.istio.destinationRule" -}}
{{- $rule := .root.Values.istio.destinationRule -}}
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  {{- include "k8s-app-monitor.metadata" . | nindent 2 }}
spec:
  host: {{ include "k8s-app-monitor.component.host" . }}
  {{- with pick $rule "connectionPool" "outlierDetection" "loadBalancer" }}
  trafficPolicy:
    {{- range $name, $policy := . }}
    {{- with $policy }}
    {{ $name }}:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- end }}
  {{- end }}
{{- end -}}

{{/* The PeerAuthentication of a component's pods; takes `root`, `component` and `mode`. */}}
{{- define "k8s-app-monitor.istio.peerAuthentication" -}}
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  {{- include "k8s-app-monitor.metadata" . | nindent 2 }}
spec:
  selector:
    matchLabels:
      {{- include "k8s-app-monitor.selectorLabels" . | nindent 6 }}
  mtls:
    mode: {{ .mode }}
  {{- with .root.Values.istio.peerAuthentication.metricsPortMode }}
  portLevelMtls:
    {{ (index $.root.Values $.component).metricsPort | quote }}:
      mode: {{ . }}
  {{- end }}
{{- end -}}

{{/* Identities that can call the metrics API, as JSON: the agent's, and those of the values. */}}
{{- define "k8s-app-monitor.istio.callers" -}}
{{- $callers := list -}}
{{- if .Values.agent.enabled -}}
{{- $account := include "k8s-app-monitor.serviceAccountName" (dict "root" $ "component" "agent") -}}
{{- $callers = append $callers (printf "%s/ns/%s/sa/%s" .Values.istio.trustDomain (include "k8s-app-monitor.namespace" .) $account) -}}
{{- end -}}
{{- range .Values.istio.authorizationPolicy.extraPrincipals -}}{{- $callers = append $callers (tpl . $) -}}{{- end -}}
{{- $callers | toJson -}}
{{- end -}}
