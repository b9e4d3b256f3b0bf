package waybill.local;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.engine.Endpoints;
import waybill.local.engine.Engines;
import waybill.local.failure.StartupException;
import waybill.local.function.InvocationException;
import waybill.local.gateway.GatewayServer;
import waybill.local.gateway.HttpAnswer;
import waybill.local.gateway.HttpCall;
import waybill.local.provision.QueueAddress;
import waybill.local.template.Template;
import waybill.local.trigger.LiveTriggers;
import waybill.local.trigger.ScheduleTrigger;
import waybill.local.trigger.StreamTrigger;
import waybill.local.trigger.Trigger;

/** The template's functions, wired by its event sources to engines on this machine. */
public final class LocalPlatform implements AutoCloseable {

  /** More than any flow of the template needs; a flow that needs more does not end. */
  private static final int SETTLE_PASSES_MAX = 1000;

  private final Assembly parts;
  private final Optional<Engines> ownEngines;
  private final Optional<GatewayServer> server;
  private final Optional<LiveTriggers> live;

  private LocalPlatform(Assembly parts, Optional<Engines> ownEngines, Options options) {
    this.parts = parts;
    this.ownEngines = ownEngines;
    this.server =
        options.port.isPresent()
            ? Optional.of(
                GatewayServer.start(parts.gateway(), options.bind, options.port.getAsInt()))
            : Optional.empty();
    this.live = options.live ? Optional.of(new LiveTriggers(parts.triggers())) : Optional.empty();
  }

  /**
   * Reads the template, makes what is missing at the engines, and wires every function.
   *
   * @throws StartupException in one line, when anything of that cannot be done
   */
  public static LocalPlatform start(Options options) {
    boolean needsEngines = options.engines.isEmpty() && options.endpoints.isEmpty();
    if (needsEngines) {
      check(options);
    }
    Optional<Engines> own = needsEngines ? Optional.of(Engines.inMemory()) : Optional.empty();
    Optional<Engines> engines = options.engines.or(() -> own);
    engines.ifPresent(running -> running.clock(options.time));
    Endpoints endpoints = options.endpoints.orElseGet(() -> engines.orElseThrow().endpoints());
    try {
      return new LocalPlatform(Assembly.of(options, endpoints), own, options);
    } catch (RuntimeException e) {
      own.ifPresent(Engines::close);
      throw e;
    }
  }

  /** Finds what is wrong with the template, before engines are started for it. */
  public static void check(Options options) {
    Assembly.check(options);
  }

  // ---- from outside

  /** One HTTP request, with everything but a socket. */
  public HttpAnswer call(String method, String target, Map<String, String> headers, String body) {
    return parts.gateway().handle(HttpCall.of(method, target, headers, body));
  }

  /** Where the HTTP API is served. */
  public URI baseUrl() {
    return server.orElseThrow(() -> new IllegalStateException("started without serve()")).url();
  }

  public Endpoints endpoints() {
    return parts.endpoints();
  }

  public DynamoDbClient dynamo() {
    return parts.clients().dynamo();
  }

  public SqsClient sqs() {
    return parts.clients().sqs();
  }

  public Template template() {
    return parts.template();
  }

  /** Of a queue by the last part of its name, such as {@code inventory} or {@code retry-dlq}. */
  public String queueUrl(String suffix) {
    String name = template().stackName() + "-" + suffix;
    return Optional.ofNullable(parts.queues().get(name))
        .map(QueueAddress::url)
        .orElseThrow(() -> new IllegalArgumentException("the template has no queue " + name));
  }

  /** One event, as JSON, straight into a function. */
  public String invoke(String functionId, String event) throws InvocationException {
    byte[] answer = parts.functions().invoke(functionId, event.getBytes(StandardCharsets.UTF_8));
    return new String(answer, StandardCharsets.UTF_8);
  }

  // ---- time and faults

  /** One pass over all triggers but schedules; true when anything happened. */
  public boolean pump() {
    boolean anything = false;
    for (Trigger trigger : parts.triggers()) {
      if (!(trigger instanceof ScheduleTrigger)) {
        anything |= trigger.pollOnce();
      }
    }
    return anything;
  }

  /** Pumps until nothing happens at the present time. */
  public void settle() {
    for (int pass = 0; pass < SETTLE_PASSES_MAX; pass++) {
      if (!pump()) {
        return;
      }
    }
    throw new IllegalStateException("not quiet after " + SETTLE_PASSES_MAX + " passes");
  }

  /** Runs a scheduled function now. */
  public void fire(String functionId) {
    trigger(functionId, ScheduleTrigger.class).pollOnce();
  }

  public Trigger trigger(String functionId) {
    return trigger(functionId, Trigger.class);
  }

  public StreamTrigger stream(String functionId) {
    return trigger(functionId, StreamTrigger.class);
  }

  private <T extends Trigger> T trigger(String functionId, Class<T> kind) {
    List<T> found =
        parts.triggers().stream()
            .filter(trigger -> trigger.functionId().equals(functionId))
            .filter(kind::isInstance)
            .map(kind::cast)
            .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          functionId + " has " + found.size() + " triggers of the kind " + kind.getSimpleName());
    }
    return found.get(0);
  }

  /** Takes nothing new, finishes what runs, and stops engines of its own. */
  @Override
  public void close() {
    server.ifPresent(GatewayServer::close);
    live.ifPresent(LiveTriggers::close);
    parts.close();
    ownEngines.ifPresent(Engines::close);
  }
}
