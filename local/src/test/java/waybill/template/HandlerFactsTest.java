package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;
import static waybill.template.TemplateDocument.FUNCTION;
import static waybill.template.TemplateDocument.of;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import waybill.local.fixture.Worker;
import waybill.platform.Platform;

/** The classes behind the template's functions, as the runtime will look for them. */
final class HandlerFactsTest {

  private static final String AUTHORIZER = "none, which is the authorizer";

  private record Signature(Class<?> event, Class<?> answer) {}

  /** By the type of the function's event sources. */
  private static final Map<String, Signature> SIGNATURES =
      Map.of(
          AUTHORIZER,
          new Signature(APIGatewayV2CustomAuthorizerEvent.class, Map.class),
          "HttpApi",
          new Signature(APIGatewayV2HTTPEvent.class, APIGatewayV2HTTPResponse.class),
          "DynamoDB",
          new Signature(DynamodbEvent.class, StreamsEventResponse.class),
          "SQS",
          new Signature(SQSEvent.class, SQSBatchResponse.class),
          "Schedule",
          new Signature(ScheduledEvent.class, Void.class));

  /** A class that Lambda could run and no test could. */
  public static final class WithoutPlatform {
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
      return new SQSBatchResponse();
    }
  }

  @Test
  void a_handler_is_made_by_lambda_without_arguments_and_by_tests_with_a_platform() {
    Fact fact =
        Fact.that(
            template -> {
              for (String function : template.named(FUNCTION)) {
                Class<?> type = handlerClass(template, function);
                assertThat(type).as(function).isPublic();
                assertThat(Modifier.isAbstract(type.getModifiers())).as(function).isFalse();
                assertThatCode(type::getConstructor).as(function).doesNotThrowAnyException();
                assertThatCode(() -> type.getConstructor(Platform.class))
                    .as(function)
                    .doesNotThrowAnyException();
              }
            });
    for (String function : Fact.template().named(FUNCTION)) {
      fact.failsWith(of(function, "Handler"), "waybill.order.NoSuchHandler::handleRequest");
    }
    String consumer = of("OrderConsumerFunction", "Handler");
    fact.failsWith(consumer, Worker.class.getName() + "::handleRequest")
        .failsWith(consumer, WithoutPlatform.class.getName() + "::handleRequest");
  }

  @Test
  void the_method_takes_what_the_trigger_sends_and_gives_what_it_understands() {
    Fact fact =
        Fact.that(
            template -> {
              for (String function : template.named(FUNCTION)) {
                Signature wanted = SIGNATURES.get(trigger(template, function));
                assertThat(wanted).as(function).isNotNull();
                Class<?> type = handlerClass(template, function);
                String method = template.text(of(function, "Handler")).split("::")[1];
                assertThat(type.getMethods())
                    .as(function + ": " + method + " for " + wanted)
                    .anyMatch(
                        each ->
                            each.getName().equals(method)
                                && Modifier.isPublic(each.getModifiers())
                                && each.getReturnType() == wanted.answer()
                                && each.getParameterCount() == 2
                                && each.getParameterTypes()[0] == wanted.event()
                                && each.getParameterTypes()[1] == Context.class);
              }
            });
    for (String function : Fact.template().named(FUNCTION)) {
      String handler = Fact.template().text(of(function, "Handler"));
      fact.failsWith(of(function, "Handler"), handler.replace("handleRequest", "handle"));
    }
    String relay = Fact.template().text(of("OutboxRelayFunction", "Handler"));
    fact.failsWith(of("NotifierFunction", "Handler"), relay)
        .failsWith(of("SweeperFunction", "Events/Tick"), Map.of("Type", "SNS"));
  }

  private static Class<?> handlerClass(TemplateDocument template, String function) {
    String name = template.text(of(function, "Handler")).split("::")[0];
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      return fail("%s: its Handler names %s, which the functions do not have", function, name);
    }
  }

  private static String trigger(TemplateDocument template, String function) {
    Set<String> types =
        template.map(of(function, "Events")).keySet().stream()
            .map(event -> template.text(of(function, "Events/" + event + "/Type")))
            .collect(Collectors.toSet());
    return types.isEmpty() ? AUTHORIZER : String.join(" and ", types);
  }
}
