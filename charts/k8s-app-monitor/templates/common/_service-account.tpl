{{/* The ServiceAccount of a component, which is its identity in a mesh. Takes `root` and `component`. */}}
{{- define "k8s-app-monitor.serviceAccount" -}}
{{- $account := (index .root.Values .component).serviceAccount -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "k8s-app-monitor.metadata" (merge (dict "name" (include "k8s-app-monitor.serviceAccountName" .) "annotations" $account.annotations) .) | nindent 2 }}
automountServiceAccountToken: {{ $account.automountToken }}
{{- end -}}
