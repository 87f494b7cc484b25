{{/* The agent as the backend of an Ingress. */}}
{{- define "k8s-app-monitor.agent.ingressBackend" -}}
service:
  name: {{ include "k8s-app-monitor.component.fullname" (dict "root" $ "component" "agent") }}
  port:
    number: {{ .Values.agent.service.port }}
{{- end -}}

{{/* The JSON patch (RFC 6902) that adds the agent's rule to the Ingress `agent.ingress.existing`. */}}
{{- define "k8s-app-monitor.agent.ingressPatch" -}}
{{- $existing := .Values.agent.ingress.existing -}}
{{- $backend := include "k8s-app-monitor.agent.ingressBackend" . | fromYaml -}}
{{- $path := dict "path" $existing.path "pathType" $existing.pathType "backend" $backend -}}
{{- $rule := dict "http" (dict "paths" (list $path)) -}}
{{- with $existing.host -}}{{- $_ := set $rule "host" . -}}{{- end -}}
{{- list (dict "op" "add" "path" "/spec/rules/-" "value" $rule) | toJson -}}
{{- end -}}

{{- define "k8s-app-monitor.agent.existingIngress.namespace" -}}
{{- .Values.agent.ingress.existing.namespace | default (include "k8s-app-monitor.namespace" .) -}}
{{- end -}}

{{/* `true` if the existing Ingress is in another namespace, where its rules cannot reference the agent's Service. */}}
{{- define "k8s-app-monitor.agent.existingIngress.isElsewhere" -}}
{{- if and .Values.agent.ingress.existing.name (ne (include "k8s-app-monitor.agent.existingIngress.namespace" .) (include "k8s-app-monitor.namespace" .)) -}}
true
{{- end -}}
{{- end -}}
