package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
)

// localstack is where the answers go: the container that started this one.
type localstack struct {
	url, id string
}

func localstackOfEnvironment() localstack {
	return localstack{os.Getenv("LOCALSTACK_RUNTIME_ENDPOINT"), os.Getenv("LOCALSTACK_RUNTIME_ID")}
}

func (l localstack) isReady() {
	l.post("/status/"+l.id+"/ready", nil)
}

func (l localstack) failedToStart(reason []byte) {
	l.post("/status/"+l.id+"/error", reason)
}

// ended tells the log first: LocalStack takes the invocation as over with its outcome.
func (l localstack) ended(invocation string, log string, outcome outcome) {
	text, _ := json.Marshal(map[string]string{"logs": log})
	l.post("/invocations/"+invocation+"/logs", text)
	l.post("/invocations/"+invocation+"/"+outcome.kind, outcome.body)
}

func (l localstack) post(path string, body []byte) {
	answer, err := http.Post(l.url+path, "application/json", bytes.NewReader(body))
	if err != nil {
		fmt.Fprintln(os.Stderr, "init: LocalStack does not take", path, err)
		return
	}
	_ = answer.Body.Close()
}
