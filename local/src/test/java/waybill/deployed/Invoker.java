package waybill.deployed;

import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * Invokes functions by their names, and says what was found when no answer came. LocalStack may
 * lose one, and then waits a quarter of an hour for it; nobody else should.
 */
final class Invoker {

  /** One request; it throws when LocalStack gives no answer in time, or itself fails. */
  interface Request {
    Answer post(String path, byte[] body) throws IOException, InterruptedException;
  }

  /** What the function answered, or the error that it threw. */
  record Answer(boolean isError, String body) {}

  private final Request request;
  private final UnaryOperator<String> evidence;

  /** {@code evidence} tells of a function, by its name, what may say why it does not answer. */
  Invoker(Request request, UnaryOperator<String> evidence) {
    this.request = request;
    this.evidence = evidence;
  }

  /** Invokes again when no answer comes, as a client does that may repeat its request. */
  Answer invoke(String name, String qualifier, byte[] event, int attempts)
      throws IOException, InterruptedException {
    String path = "/2015-03-31/functions/" + name + "/invocations?Qualifier=" + qualifier;
    String found = "";
    for (int attempt = 1; attempt <= attempts; attempt++) {
      try {
        return request.post(path, event);
      } catch (IOException e) {
        found =
            "no answer of %s, attempt %d of %d: %s%n%s"
                .formatted(name, attempt, attempts, e, evidence.apply(name));
        System.out.println(found);
      }
    }
    throw new AssertionError(found);
  }
}
