package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"sync"
	"time"
)

type invocation struct {
	ID       string `json:"invoke-id"`
	Function string `json:"invoked-function-arn"`
	Payload  string `json:"payload"`
	deadline time.Time
}

// outcome is what became of an invocation; kind is the last part of LocalStack's path for it, response or error.
type outcome struct {
	kind string
	body []byte
}

func failure(errorType, message string) outcome {
	body, _ := json.Marshal(map[string]string{"errorMessage": message, "errorType": errorType})
	return outcome{"error", body}
}

// sandbox runs one invocation at a time, on a runtime that is started anew after a time-out and after its death.
type sandbox struct {
	localstack localstack
	timeout    time.Duration
	log        *journal
	runtime    *runtime
	next       chan invocation
	answers    chan outcome
	firstNext  chan struct{}
	onFirst    sync.Once
	mutex      sync.Mutex
	current    string
}

func newSandbox(timeout time.Duration) *sandbox {
	return &sandbox{
		localstack: localstackOfEnvironment(),
		timeout:    timeout,
		log:        &journal{},
		next:       make(chan invocation),
		answers:    make(chan outcome, 1),
		firstNext:  make(chan struct{}),
	}
}

// start returns when the runtime has asked for its first event, or has told LocalStack that it cannot.
func (s *sandbox) start() {
	if err := s.startRuntime(); err != nil {
		s.localstack.failedToStart(failure("Runtime.InvalidEntrypoint", err.Error()).body)
		return
	}
	go func() {
		select {
		case <-s.firstNext:
			s.localstack.isReady()
		case reason := <-s.runtime.died:
			s.localstack.failedToStart(failure("Runtime.ExitError", reason).body)
		}
	}()
}

func (s *sandbox) startRuntime() error {
	started, err := startRuntime(s.log)
	s.runtime = started
	return err
}

// invocations is what LocalStack posts to; the answer comes later, by a post the other way.
func (s *sandbox) invocations() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/invoke", func(w http.ResponseWriter, r *http.Request) {
		var i invocation
		if err := json.NewDecoder(r.Body).Decode(&i); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		go s.run(i)
	})
	return mux
}

func (s *sandbox) run(i invocation) {
	began := time.Now()
	i.deadline = began.Add(s.timeout)
	s.expect(i.ID)
	s.log.take()
	fmt.Fprintf(s.log, "START RequestId: %s Version: %s\n", i.ID, os.Getenv("AWS_LAMBDA_FUNCTION_VERSION"))
	result, isWhole := s.outcomeOf(i)
	s.expect("")
	millis := time.Since(began).Milliseconds()
	fmt.Fprintf(s.log, "END RequestId: %s\nREPORT RequestId: %s\tDuration: %d ms\tMemory Size: %s MB\n",
		i.ID, i.ID, millis, os.Getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"))
	if !isWhole {
		s.runtime.kill()
		if err := s.startRuntime(); err != nil {
			fail(err)
		}
	}
	s.localstack.ended(i.ID, s.log.take(), result)
}

// outcomeOf also says whether the runtime may go on: after a time-out or its death it may not.
func (s *sandbox) outcomeOf(i invocation) (outcome, bool) {
	timer := time.NewTimer(time.Until(i.deadline))
	defer timer.Stop()
	next := s.next
	for {
		select {
		case next <- i:
			next = nil
		case answer := <-s.answers:
			return answer, true
		case reason := <-s.runtime.died:
			return failure("Runtime.ExitError", fmt.Sprintf("RequestId: %s Error: %s", i.ID, reason)), false
		case now := <-timer.C:
			return failure("Sandbox.Timedout", fmt.Sprintf("%s %s Task timed out after %.2f seconds",
				now.UTC().Format("2006-01-02T15:04:05.000Z"), i.ID, s.timeout.Seconds())), false
		}
	}
}

// expect names the one invocation whose answer counts; the answer to an earlier one comes too late.
func (s *sandbox) expect(id string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.current = id
	select {
	case <-s.answers:
	default:
	}
}

func (s *sandbox) accept(id string, answer outcome) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if id == "" || id != s.current {
		return false
	}
	s.current = ""
	s.answers <- answer
	return true
}
