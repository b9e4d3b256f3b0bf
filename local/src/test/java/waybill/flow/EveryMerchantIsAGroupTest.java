package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import waybill.local.DemoKeys;
import waybill.local.engine.ClientProxy;
import waybill.platform.Json;

/** SQS's fair queues know by a message's group whose backlog it is. */
class EveryMerchantIsAGroupTest extends FlowTest {

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  private record Entry(String functionId, String queue, String group, String body) {}

  @Test
  void whoever_sends_callbacks_or_timers_says_whose_they_are() {
    Shop shop = Shop.open(options -> options.sqsOf(this::around));
    try (Callbacks callbacks = Callbacks.open(shop)) {
      String url = callbacks.receiver.url().toString();
      String other =
          shop.call(DemoKeys.OTHER, "POST", "/endpoints", "{\"url\":\"" + url + "\"}")
              .is(201)
              .text("endpointId");
      callbacks.receiver.fail(2, 503, Map.of());
      test(shop, DemoKeys.MERCHANT, callbacks.endpointId);
      test(shop, DemoKeys.OTHER, other);
      shop.settle();
      shop.platform.sqs().purgeQueue(r -> r.queueUrl(shop.platform.queueUrl("retry")));
      shop.tick(Duration.ofMinutes(5));
      callbacks.change("{\"status\":\"PAUSED\"}").is(200);
      test(shop, DemoKeys.MERCHANT, callbacks.endpointId);
      shop.settle();
      callbacks.change("{\"status\":\"ACTIVE\"}").is(200);
      shop.settle();
      assertThat(callbacks.count("DELIVERED")).isEqualTo(2);
    }
    assertThat(entries)
        .allSatisfy(
            entry ->
                assertThat(entry.group())
                    .as("%s", entry)
                    .isEqualTo(owner(Json.read(entry.body()))));
    assertThat(entries)
        .extracting(entry -> entry.functionId() + " " + entry.queue() + " " + entry.group())
        .contains(
            "OutboxRelayFunction notification demo",
            "OutboxRelayFunction notification other",
            "NotifierFunction retry demo",
            "NotifierFunction retry other",
            "SweeperFunction retry demo",
            "SweeperFunction retry other",
            "MerchantApiFunction retry demo");
  }

  /** Of a timer, or of an envelope. */
  private static String owner(JsonNode body) {
    return body.has("merchantId")
        ? body.path("merchantId").asText()
        : body.path("source").asText().replace("/waybill/merchants/", "");
  }

  private static void test(Shop shop, DemoKeys key, String endpointId) {
    shop.call(key, "POST", "/endpoints/" + endpointId + "/test", "").is(202);
  }

  private SqsClient around(String functionId, SqsClient client) {
    return ClientProxy.around(
        SqsClient.class,
        client,
        (operation, request, call) -> {
          if (request instanceof SendMessageBatchRequest batch) {
            batch
                .entries()
                .forEach(
                    each ->
                        sent(
                            functionId,
                            batch.queueUrl(),
                            each.messageGroupId(),
                            each.messageBody()));
          } else if (request instanceof SendMessageRequest one) {
            sent(functionId, one.queueUrl(), one.messageGroupId(), one.messageBody());
          }
          return call.proceed(request);
        });
  }

  private void sent(String functionId, String url, String group, String body) {
    String queue = url.substring(url.lastIndexOf('-') + 1);
    if (queue.equals("notification") || queue.equals("retry")) {
      entries.add(new Entry(functionId, queue, group, body));
    }
  }
}
