{{/* How users reach the agent, for NOTES.txt: the first option that the values enable. */}}
{{- define "k8s-app-monitor.notes.way" -}}
{{- $agent := .Values.agent -}}
{{- if $agent.ingress.enabled -}}ingress
{{- else if $agent.ingress.existing.name -}}existing
{{- else if $agent.httpRoute.enabled -}}httpRoute
{{- else if .Values.istio.virtualService.enabled -}}mesh
{{- else -}}{{- $agent.service.type -}}
{{- end -}}
{{- end -}}

{{/* The first step; without a host name, it sets the variable ADDRESS at the end. */}}
{{- define "k8s-app-monitor.notes.reach" -}}
{{- $way := include "k8s-app-monitor.notes.way" . -}}
{{- $namespace := include "k8s-app-monitor.namespace" . -}}
{{- $name := include "k8s-app-monitor.component.fullname" (dict "root" $ "component" "agent") -}}
{{- $noHost := include "k8s-app-monitor.notes.url" . | contains "$ADDRESS" -}}
{{- $existing := .Values.agent.ingress.existing -}}
{{- $balancer := "status.loadBalancer.ingress[0]" -}}
{{- if eq $way "ingress" -}}
Check that the Ingress has an address; its host must resolve to it:
     {{ $noHost | ternary (printf "ADDRESS=$(kubectl get ingress %s -n %s -o jsonpath='{.%s.ip}{.%s.hostname}')" $name $namespace $balancer $balancer) (printf "kubectl get ingress %s -n %s" $name $namespace) }}
{{- else if eq $way "existing" -}}
{{- $elsewhere := include "k8s-app-monitor.agent.existingIngress.namespace" . -}}
Add the agent's rule to the existing Ingress, once; Helm does not change objects that it did not create:
     kubectl patch ingress {{ $existing.name }} -n {{ $elsewhere }} --type=json -p '{{ include "k8s-app-monitor.agent.ingressPatch" . }}'
{{- if $noHost }}
     ADDRESS=$(kubectl get ingress {{ $existing.name }} -n {{ $elsewhere }} -o jsonpath='{.{{ $balancer }}.ip}{.{{ $balancer }}.hostname}')
{{- end }}
{{- else if eq $way "httpRoute" -}}
{{- $parent := first (.Values.agent.httpRoute.parentRefs | default list) | default dict -}}
Check that the Gateway accepts the route (True), and get its address:
     kubectl get httproute {{ $name }} -n {{ $namespace }} -o jsonpath='{.status.parents[*].conditions[?(@.type=="Accepted")].status}'
     ADDRESS=$(kubectl get gateway {{ tpl (toString $parent.name) $ }} -n {{ tpl ($parent.namespace | default $namespace) $ }} -o jsonpath='{.status.addresses[0].value}')
{{- else if eq $way "mesh" -}}
{{- $labels := list -}}
{{- range $key, $value := .Values.istio.gateway.selector -}}{{- $labels = append $labels (printf "%s=%s" $key $value) -}}{{- end -}}
Get the address of the mesh gateway; without a load balancer, set ADDRESS to a node's address and the gateway's node port:
     ADDRESS=$(kubectl get service -n {{ .Values.istio.namespace }} -l {{ join "," $labels }} -o jsonpath='{.items[0].{{ $balancer }}.ip}{.items[0].{{ $balancer }}.hostname}')
{{- else if eq $way "LoadBalancer" -}}
Get the address of the load balancer, which can take a minute to appear:
     ADDRESS=$(kubectl get service {{ $name }} -n {{ $namespace }} -o jsonpath='{.{{ $balancer }}.ip}{.{{ $balancer }}.hostname}'):{{ .Values.agent.service.port }}
{{- else if eq $way "NodePort" -}}
Get the address of a node, and the node port:
     ADDRESS=$(kubectl get nodes -o jsonpath='{.items[0].status.addresses[?(@.type=="InternalIP")].address}'):$(kubectl get service {{ $name }} -n {{ $namespace }} -o jsonpath='{.spec.ports[0].nodePort}')
{{- else -}}
In a separate terminal, forward the agent to this machine:
     kubectl port-forward -n {{ $namespace }} service/{{ $name }} 8888:{{ .Values.agent.service.port }}
{{- end -}}
{{- end -}}

{{/* The page's address; `$ADDRESS` if the values contain no host. */}}
{{- define "k8s-app-monitor.notes.url" -}}
{{- $way := include "k8s-app-monitor.notes.way" . -}}
{{- $scheme := "http" -}}
{{- $host := "" -}}
{{- $path := "/" -}}
{{- if eq $way "ingress" -}}
{{- $rule := first (.Values.agent.ingress.hosts | default list) | default dict -}}
{{- $host = tpl ($rule.host | default "") $ -}}
{{- $path = (first ($rule.paths | default list) | default dict).path | default "/" -}}
{{- if include "k8s-app-monitor.notes.ingressHasTls" (dict "root" $ "host" $host) -}}{{- $scheme = "https" -}}{{- end -}}
{{- else if eq $way "existing" -}}
{{- $host = .Values.agent.ingress.existing.host -}}
{{- $path = .Values.agent.ingress.existing.path -}}
{{- else if eq $way "httpRoute" -}}
{{- $host = tpl (first (.Values.agent.httpRoute.hostnames | default list) | default "") $ -}}
{{- $match := first ((first (.Values.agent.httpRoute.rules | default list) | default dict).matches | default list) | default dict -}}
{{- $path = dig "path" "value" "/" $match -}}
{{- else if eq $way "mesh" -}}
{{- $host = tpl (first .Values.istio.virtualService.hosts) $ | eq "*" | ternary "" (tpl (first .Values.istio.virtualService.hosts) $) -}}
{{- $path = first .Values.istio.virtualService.paths -}}
{{- if and .Values.istio.gateway.enabled .Values.istio.gateway.tls -}}{{- $scheme = "https" -}}{{- end -}}
{{- else if eq $way "ClusterIP" -}}
{{- $host = "localhost:8888" -}}
{{- end -}}
{{- /* A controller-specific pattern, such as /charts(/|$)(.*), begins with a path that it matches. */ -}}
{{- printf "%s://%s%s" $scheme ($host | default "$ADDRESS" | replace "*." "any.") (regexFind "^[A-Za-z0-9/._~-]*" $path) -}}
{{- end -}}

{{/* `true` if the agent's Ingress has TLS for a host. */}}
{{- define "k8s-app-monitor.notes.ingressHasTls" -}}
{{- $host := .host -}}
{{- $wildcard := regexReplaceAll "^[^.]+" $host "*" -}}
{{- range tpl (toYaml (.root.Values.agent.ingress.tls | default list)) .root | fromYamlArray -}}
{{- if or (empty .hosts) (has $host .hosts) (has $wildcard .hosts) -}}true{{- end -}}
{{- end -}}
{{- end -}}
