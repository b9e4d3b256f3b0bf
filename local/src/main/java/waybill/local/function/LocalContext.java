package waybill.local.function;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import waybill.local.template.FunctionSpec;
import waybill.platform.Time;

/** What Lambda tells an invocation. The time that remains is on the platform's clock. */
final class LocalContext implements Context {

  private final FunctionSpec spec;
  private final String requestId;
  private final Time time;
  private final long deadlineNanos;

  LocalContext(FunctionSpec spec, String requestId, Time time) {
    this.spec = spec;
    this.requestId = requestId;
    this.time = time;
    this.deadlineNanos = time.nanos() + Duration.ofSeconds(spec.timeoutSeconds()).toNanos();
  }

  @Override
  public int getRemainingTimeInMillis() {
    long left = Duration.ofNanos(deadlineNanos - time.nanos()).toMillis();
    return (int) Math.max(0, left);
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getFunctionName() {
    return spec.name();
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:us-east-1:000000000000:function:" + spec.name();
  }

  @Override
  public int getMemoryLimitInMB() {
    return spec.memoryMegabytes();
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + spec.name();
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public LambdaLogger getLogger() {
    return new Slf4jLogger(spec.name());
  }

  private record Slf4jLogger(String name) implements LambdaLogger {

    @Override
    public void log(String message) {
      LoggerFactory.getLogger(name).info(message);
    }

    @Override
    public void log(byte[] message) {
      log(new String(message, StandardCharsets.UTF_8));
    }
  }
}
