package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.DemoKeys;
import waybill.local.Options;
import waybill.local.engine.ClientProxy;
import waybill.platform.SecretsKey;

/** Who reads the tables cannot sign, and a key that cannot be reached costs no attempt. */
@EmbeddedOnly(EmbeddedOnly.ROWS)
class SecretsAreKeptSealedTest extends FlowTest {

  private static final String DECRYPT = "decrypt";

  private final Faults faults = new Faults();
  private final AtomicInteger decrypted = new AtomicInteger();

  @Test
  void no_row_of_any_table_has_a_secret_in_it() {
    try (Callbacks callbacks = open()) {
      rotate(callbacks);
      callbacks.paidOrder();
      callbacks.shop.settle();
      for (String table : List.of("endpoints", "deliveries", "outbox", "orders", "keys")) {
        assertThat(callbacks.shop.rows(table).toString())
            .isNotEqualTo("[]")
            .doesNotContain("whsec_")
            .doesNotContain(callbacks.secret.substring("whsec_".length()));
      }
      assertThat(callbacks.shop.get("/endpoints").body()).doesNotContain("secret");
    }
  }

  @Test
  void a_sealed_secret_is_worth_nothing_in_the_row_of_another_endpoint() {
    try (Callbacks callbacks = open()) {
      Shop shop = callbacks.shop;
      callbacks.paidOrder();
      shop.settle();
      Map<String, AttributeValue> row = callbacks.endpointRow();
      String other =
          shop.endpoint(callbacks.receiver.url("localhost").toString()).path("endpointId").asText();
      shop.call(DemoKeys.MERCHANT, "DELETE", "/endpoints/" + callbacks.endpointId, "").is(204);
      callbacks.putEndpointRow(other, Map.of("secrets", row.get("secrets")));
      callbacks.paidOrder();
      shop.settle();
      assertThat(callbacks.receiver.calls()).as("no call with somebody else's secret").hasSize(1);
      assertThat(shop.get("/endpoints/" + other + "/notifications").json().path("items")).isEmpty();
    }
  }

  @Test
  void a_secret_of_before_there_was_a_key_signs_on_and_is_sealed_by_a_rotation() throws Exception {
    try (Callbacks callbacks = open()) {
      Shop shop = callbacks.shop;
      AttributeValue plain =
          AttributeValue.fromL(
              List.of(
                  AttributeValue.fromM(Map.of("secret", AttributeValue.fromS(callbacks.secret)))));
      callbacks.putEndpointRow(callbacks.endpointId, Map.of("secrets", plain));
      callbacks.paidOrder();
      shop.settle();
      callbacks.verify(callbacks.receiver.calls().get(0));
      rotate(callbacks);
      assertThat(shop.rows("endpoints").toString()).doesNotContain("whsec_");
      callbacks.paidOrder();
      shop.settle();
      callbacks.verify(callbacks.receiver.calls().get(1));
    }
  }

  @Test
  void what_is_called_is_opened_once_in_five_minutes_and_what_is_not_called_never() {
    try (Callbacks callbacks = open()) {
      Shop shop = callbacks.shop;
      shop.call(
              DemoKeys.MERCHANT,
              "POST",
              "/endpoints",
              "{\"url\":\"%s\",\"eventTypes\":[\"waybill.test\"]}"
                  .formatted(callbacks.receiver.url()))
          .is(201);
      for (int i = 0; i < 3; i++) {
        callbacks.paidOrder();
        shop.settle();
      }
      assertThat(decrypted).hasValue(1);
      shop.pass(Duration.ofMinutes(5));
      callbacks.receiver.fail(1, 410, Map.of());
      callbacks.paidOrder();
      shop.settle();
      assertThat(decrypted).hasValue(2);
      shop.pass(Duration.ofMinutes(5));
      callbacks.paidOrder();
      shop.settle();
      assertThat(decrypted).as("it wants no more calls").hasValue(2);
      assertThat(callbacks.receiver.calls()).hasSize(4);
    }
  }

  @Test
  void while_the_key_is_away_nothing_is_taken_in_and_no_attempt_is_spent() {
    try (Callbacks callbacks = open()) {
      Shop shop = callbacks.shop;
      faults.next(DECRYPT, Faults.throttled()).next(DECRYPT, Faults.throttled());
      callbacks.paidOrder();
      shop.settle();
      assertThat(shop.rows("deliveries")).isEmpty();
      shop.tick(Duration.ofMinutes(5));
      assertThat(faults.allHappened()).isTrue();
      assertThat(callbacks.attempts()).containsExactly("1/50");
      assertThat(callbacks.notification(1).path("attemptLog")).hasSize(1);
    }
  }

  @Test
  void a_later_attempt_waits_for_the_key_too() {
    try (Callbacks callbacks = open()) {
      Shop shop = callbacks.shop;
      callbacks.receiver.fail(1, 503, Map.of());
      callbacks.paidOrder();
      shop.settle();
      faults.next(DECRYPT, Faults.throttled()).next(DECRYPT, Faults.throttled());
      shop.pass(Duration.ofSeconds(3));
      assertThat(callbacks.attempts()).containsExactly("1/50");
      assertThat(callbacks.notification(1).path("attempts").asInt()).isEqualTo(1);
      shop.tick(Duration.ofMinutes(5));
      assertThat(faults.allHappened()).isTrue();
      assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
      assertThat(callbacks.notification(1).path("attemptLog").findValuesAsText("result"))
          .containsExactly("refused", "acknowledged");
    }
  }

  @Test
  void while_the_key_is_away_no_endpoint_is_made_and_no_secret_renewed() {
    try (Callbacks callbacks = open()) {
      faults.next("encrypt", Faults.throttled()).next("encrypt", Faults.throttled());
      String endpoint = "{\"url\":\"%s\"}".formatted(callbacks.receiver.url());
      callbacks.shop.call(DemoKeys.MERCHANT, "POST", "/endpoints", endpoint).is(503);
      callbacks.shop.call(DemoKeys.MERCHANT, "POST", secretPath(callbacks), "").is(503);
      assertThat(callbacks.shop.get("/endpoints").json().path("items")).hasSize(1);
      assertThat(callbacks.endpointRow().get("secrets").l()).hasSize(1);
    }
  }

  private Callbacks open() {
    return Callbacks.open(
        Shop.open((Options options) -> options.key(faults::around).key(this::counted)));
  }

  private SecretsKey counted(SecretsKey key) {
    return ClientProxy.around(
        SecretsKey.class,
        key,
        (operation, request, call) -> {
          if (operation.equals(DECRYPT)) {
            decrypted.incrementAndGet();
          }
          return call.proceed(request);
        });
  }

  private static void rotate(Callbacks callbacks) {
    callbacks.shop.call(DemoKeys.MERCHANT, "POST", secretPath(callbacks), "").is(200);
  }

  private static String secretPath(Callbacks callbacks) {
    return "/endpoints/" + callbacks.endpointId + "/secret";
  }
}
