{{/* The container of a component; takes what `k8s-app-monitor.deployment` takes. */}}
{{- define "k8s-app-monitor.container" -}}
{{- $values := index .root.Values .component -}}
- name: {{ include "k8s-app-monitor.containerName" . }}
  image: {{ include "k8s-app-monitor.image" . | quote }}
  imagePullPolicy: {{ $values.image.pullPolicy }}
  {{- range $field := list "command" "args" }}
  {{- with index $values $field }}
  {{ $field }}:
    {{- tpl (toYaml .) $.root | nindent 4 }}
  {{- end }}
  {{- end }}
  # The names tell a mesh the protocol.
  ports:
    - name: http
      containerPort: {{ $values.port }}
      protocol: TCP
    - name: http-metrics
      containerPort: {{ $values.metricsPort }}
      protocol: TCP
  env:
    {{- range $name, $value := include "k8s-app-monitor.env" . | fromYaml }}
    - name: {{ $name }}
      value: {{ $value | quote }}
    {{- end }}
    {{- include "k8s-app-monitor.tracing.clusterEnv" .root | nindent 4 }}
    {{- with $values.faultsTokenSecret }}
    {{- if .name }}
    - name: FAULTS_TOKEN
      valueFrom:
        secretKeyRef: { name: {{ .name | quote }}, key: {{ .key | quote }} }
    {{- end }}
    {{- end }}
    {{- with $values.extraEnv }}
    {{- tpl (toYaml .) $.root | nindent 4 }}
    {{- end }}
  {{- with $values.extraEnvFrom }}
  envFrom:
    {{- tpl (toYaml .) $.root | nindent 4 }}
  {{- end }}
  {{- range $probe := list "startupProbe" "readinessProbe" "livenessProbe" }}
  {{- with index $values $probe }}
  {{ $probe }}:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
  {{- with include "k8s-app-monitor.lifecycle" . | fromYaml }}
  lifecycle:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  resources:
    {{- $values.resources | default dict | toYaml | nindent 4 }}
  securityContext:
    {{- $values.securityContext | default dict | toYaml | nindent 4 }}
  {{- with concat (.volumeMounts | default list) ($values.extraVolumeMounts | default list) }}
  volumeMounts:
    {{- tpl (toYaml .) $.root | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* The container names of the original project, which overrides do not change: users type them for `kubectl logs -c`. */}}
{{- define "k8s-app-monitor.containerName" -}}
{{- printf "%s-%s" .root.Chart.Name (include "k8s-app-monitor.component.suffix" .) -}}
{{- end -}}

{{/* Environment variables that the chart sets, as a map: the component's own `env`, the common ones, the settings. */}}
{{- define "k8s-app-monitor.env" -}}
{{- $values := index .root.Values .component -}}
{{- $env := merge (dict) (.env | default dict) (include "k8s-app-monitor.tracing.env" .root | fromYaml) -}}
{{- $_ := set $env "PORT" (toString $values.port) -}}
{{- $_ := set $env "METRICS_PORT" (toString $values.metricsPort) -}}
{{- $_ := set $env "SHUTDOWN_DELAY_MS" (mul 1000 $values.shutdown.delaySeconds | toString) -}}
{{- $_ := set $env "SHUTDOWN_TIMEOUT_MS" (mul 1000 $values.shutdown.timeoutSeconds | toString) -}}
{{- range $name, $value := $values.settings -}}
{{- /* YAML numbers are floats, which toString would write as 1.6777216e+07. */ -}}
{{- $_ := set $env $name (kindIs "string" $value | ternary $value (toJson $value)) -}}
{{- end -}}
{{- toYaml $env -}}
{{- end -}}

{{/* The hooks of the values, and the sleep before SIGTERM, which the requirements reject together with another preStop. */}}
{{- define "k8s-app-monitor.lifecycle" -}}
{{- $values := index .root.Values .component -}}
{{- $hooks := merge (dict) ($values.lifecycle | default dict) -}}
{{- with include "k8s-app-monitor.preStopSleepSeconds" . | int -}}
{{- $_ := set $hooks "preStop" (dict "sleep" (dict "seconds" .)) -}}
{{- end -}}
{{- toYaml $hooks -}}
{{- end -}}
