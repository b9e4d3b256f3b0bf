package waybill.local.function;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.local.template.FunctionSpec;
import waybill.platform.Platform;
import waybill.platform.Time;

/** One function: as many instances as run at once, each used again when it is free. */
final class HostedFunction {

  private static final Logger LOG = LoggerFactory.getLogger(HostedFunction.class);
  private static final int INSTANCES_MAX = 100;

  private final FunctionSpec spec;
  private final Handler handler;
  private final Platform platform;
  private final Time time;
  private final ExecutorService threads;
  private final Semaphore free = new Semaphore(INSTANCES_MAX);
  private final Deque<RequestHandler<Object, Object>> idle = new ConcurrentLinkedDeque<>();

  HostedFunction(
      FunctionSpec spec, Handler handler, Platform platform, Time time, ExecutorService threads) {
    this.spec = spec;
    this.handler = handler;
    this.platform = platform;
    this.time = time;
    this.threads = threads;
    idle.push(handler.create(platform));
  }

  /** The time-out is on the machine's clock: it is there to end a handler that hangs. */
  byte[] invoke(byte[] event, String requestId) throws InvocationException {
    if (!free.tryAcquire()) {
      throw failed(InvocationException.Cause.THROTTLED, null);
    }
    try {
      RequestHandler<Object, Object> pooled = idle.poll();
      RequestHandler<Object, Object> instance = pooled == null ? handler.create(platform) : pooled;
      LocalContext context = new LocalContext(spec, requestId, time);
      byte[] answer = run(() -> handler.handle(instance, event, context));
      idle.push(instance);
      return answer;
    } finally {
      free.release();
    }
  }

  /** An instance that failed is not used again, as Lambda makes a new one after a time-out. */
  private byte[] run(Callable<byte[]> invocation) throws InvocationException {
    Future<byte[]> running = threads.submit(invocation);
    try {
      return running.get(spec.timeoutSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      LOG.warn("{} failed", spec.id(), e.getCause());
      throw failed(InvocationException.Cause.FUNCTION_ERROR, e.getCause());
    } catch (TimeoutException e) {
      running.cancel(true);
      LOG.warn("{} timed out after {} s", spec.id(), spec.timeoutSeconds());
      throw failed(InvocationException.Cause.TIMED_OUT, e);
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw failed(InvocationException.Cause.TIMED_OUT, e);
    }
  }

  private InvocationException failed(InvocationException.Cause reason, Throwable cause) {
    return new InvocationException(spec.id(), reason, cause);
  }
}
