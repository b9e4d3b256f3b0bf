package waybill.local;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.engine.Endpoints;
import waybill.local.failure.StartupException;
import waybill.local.function.Functions;
import waybill.local.gateway.Gateway;
import waybill.local.provision.Provisioning;
import waybill.local.provision.QueueAddress;
import waybill.local.template.FunctionSpec;
import waybill.local.template.TableSpec;
import waybill.local.template.Template;
import waybill.local.template.TemplateReader;
import waybill.local.trigger.Checkpoints;
import waybill.local.trigger.Trigger;
import waybill.platform.Ids;
import waybill.platform.Metrics;
import waybill.platform.Platform;
import waybill.platform.Settings;

/** The parts of a platform, put together. Nothing runs by itself yet. */
record Assembly(
    Template template,
    Endpoints endpoints,
    Clients clients,
    Map<String, QueueAddress> queues,
    Functions functions,
    Gateway gateway,
    List<Trigger> triggers)
    implements AutoCloseable {

  private static final String CHECKPOINTS = "runner-checkpoints";
  private static final String KEYS = "keys";
  private static final String FUNCTION_SUFFIX = "Function";

  /** Finds what is wrong with the template before an engine starts for it. */
  static void check(Options options) {
    Template template =
        TemplateReader.read(options.template, options.stackName, options.parameters);
    down(options, template);
  }

  static Assembly of(Options options, Endpoints endpoints) {
    Template template =
        TemplateReader.read(options.template, options.stackName, parameters(options, endpoints));
    Set<String> down = down(options, template);
    TableSpec checkpoints = checkpoints(options);
    Provisioning.Ready ready = ready(options, endpoints, template, checkpoints, down);
    Clients clients = Clients.of(endpoints);
    putDemoKeys(template, clients.dynamo());
    Ids ids = new Ids(options.random);
    DynamoDbClient dynamo = ready.adapt(clients.functionsDynamo());
    SqsClient sqs = ready.adapt(clients.functionsSqs());
    Functions functions =
        Functions.load(
            template,
            options.code,
            spec -> platform(options, spec, dynamo, sqs),
            ids,
            options.time);
    List<Trigger> triggers =
        new Wiring(
                options,
                clients,
                ready.queues(),
                new Checkpoints(clients.dynamo(), checkpoints.name()),
                ids)
            .triggers(template, functions);
    triggers.stream()
        .filter(trigger -> down.contains(trigger.functionId()))
        .forEach(Trigger::pause);
    Gateway gateway = new Gateway(template, functions, down, ids, options.time);
    return new Assembly(
        template, endpoints, clients, ready.queues(), functions, gateway, List.copyOf(triggers));
  }

  @Override
  public void close() {
    functions.close();
    clients.close();
  }

  private static Map<String, String> parameters(Options options, Endpoints endpoints) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("EndpointUrl", endpoints.dynamo().toString());
    parameters.put("SqsEndpointUrl", endpoints.sqs().toString());
    parameters.put("CallbackTargets", options.strict ? "public" : "any");
    parameters.putAll(options.parameters);
    return parameters;
  }

  /** Only of an endpoint that was named from outside is it unknown what it can do. */
  private static Provisioning.Ready ready(
      Options options,
      Endpoints endpoints,
      Template template,
      TableSpec checkpoints,
      Set<String> down) {
    try (Provisioning provisioning = new Provisioning(endpoints)) {
      return options.endpoints.isPresent()
          ? provisioning.unknown(template, checkpoints, down)
          : provisioning.known(template, checkpoints);
    }
  }

  private static void putDemoKeys(Template template, DynamoDbClient dynamo) {
    template.tables().stream()
        .map(TableSpec::name)
        .filter(name -> name.equals(template.stackName() + "-" + KEYS))
        .forEach(name -> DemoKeys.putAll(dynamo, name));
  }

  private static TableSpec checkpoints(Options options) {
    return new TableSpec(
        "RunnerCheckpoints",
        options.stackName + "-" + CHECKPOINTS,
        Map.of(Checkpoints.KEY, "S"),
        new TableSpec.Key(Checkpoints.KEY, Optional.empty()),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** From the function's own environment, so that a wrong variable shows here as on AWS. */
  private static Platform platform(
      Options options, FunctionSpec spec, DynamoDbClient dynamo, SqsClient sqs) {
    Map<String, String> environment = new HashMap<>(spec.environment());
    environment.putAll(options.environment.getOrDefault(spec.id(), Map.of()));
    try {
      Settings settings = Settings.of(environment);
      return new Platform(
          settings,
          options.time,
          options.random,
          options.dynamo.apply(spec.id(), dynamo),
          options.sqs.apply(spec.id(), sqs),
          options
              .metrics
              .map(sink -> new Metrics(settings.stackName(), sink))
              .orElseGet(() -> Metrics.logged(settings.stackName())),
          key -> options.key.apply(spec.id(), key));
    } catch (IllegalArgumentException e) {
      throw new StartupException(spec.id() + ": " + e.getMessage(), e);
    }
  }

  /** Full logical ids; a function may be named with or without its suffix. */
  private static Set<String> down(Options options, Template template) {
    Set<String> down = new HashSet<>();
    for (String name : options.down) {
      down.add(
          template.function(name.endsWith(FUNCTION_SUFFIX) ? name : name + FUNCTION_SUFFIX).id());
    }
    return down;
  }
}
