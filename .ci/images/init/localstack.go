package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"
)

const (
	// LocalStack answers a post at once; on a busy machine, soon.
	postTimeout = 20 * time.Second
	// With pauses of 0.1 s, doubling: some 12 s.
	connectAttemptsMax = 7
	firstPause         = 100 * time.Millisecond
)

// localstack is where the answers go: the container that started this one.
type localstack struct {
	url, id string
	client  http.Client
	sleep   func(time.Duration)
}

// newLocalstack makes a connection for each post. LocalStack closes one that was idle for a minute, and a post that meets
// it in doing so is lost, as Go repeats none that may have arrived: the invocation would stay without its answer. There is a
// function that is called every minute.
func newLocalstack(url, id string) localstack {
	transport := &http.Transport{DisableKeepAlives: true}
	return localstack{url, id, http.Client{Transport: transport, Timeout: postTimeout}, time.Sleep}
}

func localstackOfEnvironment() localstack {
	return newLocalstack(os.Getenv("LOCALSTACK_RUNTIME_ENDPOINT"), os.Getenv("LOCALSTACK_RUNTIME_ID"))
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

// post tries again only where it could not connect. One that was sent may have been taken, and LocalStack, which does not
// look at the invocation's id, would take it again as the answer to the next invocation.
func (l localstack) post(path string, body []byte) {
	pause := firstPause
	for attempt := 1; attempt <= connectAttemptsMax; attempt++ {
		err := l.postOnce(path, body)
		if err == nil {
			return
		}
		fmt.Fprintln(os.Stderr, "init: LocalStack does not take", path, err)
		if !couldNotConnect(err) {
			return
		}
		l.sleep(pause)
		pause *= 2
	}
}

func (l localstack) postOnce(path string, body []byte) error {
	answer, err := l.client.Post(l.url+path, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	_ = answer.Body.Close()
	if answer.StatusCode >= http.StatusBadRequest {
		return errors.New(answer.Status)
	}
	return nil
}

func couldNotConnect(err error) bool {
	var failure *net.OpError
	return errors.As(err, &failure) && failure.Op == "dial"
}
