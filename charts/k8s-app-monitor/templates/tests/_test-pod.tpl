{{/*
A `helm test` pod, from an image of the project. Takes `root`, `component` (whose image, security settings and pull
secrets it uses), `name`, `serviceAccountName` and `args` (of node).

It completes in a mesh too: native sidecars end by themselves, and the script stops other sidecars.
*/}}
{{- define "k8s-app-monitor.testPod" -}}
{{- $values := index .root.Values .component -}}
{{- $meshLabels := include "k8s-app-monitor.mesh.podLabels" .root | fromYaml -}}
{{- $mesh := include "k8s-app-monitor.mesh.podAnnotations" .root | fromYaml -}}
apiVersion: v1
kind: Pod
metadata:
  name: {{ .name }}
  namespace: {{ include "k8s-app-monitor.namespace" .root }}
  labels:
    {{- merge (dict) (include "k8s-app-monitor.tests.labels" .root | fromYaml) $meshLabels | toYaml | nindent 4 }}
  annotations:
    helm.sh/hook: test
    # Keep the pod of a failed test, for its log.
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
    {{- with merge (dict) .root.Values.tests.podAnnotations $mesh .root.Values.commonAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  restartPolicy: Never
  serviceAccountName: {{ .serviceAccountName }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with include "k8s-app-monitor.imagePullSecrets" . }}
  {{- . | nindent 2 }}
  {{- end }}
  securityContext:
    {{- toYaml $values.podSecurityContext | nindent 4 }}
  {{- range $field := list "nodeSelector" "tolerations" }}
  {{- with index $values $field }}
  {{ $field }}:
    {{- tpl (toYaml .) $.root | nindent 4 }}
  {{- end }}
  {{- end }}
  containers:
    - name: test
      image: {{ include "k8s-app-monitor.image" . | quote }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      command: [node]
      args:
        {{- toYaml .args | nindent 8 }}
      resources:
        {{- toYaml .root.Values.tests.resources | nindent 8 }}
      securityContext:
        {{- toYaml $values.securityContext | nindent 8 }}
{{- end -}}

{{/* Labels of the test pods: no Service selects them, and a NetworkPolicy allows them. */}}
{{- define "k8s-app-monitor.tests.labels" -}}
{{ include "k8s-app-monitor.tests.selectorLabels" . }}
{{ include "k8s-app-monitor.release.labels" . }}
{{- end -}}

{{- define "k8s-app-monitor.tests.selectorLabels" -}}
app.kubernetes.io/name: {{ include "k8s-app-monitor.name" . }}-helm-test
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: tests
{{- end -}}
