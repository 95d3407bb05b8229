//go:build tools

// Package tools names the etcd server that the playground builds, so that go.mod keeps its requirements.
package tools

import _ "go.etcd.io/etcd/server/v3"
