package waybill.local.command;

import static java.lang.management.ManagementFactory.getRuntimeMXBean;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import waybill.local.DemoKeys;
import waybill.local.LocalPlatform;
import waybill.local.Options;
import waybill.local.engine.Caller;
import waybill.local.engine.Endpoints;
import waybill.local.engine.EngineOptions;
import waybill.local.engine.Engines;
import waybill.local.engine.Ports;

/** {@code ./waybill start}: everything in one process, until it is told to stop. */
@Command(
    name = "start",
    description = "Runs every function of template.yaml on this machine, until Ctrl-C.")
final class StartCommand implements Callable<Integer> {

  private static final int PORT_MAX = 65_535;

  @Spec private CommandSpec spec;

  @Mixin private HelpOption help;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "3000",
      description = "Port of the HTTP API, 0 for any free one (default ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--dynamodb-port",
      paramLabel = "N",
      defaultValue = "8000",
      description = "Port of DynamoDB, 0 for any free one (default ${DEFAULT-VALUE}).")
  private int dynamodbPort;

  @Option(
      names = "--sqs-port",
      paramLabel = "N",
      defaultValue = "9324",
      description = "Port of SQS, 0 for any free one (default ${DEFAULT-VALUE}).")
  private int sqsPort;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = EngineOptions.LOOPBACK,
      description = "Address of all three (default ${DEFAULT-VALUE}).")
  private String bind;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keeps the state here, on disk before each answer. Without it: in memory.")
  private Optional<Path> data;

  @Option(
      names = "--strict",
      description = "Callbacks obey the production rules: https, public addresses only.")
  private boolean strict;

  @Option(
      names = "--down",
      paramLabel = "FUNCTION",
      split = ",",
      description = "Leaves the triggers of these functions unwired.")
  private List<String> down = List.of();

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Uses DynamoDB and SQS of an AWS endpoint that runs, such as LocalStack.")
  private Optional<URI> endpoint;

  @Option(
      names = "--sqs-endpoint",
      paramLabel = "URL",
      description = "Uses SQS here, where it is not at --endpoint.")
  private Optional<URI> sqsEndpoint;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      defaultValue = "${sys:waybill.home:-.}/template.yaml",
      description = "The template that is run.")
  private Path template;

  @Override
  public Integer call() throws InterruptedException {
    checkUsage();
    Ports.check(bind, port, "--port");
    Options options = new Options().template(template).serve(bind, port).live();
    down.forEach(options::down);
    if (strict) {
      options.strict();
    }
    Optional<Engines> engines = engines(options);
    LocalPlatform platform = start(options, engines);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  spec.commandLine().getErr().println("stopping; calls under way are finished");
                  platform.close();
                  engines.ifPresent(Engines::close);
                  stopped.countDown();
                },
                "stop"));
    ready(platform);
    stopped.await();
    return 0;
  }

  private void checkUsage() {
    if (sqsEndpoint.isPresent() && endpoint.isEmpty()) {
      throw usage("--sqs-endpoint goes with --endpoint");
    }
    if (data.isPresent() && endpoint.isPresent()) {
      throw usage("--data keeps the embedded engines' state; with --endpoint there are none");
    }
    if (data.isPresent() && data.get().toString().isBlank()) {
      throw usage("--data needs a directory");
    }
    checkPort("--port", port);
    checkPort("--dynamodb-port", dynamodbPort);
    checkPort("--sqs-port", sqsPort);
    endpoint.ifPresent(url -> Urls.check(spec, "--endpoint", url));
    sqsEndpoint.ifPresent(url -> Urls.check(spec, "--sqs-endpoint", url));
  }

  private void checkPort(String flag, int number) {
    if (number < 0 || number > PORT_MAX) {
      throw usage(flag + " " + number + " is not from 0 to " + PORT_MAX);
    }
  }

  private ParameterException usage(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private Optional<Engines> engines(Options options) {
    if (endpoint.isPresent()) {
      options.endpoints(
          new Endpoints(
              endpoint.get(), sqsEndpoint.orElse(endpoint.get()), Caller.of(System.getenv())));
      return Optional.empty();
    }
    LocalPlatform.check(options);
    Engines engines = Engines.start(new EngineOptions(bind, dynamodbPort, sqsPort, data));
    options.engines(engines);
    return Optional.of(engines);
  }

  private static LocalPlatform start(Options options, Optional<Engines> engines) {
    try {
      return LocalPlatform.start(options);
    } catch (RuntimeException e) {
      engines.ifPresent(Engines::close);
      throw e;
    }
  }

  private void ready(LocalPlatform platform) {
    // Not the process's start: the script that builds becomes this process.
    long jvmMillis = System.currentTimeMillis() - getRuntimeMXBean().getStartTime();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "ready baseUrl=%s dynamodbUrl=%s sqsUrl=%s merchantKey=%s otherMerchantKey=%s"
            + " acquirerKey=%s operatorKey=%s seconds=%.1f%n",
        platform.baseUrl(),
        platform.endpoints().dynamo(),
        platform.endpoints().sqs(),
        DemoKeys.MERCHANT.key(),
        DemoKeys.OTHER.key(),
        DemoKeys.ACQUIRER.key(),
        DemoKeys.OPERATOR.key(),
        jvmMillis / 1000.0);
    out.flush();
  }
}
