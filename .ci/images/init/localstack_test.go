package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// recorder is a LocalStack that keeps what was posted to it.
type recorder struct {
	mutex sync.Mutex
	paths []string
}

func (r *recorder) take(path string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.paths = append(r.paths, path)
}

func (r *recorder) expect(t *testing.T, paths ...string) {
	t.Helper()
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if fmt.Sprint(r.paths) != fmt.Sprint(paths) {
		t.Errorf("posted %v instead of %v", r.paths, paths)
	}
}

type connection struct{}

// A connection that was idle for too long is closed by LocalStack just as the next post comes.
func TestAnAnswerArrivesThoughAnIdleConnectionIsBeingClosed(t *testing.T) {
	seen := &recorder{}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		posts := r.Context().Value(connection{}).(*int)
		*posts++
		if *posts > 1 {
			panic(http.ErrAbortHandler)
		}
		seen.take(r.URL.Path)
	}))
	server.Config.ConnContext = func(ctx context.Context, _ net.Conn) context.Context {
		return context.WithValue(ctx, connection{}, new(int))
	}
	server.Start()
	defer server.Close()
	newLocalstack(server.URL, "id").ended("1", "log", outcome{"response", []byte("{}")})
	seen.expect(t, "/invocations/1/logs", "/invocations/1/response")
}

func TestWhoCannotConnectTriesAgain(t *testing.T) {
	seen := &recorder{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	l := newLocalstack("http://"+address, "id")
	pauses := 0
	l.sleep = func(time.Duration) {
		pauses++
		if pauses == 2 {
			listener, err = net.Listen("tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			go func() {
				_ = http.Serve(listener, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen.take(r.URL.Path) }))
			}()
		}
	}
	l.isReady()
	defer listener.Close()
	seen.expect(t, "/status/id/ready")
}

func TestWhatMayHaveBeenTakenIsNotPostedTwice(t *testing.T) {
	seen := &recorder{}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		seen.take(r.URL.Path)
		panic(http.ErrAbortHandler)
	}))
	defer server.Close()
	l := newLocalstack(server.URL, "id")
	l.sleep = func(time.Duration) { t.Error("tried again") }
	l.failedToStart([]byte("{}"))
	seen.expect(t, "/status/id/error")
}

func TestALocalStackThatStaysAwayIsGivenUp(t *testing.T) {
	pauses := 0
	l := newLocalstack("http://127.0.0.1:1", "id")
	l.sleep = func(time.Duration) { pauses++ }
	l.isReady()
	if pauses != connectAttemptsMax {
		t.Errorf("paused %d times", pauses)
	}
}

func TestARefusalIsTold(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	if err := newLocalstack(server.URL, "id").postOnce("/anywhere", nil); err == nil || !strings.HasPrefix(err.Error(), "404") {
		t.Errorf("told %v", err)
	}
}
