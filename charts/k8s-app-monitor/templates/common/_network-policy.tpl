{{/*
Rules of both NetworkPolicies. They use pod ports, never Service ports. An empty list of namespaces creates no rule, since
an empty `from` would allow all sources.
*/}}

{{/* A list of one peer: the pods of namespaces. Takes the names of the namespaces. */}}
{{- define "k8s-app-monitor.networkPolicy.namespaces" -}}
- namespaceSelector:
    matchExpressions:
      - key: kubernetes.io/metadata.name
        operator: In
        values:
          {{- toYaml . | nindent 10 }}
{{- end -}}

{{/* A list of at most one peer: the release's `helm test` pods. */}}
{{- define "k8s-app-monitor.networkPolicy.tests" -}}
{{- if .Values.tests.enabled -}}
- podSelector:
    matchLabels:
      app.kubernetes.io/component: tests
      app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}
{{- end -}}

{{/* Takes `root` and `ports`. */}}
{{- define "k8s-app-monitor.networkPolicy.monitoring" -}}
{{- with .root.Values.networkPolicy.monitoringNamespaces -}}
- from:
    {{- include "k8s-app-monitor.networkPolicy.namespaces" . | nindent 4 }}
  ports:
    {{- range $.ports }}
    - { port: {{ . }}, protocol: TCP }
    {{- end }}
{{- end -}}
{{- end -}}

{{/* Access to the component's own metrics, and for the mesh. Takes `root` and `component`. */}}
{{- define "k8s-app-monitor.networkPolicy.commonIngress" -}}
{{- $ports := list (index .root.Values .component).metricsPort -}}
{{- $inMesh := include "k8s-app-monitor.expectsMesh" .root -}}
{{- if $inMesh -}}
{{- /*
15090 serves Envoy's metrics; 15020 those of the sidecar and the service together. Injection rewrites the kubelet's probes to
15020 too, but traffic from the pod's own node is not filtered.
*/ -}}
{{- $ports = concat $ports (list 15020 15090) -}}
{{- end -}}
{{- include "k8s-app-monitor.networkPolicy.monitoring" (dict "root" .root "ports" $ports) }}
{{- if $inMesh }}
# AuthorizationPolicy controls traffic in the mesh's tunnel (HBONE), by identity.
- ports:
    - { port: 15008, protocol: TCP }
{{- end }}
{{- if .root.Values.istio.ambient }}
# The kubelet's probes: istio-cni gives them this source address for pods of the ambient mesh.
- from:
    - ipBlock: { cidr: 169.254.7.127/32 }
{{- end }}
{{- end -}}

{{- define "k8s-app-monitor.networkPolicy.dns" -}}
- to:
    {{- include "k8s-app-monitor.networkPolicy.namespaces" (list .Values.networkPolicy.dns.namespace) | nindent 4 }}
      {{- with .Values.networkPolicy.dns.podLabels }}
      podSelector:
        matchLabels:
          {{- toYaml . | nindent 10 }}
      {{- end }}
  ports:
    - { port: 53, protocol: UDP }
    - { port: 53, protocol: TCP }
{{- end -}}

{{- define "k8s-app-monitor.networkPolicy.meshEgress" -}}
{{- if include "k8s-app-monitor.expectsMesh" . -}}
# The sidecar's certificate and configuration.
- to:
    {{- include "k8s-app-monitor.networkPolicy.namespaces" (list .Values.istio.namespace) | nindent 4 }}
  ports:
    - { port: 15012, protocol: TCP }
{{- end }}
{{- if .Values.istio.ambient }}
# Ambient traffic uses this port instead of the pods' own ports, also to a waypoint in this namespace.
- to:
    - podSelector: {}
  ports:
    - { port: 15008, protocol: TCP }
{{- end }}
{{- end -}}
