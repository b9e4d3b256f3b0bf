package waybill.deployed;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.function.UnaryOperator;

/**
 * Invokes functions by their names, and says what was found when no answer came. LocalStack waits a
 * quarter of an hour for an answer that was lost on its way to it; nobody else should.
 */
final class Invoker {

  /** One request, given up after its time with an {@link HttpTimeoutException}. */
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
      } catch (HttpTimeoutException e) {
        found =
            "no answer of %s in time, attempt %d of %d%n%s"
                .formatted(name, attempt, attempts, evidence.apply(name));
        System.out.println(found);
      }
    }
    throw new AssertionError(found);
  }
}
