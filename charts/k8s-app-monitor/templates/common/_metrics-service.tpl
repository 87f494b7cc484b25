{{/*
The Service through which a ServiceMonitor finds a component's own metrics. It is not a port of the main Service, so that a
LoadBalancer does not publish it. It is headless, since each pod is scraped separately. Takes `root` and `component`.
*/}}
{{- define "k8s-app-monitor.metricsService" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "k8s-app-monitor.metadata" (merge (dict "name" (printf "%s-metrics" (include "k8s-app-monitor.component.fullname" .))) .) | nindent 2 }}
spec:
  type: ClusterIP
  clusterIP: None
  selector:
    {{- include "k8s-app-monitor.selectorLabels" . | nindent 4 }}
  ports:
    - name: http-metrics
      port: {{ (index .root.Values .component).metricsPort }}
      targetPort: http-metrics
      protocol: TCP
      appProtocol: http
{{- end -}}
