package main

import (
	"io"
	"net/http"
	"strconv"
	"strings"
)

const (
	apiPath        = "/2018-06-01/runtime/"
	invocationPath = apiPath + "invocation/"
)

// runtimeAPI is Lambda's Runtime API, as its documentation describes it.
func (s *sandbox) runtimeAPI() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(invocationPath+"next", s.giveNext)
	mux.HandleFunc(invocationPath, s.takeAnswer)
	mux.HandleFunc(apiPath+"init/error", func(w http.ResponseWriter, r *http.Request) {
		reason, _ := io.ReadAll(r.Body)
		s.localstack.failedToStart(reason)
		w.WriteHeader(http.StatusAccepted)
	})
	return mux
}

// giveNext waits for an event as long as the runtime does.
func (s *sandbox) giveNext(w http.ResponseWriter, r *http.Request) {
	s.onFirst.Do(func() { close(s.firstNext) })
	select {
	case i := <-s.next:
		header := w.Header()
		header.Set("Content-Type", "application/json")
		header.Set("Lambda-Runtime-Aws-Request-Id", i.ID)
		header.Set("Lambda-Runtime-Invoked-Function-Arn", i.Function)
		header.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(i.deadline.UnixMilli(), 10))
		_, _ = io.WriteString(w, i.Payload)
	case <-r.Context().Done():
	}
}

// takeAnswer takes {id}/response and {id}/error.
func (s *sandbox) takeAnswer(w http.ResponseWriter, r *http.Request) {
	id, kind, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, invocationPath), "/")
	body, err := io.ReadAll(r.Body)
	isAnswer := err == nil && (kind == "response" || kind == "error")
	if !isAnswer || !s.accept(id, outcome{kind, body}) {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusAccepted)
	_, _ = io.WriteString(w, `{"status":"OK"}`)
}
