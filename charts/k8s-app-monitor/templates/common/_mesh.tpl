{{/* `true`, `false` or nothing: `--set` gives booleans, `--set-string` and others strings. */}}
{{- define "k8s-app-monitor.sidecar" -}}
{{- toString .Values.istio.sidecarInjection | eq "<nil>" | ternary "" (toString .Values.istio.sidecarInjection) -}}
{{- end -}}

{{/* Whether the values of this release add its pods to a mesh; a namespace can do so too. */}}
{{- define "k8s-app-monitor.inMesh" -}}
{{- if or (eq (include "k8s-app-monitor.sidecar" .) "true") .Values.istio.revision .Values.istio.ambient -}}true{{- end -}}
{{- end -}}

{{/* The same, or whether mesh policies imply that the namespace adds them: policies have no effect outside a mesh. */}}
{{- define "k8s-app-monitor.expectsMesh" -}}
{{- $policies := or .Values.istio.peerAuthentication.enabled .Values.istio.authorizationPolicy.enabled .Values.istio.telemetry.enabled -}}
{{- if or (include "k8s-app-monitor.inMesh" .) (and $policies (ne (include "k8s-app-monitor.sidecar" .) "false")) -}}true{{- end -}}
{{- end -}}

{{/* Labels that add a pod to a mesh or keep it out. */}}
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
