package waybill.local.provision;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** An SDK client of which some calls are answered by somebody else. */
final class Interposed implements InvocationHandler {

  private final Object client;
  private final Function<Object, Optional<Object>> instead;

  private Interposed(Object client, Function<Object, Optional<Object>> instead) {
    this.client = client;
    this.instead = instead;
  }

  /** {@code instead} answers a request, or leaves it to the client. */
  static <C> C before(C client, Class<C> type, Function<Object, Optional<Object>> instead) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new Interposed(client, instead)));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Object request = arguments == null || arguments.length != 1 ? null : arguments[0];
    if (request instanceof Consumer<?>) {
      // It builds a request and comes back with it.
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    Optional<Object> answer = request == null ? Optional.empty() : instead.apply(request);
    if (answer.isPresent()) {
      return answer.get();
    }
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
