{{/*
The Deployment's settings for the scenario, as a map: `env`, `annotations`, `volumes` and `volumeMounts`. A built-in
scenario is set by name. A custom scenario is a file in a folder that is mounted as a whole, because the kubelet never
updates a file mounted with subPath.
*/}}
{{- define "k8s-app-monitor.scenario" -}}
{{- $values := .Values.metricsApi -}}
{{- $configMap := include "k8s-app-monitor.scenario.configMap" . -}}
{{- if $configMap -}}
env:
  SCENARIO_FILE: {{ printf "/etc/scenario/%s" $values.scenarioKey | quote }}
volumeMounts:
  - name: scenario
    mountPath: /etc/scenario
    readOnly: true
volumes:
  - name: scenario
    configMap:
      name: {{ $configMap | quote }}
      # Without this key, the pod does not start, and its events show the reason.
      items:
        - key: {{ $values.scenarioKey | quote }}
          path: {{ $values.scenarioKey | quote }}
{{- if and (eq $values.scenarioChange "restart") (not $values.existingScenarioConfigMap) }}
annotations:
  checksum/scenario: {{ include "k8s-app-monitor.scenario.text" . | sha256sum }}
{{- end }}
{{- else if $values.scenario -}}
env:
  SCENARIO: {{ $values.scenario | quote }}
{{- end -}}
{{- end -}}

{{/* Name of the ConfigMap with the scenario; empty for a built-in scenario. */}}
{{- define "k8s-app-monitor.scenario.configMap" -}}
{{- if .Values.metricsApi.existingScenarioConfigMap -}}
{{- .Values.metricsApi.existingScenarioConfigMap -}}
{{- else if include "k8s-app-monitor.scenario.text" . -}}
{{- printf "%s-scenario" (include "k8s-app-monitor.component.fullname" (dict "root" $ "component" "metricsApi")) -}}
{{- end -}}
{{- end -}}

{{/* The scenario as YAML; empty if it is a name, by the service's own pattern (SCENARIO). */}}
{{- define "k8s-app-monitor.scenario.text" -}}
{{- $scenario := .Values.metricsApi.scenario -}}
{{- if not (kindIs "string" $scenario) -}}
{{- $scenario | default dict | toYaml | eq "{}" | ternary "" ($scenario | toYaml) -}}
{{- else if not (or (eq $scenario "") (regexMatch "^[a-z0-9][a-z0-9-]{0,62}$" $scenario)) -}}
{{- $scenario -}}
{{- end -}}
{{- end -}}
