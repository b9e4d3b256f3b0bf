package waybill.local.command;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import waybill.local.desk.StackAccess;
import waybill.local.engine.Caller;
import waybill.local.engine.Endpoints;

/** Which stack a command is for: one that {@code ./waybill start} runs unless said otherwise. */
final class StackOptions {

  private static final URI DYNAMODB = URI.create("http://127.0.0.1:8000");
  private static final URI SQS = URI.create("http://127.0.0.1:9324");
  private static final String LOCAL = "local";

  /**
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-using-console-create-stack-parameters.html
   */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private HelpOption help;

  @Option(
      names = "--dynamodb-url",
      paramLabel = "URL",
      description = "DynamoDB of a running start (default http://127.0.0.1:8000).")
  private Optional<URI> dynamodbUrl;

  @Option(
      names = "--sqs-url",
      paramLabel = "URL",
      description = "SQS of a running start (default http://127.0.0.1:9324).")
  private Optional<URI> sqsUrl;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "An emulator with both, such as LocalStack at http://127.0.0.1:4566.")
  private Optional<URI> endpoint;

  @Option(
      names = "--aws",
      description = "AWS, with the credentials and Region of the AWS CLI; needs --stack.")
  private boolean aws;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "The stack whose tables and queues these are (default local).")
  private Optional<String> stack;

  <T> T with(Function<StackAccess, T> work) {
    check();
    return aws
        ? StackAccess.onAws(stack.orElseThrow(), work)
        : StackAccess.at(endpoints(), stack.orElse(LOCAL), work);
  }

  private Endpoints endpoints() {
    return new Endpoints(
        endpoint.or(() -> dynamodbUrl).orElse(DYNAMODB),
        sqsUrl.or(() -> endpoint).orElse(SQS),
        Caller.of(System.getenv()));
  }

  private void check() {
    if (aws && (endpoint.isPresent() || dynamodbUrl.isPresent() || sqsUrl.isPresent())) {
      throw usage("--aws goes without a URL");
    }
    if (aws && stack.isEmpty()) {
      throw usage("--aws needs --stack");
    }
    if (endpoint.isPresent() && dynamodbUrl.isPresent()) {
      throw usage("--endpoint and --dynamodb-url both say where DynamoDB is");
    }
    stack
        .filter(name -> !NAME.matcher(name).matches())
        .ifPresent(
            name -> {
              throw usage("--stack " + name + " is no name of a stack");
            });
    dynamodbUrl.ifPresent(url -> Urls.check(command, "--dynamodb-url", url));
    sqsUrl.ifPresent(url -> Urls.check(command, "--sqs-url", url));
    endpoint.ifPresent(url -> Urls.check(command, "--endpoint", url));
  }

  private ParameterException usage(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
