{{/* Images that the user must build, as JSON. */}}
{{- define "k8s-app-monitor.notes.localImages" -}}
{{- $images := list -}}
{{- range $component := list "metricsApi" "agent" -}}
{{- $values := index $.Values $component -}}
{{- $image := include "k8s-app-monitor.image" (dict "root" $ "component" $component) -}}
{{- $built := printf "k8s-app-monitor-%s:%s" (include "k8s-app-monitor.component.suffix" (dict "component" $component)) $.Chart.AppVersion -}}
{{- if and $values.enabled (eq $image $built) -}}{{- $images = append $images $image -}}{{- end -}}
{{- end -}}
{{- $images | toJson -}}
{{- end -}}

{{/* Notes on these values, one list item each. */}}
{{- define "k8s-app-monitor.notes.remarks" -}}
{{- include "k8s-app-monitor.notes.network" . -}}
{{- include "k8s-app-monitor.notes.existingIngress" . -}}
{{- include "k8s-app-monitor.notes.scaling" . -}}
{{- include "k8s-app-monitor.notes.mesh" . -}}
{{- end -}}

{{- define "k8s-app-monitor.notes.network" -}}
{{- if not .Values.networkPolicy.enabled }}
- NOT RESTRICTED: without a NetworkPolicy, every pod of the cluster can call these without authentication:
{{- if .Values.agent.enabled }}
     the agent, port {{ .Values.agent.port }}, and its own metrics, port {{ .Values.agent.metricsPort }}
{{- end }}
{{- with .Values.metricsApi }}
{{- if .enabled }}
     the metrics API, port {{ .port }}, and its own metrics, port {{ .metricsPort }}
{{- if eq (toString (.settings | default dict).FAULTS) "enabled" }}
     fault injection, /api/v1/faults of the metrics API{{ if .faultsTokenSecret.name }} (changes need the token){{ end }}
{{- end }}
{{- end }}
{{- end }}
  Set networkPolicy.enabled to true to allow only the callers that are needed.
{{- end }}
{{- end -}}

{{- define "k8s-app-monitor.notes.existingIngress" -}}
{{- $existing := .Values.agent.ingress.existing -}}
{{- if and .Values.agent.enabled $existing.name -}}
{{- $namespace := include "k8s-app-monitor.agent.existingIngress.namespace" . -}}
{{- $name := include "k8s-app-monitor.component.fullname" (dict "root" $ "component" "agent") -}}
{{- if ne (include "k8s-app-monitor.notes.way" .) "existing" }}
- The Ingress {{ $existing.name }} needs one more rule. Run this once:
     kubectl patch ingress {{ $existing.name }} -n {{ $namespace }} --type=json -p '{{ include "k8s-app-monitor.agent.ingressPatch" . }}'
{{- end }}
{{- if $existing.renderPatch }}
- The patch is also in a ConfigMap, for pipelines:
     kubectl get configmap {{ $name }}-ingress-patch -n {{ include "k8s-app-monitor.namespace" . }} -o jsonpath='{.data.patch\.json}' > patch.json
     kubectl patch ingress {{ $existing.name }} -n {{ $namespace }} --type=json --patch-file patch.json
{{- end }}
- helm uninstall does not remove the rule. Find its index N, then remove it:
     kubectl get ingress {{ $existing.name }} -n {{ $namespace }} -o go-template='{{ "{{range $n, $rule := .spec.rules}}{{$n}} {{$rule.host}}{{range $rule.http.paths}} {{.path}} {{.backend.service.name}}{{end}}{{\"\\n\"}}{{end}}" }}'
     kubectl patch ingress {{ $existing.name }} -n {{ $namespace }} --type=json -p '[{"op":"test","path":"/spec/rules/N/http/paths/0/backend/service/name","value":{{ $name | quote }}},{"op":"remove","path":"/spec/rules/N"}]'
{{- if include "k8s-app-monitor.agent.existingIngress.isElsewhere" . }}
- The rule's backend is the Service {{ $name }} in {{ $namespace }}, of type ExternalName: some controllers must be
  configured to allow those (Traefik: providers.kubernetesIngress.allowExternalNameServices).
{{- end }}
{{- end }}
{{- end -}}

{{- define "k8s-app-monitor.notes.scaling" -}}
{{- $api := .Values.metricsApi -}}
{{- if and $api.enabled (or $api.autoscaling.enabled (gt (int $api.replicas) 1)) }}
- The model is a function of time: each pod of the metrics API returns the same metrics, regardless of the number of
  pods. When you scrape several pods, aggregate with max without (instance, pod), not with sum.
{{- end }}
{{- if or (and $api.enabled $api.autoscaling.enabled) (and .Values.agent.enabled .Values.agent.autoscaling.enabled) }}
- Autoscaling on CPU and memory needs metrics-server in the cluster.
{{- end }}
{{- end -}}

{{- define "k8s-app-monitor.notes.mesh" -}}
{{- $istio := .Values.istio -}}
{{- $peers := $istio.peerAuthentication -}}
{{- $policy := $istio.authorizationPolicy -}}
{{- $routed := or .Values.agent.ingress.enabled .Values.agent.ingress.existing.name .Values.agent.httpRoute.enabled -}}
{{- if and (or $peers.enabled $policy.enabled) (not (include "k8s-app-monitor.inMesh" .)) }}
- The pods only join the mesh if their namespace has the injection label. Add it, then restart them:
     kubectl label namespace {{ include "k8s-app-monitor.namespace" . }} istio-injection=enabled
     kubectl rollout restart deployment -n {{ include "k8s-app-monitor.namespace" . }} -l app.kubernetes.io/instance={{ .Release.Name }}
{{- end }}
{{- if and .Values.agent.enabled $routed $peers.enabled (eq "STRICT" ($peers.agentMode | default $peers.mode)) }}
- The agent only accepts mutual TLS: an ingress controller outside the mesh gets 502 or 503, unless
  istio.peerAuthentication.agentMode is PERMISSIVE.
{{- end }}
{{- if and .Values.metricsApi.enabled $policy.enabled .Values.monitoring.simulatedMetrics (or .Values.monitoring.serviceMonitor.enabled .Values.monitoring.podMonitor.enabled) }}
- Prometheus can only read the metrics of the model if istio.authorizationPolicy.extraPrincipals contains its identity.
{{- end }}
{{- end -}}
