{{/*
Rules that both NetworkPolicies have. Their ports are those of the pods, never those of Services. Without a list of
namespaces there is no rule: an empty `from` would let in everybody.
*/}}

{{/* A list of one peer: the pods of namespaces. Takes their names. */}}
{{- define "k8s-app-monitor.networkPolicy.namespaces" -}}
- namespaceSelector:
    matchExpressions:
      - key: kubernetes.io/metadata.name
        operator: In
        values:
          {{- toYaml . | nindent 10 }}
{{- end -}}

{{/* A list of one peer, or of none: the release's pods of `helm test`. */}}
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

{{/* Who reads the own metrics, and what a mesh needs. Takes `root` and `component`. */}}
{{- define "k8s-app-monitor.networkPolicy.commonIngress" -}}
{{- $ports := list (index .root.Values .component).metricsPort -}}
{{- $inMesh := include "k8s-app-monitor.expectsMesh" .root -}}
{{- if $inMesh -}}
{{- /*
15090 is Envoy's metrics; 15020 the sidecar's and the service's in one. The kubelet's probes come to 15020 too, once
injection has rewritten them: traffic from the pod's own node is not filtered.
*/ -}}
{{- $ports = concat $ports (list 15020 15090) -}}
{{- end -}}
{{- include "k8s-app-monitor.networkPolicy.monitoring" (dict "root" .root "ports" $ports) }}
{{- if $inMesh }}
# What comes through the mesh's tunnel (HBONE) is let in by identity: AuthorizationPolicy.
- ports:
    - { port: 15008, protocol: TCP }
{{- end }}
{{- if .root.Values.istio.ambient }}
# The kubelet's probes, by the address that istio-cni gives them on the way to a pod of the ambient mesh.
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
# In place of every port of the pods, or of a waypoint, of this namespace.
- to:
    - podSelector: {}
  ports:
    - { port: 15008, protocol: TCP }
{{- end }}
{{- end -}}
