// The program that LocalStack starts in a function's container, for its image that stands in for the real one.
//
// LocalStack posts an invocation to it; it hands that to the runtime by Lambda's Runtime API, and posts the answer and
// the log back. What neither our functions nor our tests use is left out: extensions, telemetry, tracing, streaming.
package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"
)

const (
	runtimeAddress    = "127.0.0.1:9001"
	invokeAddress     = ":9563"
	timeoutIfNotGiven = 3 * time.Second
)

func main() {
	prepareFolders()
	sandbox := newSandbox(timeoutOfFunction())
	// Both listen before anybody is told to come.
	forRuntime, forLocalstack := listen(runtimeAddress), listen(invokeAddress)
	go func() { fail(http.Serve(forRuntime, sandbox.runtimeAPI())) }()
	sandbox.start()
	fail(http.Serve(forLocalstack, sandbox.invocations()))
}

func listen(address string) net.Listener {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		fail(err)
	}
	return listener
}

func timeoutOfFunction() time.Duration {
	seconds, err := strconv.Atoi(os.Getenv("AWS_LAMBDA_FUNCTION_TIMEOUT"))
	if err != nil {
		return timeoutIfNotGiven
	}
	return time.Duration(seconds) * time.Second
}

// prepareFolders gives folders the modes that they have on Lambda, as LocalStack lists them.
func prepareFolders() {
	var folders []struct{ Path, Mode string }
	if err := json.Unmarshal([]byte(os.Getenv("LOCALSTACK_CHMOD_PATHS")), &folders); err != nil {
		return
	}
	for _, folder := range folders {
		if mode, err := strconv.ParseUint(folder.Mode, 8, 32); err == nil {
			_ = os.Chmod(folder.Path, os.FileMode(mode))
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "init:", err)
	os.Exit(1)
}
