package waybill.local.engine;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Stands between the functions and an SDK client or the like, and sees every call with its request,
 * which is the first argument.
 */
public final class ClientProxy {

  private ClientProxy() {}

  /** The call itself; made by whoever stands in between, once, never or twice. */
  public interface Call {
    Object proceed(Object request) throws Throwable;
  }

  public interface Around {
    Object call(String operation, Object request, Call call) throws Throwable;
  }

  public static <C> C around(Class<C> type, C client, Around around) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (takesABuilder(method)) {
            // The interface's default method builds the request and calls the proxy with it.
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          if (arguments == null) {
            return invoke(client, method, arguments);
          }
          return around.call(
              method.getName(),
              arguments[0],
              request -> {
                Object[] changed = arguments.clone();
                changed[0] = request;
                return invoke(client, method, changed);
              });
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static boolean takesABuilder(Method method) {
    return method.isDefault()
        && method.getParameterCount() == 1
        && method.getParameterTypes()[0] == Consumer.class;
  }

  private static Object invoke(Object client, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
