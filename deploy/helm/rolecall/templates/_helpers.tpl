{{- define "rolecall.labels" -}}
app.kubernetes.io/name: rolecall
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "rolecall.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "rolecall.container" -}}
image: {{ include "rolecall.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
env:
  - name: ROLECALL_DATABASE
    valueFrom:
      secretKeyRef:
        name: {{ .Values.database.secretName | quote }}
        key: {{ .Values.database.secretKey | quote }}
  - name: ROLECALL_BASE_URL
    value: {{ .Values.baseUrl | quote }}
{{- end }}

{{- define "rolecall.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
seccompProfile:
  type: RuntimeDefault
{{- end }}
