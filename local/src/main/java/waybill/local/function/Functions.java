package waybill.local.function;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import waybill.local.failure.StartupException;
import waybill.local.template.FunctionSpec;
import waybill.local.template.Template;
import waybill.platform.Ids;
import waybill.platform.Platform;
import waybill.platform.Time;

/** All functions of a template. */
public final class Functions implements AutoCloseable {

  private final Map<String, HostedFunction> hosted = new LinkedHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "function");
            thread.setDaemon(true);
            return thread;
          });
  private final Ids ids;

  private Functions(Ids ids) {
    this.ids = ids;
  }

  /**
   * Makes an instance of each function.
   *
   * @param platforms the platform of each, from its own environment
   */
  public static Functions load(
      Template template,
      HandlerCode code,
      Function<FunctionSpec, Platform> platforms,
      Ids ids,
      Time time) {
    Functions functions = new Functions(ids);
    Set<String> unused = code.handlers();
    for (FunctionSpec spec : template.functions()) {
      Handler handler = Handler.of(spec, code);
      unused.remove(spec.handlerClass());
      functions.hosted.put(
          spec.id(),
          new HostedFunction(spec, handler, platforms.apply(spec), time, functions.threads));
    }
    if (!unused.isEmpty()) {
      throw new StartupException(
          "the template has no function for the handlers " + String.join(", ", unused));
    }
    return functions;
  }

  /** Hands the event, a JSON text in UTF-8, to a free instance and waits for its answer. */
  public byte[] invoke(String functionId, byte[] event) throws InvocationException {
    HostedFunction function = hosted.get(functionId);
    if (function == null) {
      throw new IllegalArgumentException(
          "no function " + functionId + "; there are " + hosted.keySet());
    }
    return function.invoke(event, ids.next("req_"));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
