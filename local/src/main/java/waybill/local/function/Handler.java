package waybill.local.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import waybill.local.failure.StartupException;
import waybill.local.template.FunctionSpec;
import waybill.platform.Platform;

/** A handler's class: how to make one, and its event's and answer's serializers. */
final class Handler {

  /** They cost more to make than all else of a handler, and events are few. */
  private static final Map<Type, PojoSerializer<Object>> SERIALIZERS = new ConcurrentHashMap<>();

  private final FunctionSpec spec;
  private final Constructor<?> constructor;
  private final PojoSerializer<Object> events;
  private final PojoSerializer<Object> answers;

  private Handler(FunctionSpec spec, Class<?> type) throws NoSuchMethodException {
    this.spec = spec;
    this.constructor = type.getConstructor(Platform.class);
    Type[] arguments = handlerTypes(type).getActualTypeArguments();
    this.events = SERIALIZERS.computeIfAbsent(arguments[0], Handler::serializer);
    this.answers = SERIALIZERS.computeIfAbsent(arguments[1], Handler::serializer);
  }

  static Handler of(FunctionSpec spec, HandlerCode code) {
    String name = spec.handlerClass();
    try {
      Class<?> type = code.load(name);
      if (!RequestHandler.class.isAssignableFrom(type)) {
        throw bad(spec, name + ", which is no RequestHandler", null);
      }
      return new Handler(spec, type);
    } catch (ClassNotFoundException e) {
      throw bad(spec, name + ", a class that the functions' code does not have", e);
    } catch (NoSuchMethodException e) {
      throw bad(spec, name + ", which has no public constructor that takes a Platform", e);
    }
  }

  @SuppressWarnings("unchecked")
  RequestHandler<Object, Object> create(Platform platform) {
    try {
      return (RequestHandler<Object, Object>) constructor.newInstance(platform);
    } catch (InvocationTargetException e) {
      throw new StartupException(spec.id() + ": cannot be made: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new StartupException(spec.id() + ": cannot be made: " + e, e);
    }
  }

  /** One event through one instance, in and out as bytes. */
  byte[] handle(RequestHandler<Object, Object> instance, byte[] event, Context context) {
    Object answer =
        instance.handleRequest(events.fromJson(new ByteArrayInputStream(event)), context);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    answers.toJson(answer, bytes);
    return bytes.toByteArray();
  }

  private static ParameterizedType handlerTypes(Class<?> type) {
    for (Type implemented : type.getGenericInterfaces()) {
      if (implemented instanceof ParameterizedType parameterized
          && parameterized.getRawType().equals(RequestHandler.class)) {
        return parameterized;
      }
    }
    throw new StartupException(type.getName() + " must itself implement RequestHandler<…, …>");
  }

  /** As Lambda's runtime interface client chooses it. */
  @SuppressWarnings("unchecked")
  private static PojoSerializer<Object> serializer(Type type) {
    if (type instanceof Class<?> known
        && LambdaEventSerializers.isLambdaSupportedEvent(known.getName())) {
      return (PojoSerializer<Object>)
          LambdaEventSerializers.serializerFor(known, known.getClassLoader());
    }
    return JacksonFactory.getInstance().getSerializer(type);
  }

  private static StartupException bad(FunctionSpec spec, String problem, Throwable cause) {
    return new StartupException(spec.id() + ": its Handler names " + problem, cause);
  }
}
