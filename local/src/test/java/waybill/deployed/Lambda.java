package waybill.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import waybill.localstack.LocalStack;

/** The stack's functions and their mappings, by the functions' names in the template. */
final class Lambda {

  /** What the template publishes, and all that calls a function calls. */
  static final String ALIAS = "live";

  private static final String FUNCTIONS = "/2015-03-31/functions/";
  private static final String MAPPINGS = "/2015-03-31/event-source-mappings/";
  private static final int ATTEMPTS_MAX = 3;
  private static final int LOG_TAIL_CHARACTERS = 4000;
  private static final Pattern DURATION =
      Pattern.compile("REPORT RequestId: \\S+\tDuration: ([0-9.]+) ms");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalStack localStack;
  private final Wire wire;
  private final Invoker invoker;
  private final Map<String, CloudFormation.Resource> resources;

  Lambda(LocalStack localStack, Wire wire, Map<String, CloudFormation.Resource> resources) {
    this.localStack = localStack;
    this.wire = wire;
    this.invoker = new Invoker(wire::invoke, localStack::tellOf);
    this.resources = resources;
  }

  /** Perhaps more than once. */
  JsonNode invoke(String function, String qualifier, JsonNode event) throws Exception {
    return invoke(function, qualifier, event, ATTEMPTS_MAX);
  }

  /** For an event that would act twice. */
  JsonNode invokeOnce(String function, String qualifier, JsonNode event) throws Exception {
    return invoke(function, qualifier, event, 1);
  }

  private JsonNode invoke(String function, String qualifier, JsonNode event, int attempts)
      throws Exception {
    byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
    Invoker.Answer answer = invoker.invoke(name(function), qualifier, bytes, attempts);
    if (answer.isError()) {
      throw new AssertionError(function + " failed: " + answer.body() + "\n" + log(function));
    }
    return JSON.readTree(answer.body());
  }

  JsonNode configuration(String function, String qualifier) throws Exception {
    return call("GET", path(function) + "/configuration?Qualifier=" + qualifier, null);
  }

  /** A version like the one that is live, but for one variable; it is not live yet. */
  String publishWith(String function, String variable, String value) throws Exception {
    ObjectNode change = JSON.createObjectNode();
    change.set("Environment", configuration(function, liveVersion(function)).get("Environment"));
    ((ObjectNode) change.at("/Environment/Variables")).put(variable, value);
    call("PUT", path(function) + "/configuration", change);
    Await.until(
        "the update of " + function,
        () -> configuration(function, "$LATEST").path("LastUpdateStatus").asText(),
        "Successful"::equals,
        () -> log(function));
    String version =
        call("POST", path(function) + "/versions", JSON.createObjectNode()).get("Version").asText();
    Await.until(
        "version " + version + " of " + function,
        () -> configuration(function, version).path("State").asText(),
        "Active"::equals,
        () -> log(function));
    return version;
  }

  void makeLive(String function, String version) throws Exception {
    call(
        "PUT",
        path(function) + "/aliases/" + ALIAS,
        JSON.createObjectNode().put("FunctionVersion", version));
  }

  String liveVersion(String function) throws Exception {
    return call("GET", path(function) + "/aliases/" + ALIAS, null).get("FunctionVersion").asText();
  }

  /** The mapping that feeds the function. */
  JsonNode mapping(String function) throws Exception {
    JsonNode all = call("GET", MAPPINGS, null).get("EventSourceMappings");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(each -> each.get("FunctionArn").asText().contains(":" + name(function) + ":"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no mapping feeds " + function + " in " + all));
  }

  /** LocalStack says that a mapping is disabled while its last poll may still run. */
  void pause(String function) throws Exception {
    turn(function, false, "Disabled");
  }

  /** Only once it is paused: LocalStack loses a mapping's state when nothing changes. */
  void resume(String function) throws Exception {
    turn(function, true, "Enabled");
  }

  private void turn(String function, boolean on, String state) throws Exception {
    String id = mapping(function).get("UUID").asText();
    call("PUT", MAPPINGS + id, JSON.createObjectNode().put("Enabled", on));
    Await.until(
        "the mapping of " + function + " " + state,
        () -> mapping(function).path("State").asText(),
        state::equals,
        () -> log(function));
  }

  /** How often the function was invoked, by anyone. */
  long invocations(String function) {
    return log(function).lines().filter(line -> line.startsWith("START RequestId")).count();
  }

  /** How often it was cut off. No log says so, but each says how long an invocation took. */
  long timeOuts(String function) throws Exception {
    long timeoutMs = 1000 * configuration(function, "$LATEST").get("Timeout").asLong();
    return DURATION
        .matcher(log(function))
        .results()
        .filter(found -> Double.parseDouble(found.group(1)) >= timeoutMs)
        .count();
  }

  /**
   * What the function has printed, as far as LocalStack caught it before the answer. It is kept in
   * the function's own group, whatever {@code LoggingConfig} says.
   */
  String log(String function) {
    ObjectNode group = JSON.createObjectNode().put("logGroupName", "/aws/lambda/" + name(function));
    try {
      JsonNode events = wire.json("logs", "Logs_20140328.FilterLogEvents", group).path("events");
      return StreamSupport.stream(events.spliterator(), false)
          .map(event -> event.path("message").asText().stripTrailing())
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return "no log of " + function + " yet: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** The ends of logs, and how the containers are, for the message of a test that fails. */
  String logs(String... functions) {
    StringBuilder logs = new StringBuilder();
    for (String function : functions) {
      String log = log(function);
      logs.append("---- ").append(function).append('\n');
      logs.append(log.substring(Math.max(0, log.length() - LOG_TAIL_CHARACTERS))).append('\n');
    }
    return logs.append(
            localStack.tellOf(Stream.of(functions).map(this::name).toArray(String[]::new)))
        .toString();
  }

  private String name(String function) {
    return resources.get(function).physicalId();
  }

  private String path(String function) {
    return FUNCTIONS + name(function);
  }

  private JsonNode call(String method, String path, JsonNode body) throws Exception {
    byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
    return JSON.readTree(wire.rest("lambda", method, path, bytes).body());
  }
}
