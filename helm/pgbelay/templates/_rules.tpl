{{/*
What the operator may do where it looks after resources. No verb on Secrets: it puts their names into Pods, and the
kubelet reads them. No verb that changes a spec, but for the image of a Deployment that an Environment names and the number
of Pods of what a RestoreRequest quiesces; RestoreRequests and Promotions are patched for the finalizer that stands on them
while they are under way, and the RestoreRequest that a Rollback has asked for is confirmed.
*/}}
{{- define "pgbelay.rules" -}}
- apiGroups: [pgbelay.io]
  resources: [backupschedules, backupruns, restorerequests, environments, promotions]
  verbs: [get, list, watch]
- apiGroups: [pgbelay.io]
  resources: [backupruns]
  verbs: [create, delete]
- apiGroups: [pgbelay.io]
  resources: [restorerequests]
  verbs: [create, patch]
- apiGroups: [pgbelay.io]
  resources: [promotions]
  verbs: [patch]
# What a RestoreRequest quiesces.
- apiGroups: [apps]
  resources: [deployments, statefulsets]
  verbs: [get]
- apiGroups: [apps]
  resources: [deployments/scale, statefulsets/scale]
  verbs: [get, update, patch]
- apiGroups: [pgbelay.io]
  resources: [backupschedules/status, backupruns/status, restorerequests/status, environments/status, promotions/status]
  verbs: [get, update, patch]
# Owners of Jobs, for clusters that ask for it (OwnerReferencesPermissionEnforcement).
- apiGroups: [pgbelay.io]
  resources: [backupschedules/finalizers, backupruns/finalizers, restorerequests/finalizers, promotions/finalizers]
  verbs: [update]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, delete]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources: [pods/log]
  verbs: [get]
# What a promotion deploys, and what its source runs.
- apiGroups: [apps]
  resources: [deployments]
  verbs: [get, patch]
# Release notes.
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, create]
# Why a Pod does not start.
- apiGroups: [""]
  resources: [events]
  verbs: [list]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- end -}}
