package waybill.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import waybill.local.template.FunctionSpec;
import waybill.platform.Json;

/**
 * A packaged function as Lambda runs it: its folder as {@code LAMBDA_TASK_ROOT}, AWS's runtime
 * interface client in a process of its own, and AWS's emulator, which hands that process one event
 * at a time.
 *
 * <p>Where the emulator differs from Lambda, so that tests must not lean on it:
 *
 * <ul>
 *   <li>An error object comes with status 200 and without {@code X-Amz-Function-Error}; a process
 *       that dies, or never starts, with status 502. Lambda's Invoke answers 200 with that header.
 *   <li>A time-out is a bare text with status 200; on Lambda it is an error object too.
 *   <li>The process starts with the first event, and its start counts against the time-out; on
 *       Lambda it has 10 s of its own. {@link RuntimeApi} mends the deadline that the function
 *       sees.
 *   <li>No snapshot is taken or restored, so priming never runs; memory is not limited.
 * </ul>
 */
final class Emulator implements AutoCloseable {

  private static final String INVOKE = "/2015-03-31/functions/function/invocations";
  private static final Duration ANSWER_MAX = Duration.ofSeconds(150);
  private static final int HEAP_PERCENT = 80;

  /** Else each process writes it to the same place, and one that starts meanwhile loads half. */
  private static final String NATIVE_LIBRARY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private final HttpClient client = HttpClient.newHttpClient();
  private final FunctionSpec function;
  private final Process process;
  private final URI url;
  private final Path log;
  private final RuntimeApi api;

  private Emulator(FunctionSpec function, Process process, URI url, Path log, RuntimeApi api) {
    this.function = function;
    this.process = process;
    this.url = url;
    this.log = log;
    this.api = api;
  }

  /** What came back for an event. */
  record Answer(int status, String body) {

    JsonNode json() {
      return Json.read(body);
    }
  }

  /**
   * Starts the emulator, which starts the function with its first event.
   *
   * @param timeout what the function is told that it has
   * @param life after which it is killed; as long as that, unless its machine is to have stood
   *     still
   */
  static Emulator start(
      FunctionSpec function, Map<String, String> environment, Duration timeout, Duration life)
      throws IOException, InterruptedException {
    String runtimeApi = OwnAddress.next();
    RuntimeApi api = RuntimeApi.before(URI.create("http://" + runtimeApi), timeout);
    String address = OwnAddress.next();
    Path log = Files.createTempFile(function.id() + "-", ".log");
    List<String> command = new ArrayList<>();
    command.add(Packages.emulator().toString());
    command.addAll(List.of("--log-level", "error", "--runtime-api-address", runtimeApi));
    command.addAll(List.of("--runtime-interface-emulator-address", address));
    command.addAll(List.of("/usr/bin/env", "AWS_LAMBDA_RUNTIME_API=" + api.address()));
    command.addAll(java(function));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Packages.of(function.id()).toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(reserved(function, life));
    URI url = URI.create("http://" + address + INVOKE);
    Emulator emulator = new Emulator(function, builder.start(), url, log, api);
    try {
      emulator.awaitListening();
      return emulator;
    } catch (IOException | InterruptedException | AssertionError e) {
      emulator.close();
      throw e;
    }
  }

  /** As Lambda's own runtime starts it. */
  private static List<String> java(FunctionSpec function) {
    return List.of(
        Packages.java().toString(),
        "-Xmx" + function.memoryMegabytes() * HEAP_PERCENT / 100 + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-D" + NATIVE_LIBRARY + "=" + Packages.nativeClient(),
        "-cp",
        Packages.client() + "/*",
        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
        function.handler());
  }

  /** What Lambda sets by itself. */
  private static Map<String, String> reserved(FunctionSpec function, Duration life) {
    return Map.of(
        "AWS_LAMBDA_FUNCTION_NAME",
        function.name(),
        "AWS_LAMBDA_FUNCTION_VERSION",
        "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        Integer.toString(function.memoryMegabytes()),
        "AWS_LAMBDA_FUNCTION_TIMEOUT",
        Long.toString(life.toSeconds()),
        "AWS_REGION",
        "us-east-1",
        "AWS_ACCESS_KEY_ID",
        "none",
        "AWS_SECRET_ACCESS_KEY",
        "none",
        "LAMBDA_TASK_ROOT",
        Packages.of(function.id()).toString());
  }

  Answer invoke(String event) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(ANSWER_MAX)
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  /** The function's process; 0 when there is none. */
  long pid() {
    return process
        .children()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .findFirst()
        .orElse(0L);
  }

  /** The errors that the function's processes reported, the oldest first. */
  List<RuntimeApi.Report> errors() {
    return api.errors();
  }

  /** What the emulator and the function have printed. */
  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
    api.close();
    Files.delete(log);
  }

  private void awaitListening() throws IOException, InterruptedException {
    Deadline.await(() -> isListening() || !process.isAlive(), "the emulator of " + function.id());
    if (!process.isAlive()) {
      throw new IOException("the emulator of " + function.id() + " ended: " + log());
    }
  }

  private boolean isListening() {
    try {
      new Socket(url.getHost(), url.getPort()).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
