package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.local.DemoKeys;
import waybill.local.Options;

/** Production's rules on where callbacks go, which the local platform has with {@code strict}. */
class OnlyPublicServersAreCalledTest extends FlowTest {

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void an_endpoint_on_the_loopback_gets_no_call_and_its_log_says_why_and_no_more() {
    try (Callbacks callbacks =
        Callbacks.open(Shop.open(publicOnly("NotifierFunction", "RetryNotifierFunction")))) {
      callbacks.paidOrder();
      callbacks.shop.settle();
      callbacks.shop.pass(Duration.ofSeconds(3));
      JsonNode log = callbacks.notification(1).path("attemptLog");
      assertThat(log.findValuesAsText("attempt")).containsExactly("1", "2");
      assertThat(log)
          .allSatisfy(
              line -> {
                assertThat(line.path("result").asText()).isEqualTo("forbidden_address");
                assertThat(line.path("statusCode").isNull()).isTrue();
                assertThat(line.path("remoteAddress").isNull()).isTrue();
              });
      assertThat(callbacks.receiver.calls()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://127.0.0.1/", "https://localhost/", "https://[::1]:8443/cb"})
  void an_endpoint_on_the_loopback_is_not_registered(String url) {
    try (Shop shop = Shop.open(publicOnly("MerchantApiFunction"))) {
      String body = "{\"url\":\"" + url + "\"}";
      shop.call(DemoKeys.MERCHANT, "POST", "/endpoints", body).is(422);
      assertThat(shop.get("/endpoints").json().path("items")).isEmpty();
    }
  }

  @Test
  void strict_is_for_whoever_registers_and_whoever_calls() {
    try (Shop shop = Shop.open(Options::strict)) {
      for (String id :
          List.of("MerchantApiFunction", "NotifierFunction", "RetryNotifierFunction")) {
        assertThat(shop.platform.template().function(id).environment())
            .as(id)
            .containsEntry("CALLBACK_TARGETS", "public");
      }
    }
  }

  @Test
  @EmbeddedOnly("it is a command's flag, whatever stands for AWS")
  void strict_is_a_flag_of_the_command() throws Exception {
    KilledPlatform strict = KilledPlatform.start("--strict", "--dynamodb-port=0", "--sqs-port=0");
    try {
      String body = "{\"url\":\"https://127.0.0.1/\"}";
      assertThatThrownBy(() -> strict.call(DemoKeys.MERCHANT, "POST", "/endpoints", body, Map.of()))
          .hasMessageStartingWith("/endpoints: 422");
    } finally {
      strict.kill();
    }
  }

  private static Consumer<Options> publicOnly(String... functionIds) {
    return options ->
        List.of(functionIds).forEach(id -> options.environment(id, "CALLBACK_TARGETS", "public"));
  }
}
