{{/* What the Deployment needs for the scenario: `env`, `annotations`, `volumes` and `volumeMounts`. */}}
{{- define "k8s-app-monitor.scenario" -}}
env: {}
{{- end -}}
