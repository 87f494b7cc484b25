{{/* `true`, `false` or nothing: `--set` gives booleans, `--set-string` and others strings. */}}
{{- define "k8s-app-monitor.sidecar" -}}
{{- toString .Values.istio.sidecarInjection | eq "<nil>" | ternary "" (toString .Values.istio.sidecarInjection) -}}
{{- end -}}

{{/* Whether this release's values put its pods into a mesh; a namespace may do so too. */}}
{{- define "k8s-app-monitor.inMesh" -}}
{{- if or (eq (include "k8s-app-monitor.sidecar" .) "true") .Values.istio.revision .Values.istio.ambient -}}true{{- end -}}
{{- end -}}

{{/* The same, or that they are in one by their namespace: policies of the mesh do nothing outside it. */}}
{{- define "k8s-app-monitor.expectsMesh" -}}
{{- $policies := or .Values.istio.peerAuthentication.enabled .Values.istio.authorizationPolicy.enabled .Values.istio.telemetry.enabled -}}
{{- if or (include "k8s-app-monitor.inMesh" .) (and $policies (ne (include "k8s-app-monitor.sidecar" .) "false")) -}}true{{- end -}}
{{- end -}}

{{/* Labels by which a mesh takes a pod in or leaves it out. */}}
{{- define "k8s-app-monitor.mesh.podLabels" -}}
{{- with include "k8s-app-monitor.sidecar" . }}
sidecar.istio.io/inject: {{ . | quote }}
{{- end }}
{{- with .Values.istio.revision }}
istio.io/rev: {{ . | quote }}
{{- end }}
{{- if .Values.istio.ambient }}
istio.io/dataplane-mode: ambient
{{- end }}
{{- end -}}

{{- define "k8s-app-monitor.mesh.podAnnotations" -}}
{{- $hold := .Values.istio.holdApplicationUntilProxyStarts -}}
{{- $outside := or .Values.istio.ambient (eq (include "k8s-app-monitor.sidecar" .) "false") -}}
{{- if not (or $outside (kindIs "invalid" $hold)) -}}
proxy.istio.io/config: {{ dict "holdApplicationUntilProxyStarts" $hold | toJson | quote }}
{{- end -}}
{{- end -}}
