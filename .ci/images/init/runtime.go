package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
)

const (
	bootstrap  = "/var/runtime/bootstrap"
	codeFolder = "/var/task"
)

// journal keeps what the runtime prints for LocalStack, and shows it as the container's log too.
type journal struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (j *journal) Write(text []byte) (int, error) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.text.Write(text)
	return os.Stdout.Write(text)
}

func (j *journal) take() string {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	text := j.text.String()
	j.text.Reset()
	return text
}

// runtime is one process of the function's runtime; died says once how it ended, if nobody ended it.
type runtime struct {
	process *exec.Cmd
	died    chan string
	killed  chan struct{}
}

func startRuntime(log *journal) (*runtime, error) {
	process := exec.Command(bootstrap)
	process.Dir = codeFolder
	process.Env = append(environmentOfFunction(), "AWS_LAMBDA_RUNTIME_API="+runtimeAddress)
	process.Stdout, process.Stderr = log, log
	// A group of its own, so that what it started ends with it.
	process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := process.Start(); err != nil {
		return nil, err
	}
	r := &runtime{process, make(chan string, 1), make(chan struct{})}
	go func() {
		err := process.Wait()
		select {
		case <-r.killed:
		default:
			r.died <- fmt.Sprint("Runtime exited: ", err)
		}
	}()
	return r, nil
}

func (r *runtime) kill() {
	close(r.killed)
	_ = syscall.Kill(-r.process.Process.Pid, syscall.SIGKILL)
}

func environmentOfFunction() []string {
	var variables []string
	for _, each := range os.Environ() {
		if !strings.HasPrefix(each, "LOCALSTACK_RUNTIME_") {
			variables = append(variables, each)
		}
	}
	return variables
}
