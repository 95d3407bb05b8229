{{/* The release's name, and the chart's where the release does not say it. */}}
{{- define "pgbelay.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Name of what lies in no namespace: two releases of one name may live in two namespaces. */}}
{{- define "pgbelay.clusterName" -}}
{{ include "pgbelay.name" . }}{{ with .Release.Namespace }}.{{ . }}{{ end }}
{{- end -}}

{{- define "pgbelay.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (include "pgbelay.name" .) }}
{{- end -}}

{{/* The operator as the API server knows it. */}}
{{- define "pgbelay.user" -}}
system:serviceaccount:{{ .Release.Namespace }}:{{ include "pgbelay.serviceAccount" . }}
{{- end -}}

{{- define "pgbelay.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{- define "pgbelay.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "pgbelay.labels" -}}
{{ include "pgbelay.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{/* Namespaces that are looked after, as JSON; none for all of them. */}}
{{- define "pgbelay.namespaces" -}}
{{- if .Values.clusterWide -}}
[]
{{- else -}}
{{ .Values.watchNamespaces | default (list .Release.Namespace) | toJson }}
{{- end -}}
{{- end -}}
