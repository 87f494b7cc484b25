{{/* The Service of a component. Takes `root` and `component`. */}}
{{- define "k8s-app-monitor.service" -}}
{{- $service := (index .root.Values .component).service -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "k8s-app-monitor.metadata" (merge (dict "labels" $service.labels "annotations" $service.annotations) .) | nindent 2 }}
spec:
  type: {{ $service.type }}
  {{- range $field := list "clusterIP" "ipFamilyPolicy" "ipFamilies" "externalTrafficPolicy" "internalTrafficPolicy" "trafficDistribution" "loadBalancerClass" "loadBalancerSourceRanges" }}
  {{- with index $service $field }}
  {{ $field }}: {{ kindIs "slice" . | ternary (toYaml . | nindent 4) . }}
  {{- end }}
  {{- end }}
  {{- if not (kindIs "invalid" $service.allocateLoadBalancerNodePorts) }}
  allocateLoadBalancerNodePorts: {{ $service.allocateLoadBalancerNodePorts }}
  {{- end }}
  selector:
    {{- include "k8s-app-monitor.selectorLabels" . | nindent 4 }}
  ports:
    - name: http
      port: {{ $service.port }}
      targetPort: http
      protocol: TCP
      appProtocol: http
      {{- with $service.nodePort }}
      nodePort: {{ . }}
      {{- end }}
{{- end -}}
