package waybill.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waybill.notify.call.AckMode;
import waybill.notify.call.AddressGuard;
import waybill.platform.Json;
import waybill.platform.Problem;
import waybill.platform.Settings;

class EndpointRequestTest {

  private static final AddressGuard PUBLIC =
      new AddressGuard(Settings.of(Map.of("STACK_NAME", "test")));

  @Test
  void only_the_url_is_needed() {
    EndpointRequest request = read("{\"url\":\"https://8.8.8.8/cb\"}");
    assertThat(request.eventTypes()).isEmpty();
    assertThat(request.ack()).isEqualTo(AckMode.STATUS);
    assertThat(request.description()).isEmpty();
  }

  @Test
  void everything_can_be_said() {
    EndpointRequest request =
        read(
            "{\"url\":\"https://8.8.8.8/cb\",\"eventTypes\":[\"payment.captured\"],"
                + "\"ack\":\"body\",\"description\":\"till\"}");
    assertThat(request.eventTypes()).isEqualTo(List.of("payment.captured"));
    assertThat(request.ack()).isEqualTo(AckMode.BODY);
    assertThat(request.description()).contains("till");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{} | /url",
        "{\"url\":\"\"} | /url",
        "{\"url\":\"ftp://8.8.8.8/\"} | /url",
        "{\"url\":\"http://8.8.8.8/\"} | /url",
        "{\"url\":\"https://8.8.8.8:22/\"} | /url",
        "{\"url\":\"https://8.8.8.8/\",\"eventTypes\":[]} | /eventTypes",
        "{\"url\":\"https://8.8.8.8/\",\"eventTypes\":[\"order.placed\"]} | /eventTypes",
        "{\"url\":\"https://8.8.8.8/\",\"eventTypes\":[\"order.rejected\",\"order.rejected\"]}"
            + " | /eventTypes",
        "{\"url\":\"https://8.8.8.8/\",\"ack\":\"STATUS\"} | /ack",
        "{\"url\":\"https://8.8.8.8/\",\"ack\":\"\"} | /ack",
        "{\"url\":\"https://8.8.8.8/\",\"description\":5} | /description",
        "{\"url\":\"https://8.8.8.8/\",\"secret\":\"mine\"} | /secret",
        "{\"url\":\"https://127.0.0.1/\",\"secret\":\"mine\"} | /secret",
      })
  void a_bad_field_is_named(String body, String pointer) {
    Problem problem = catchThrowableOfType(Problem.class, () -> read(body));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem).hasMessageStartingWith(pointer + " ");
  }

  @Test
  void an_address_that_is_not_public_is_no_bad_url_but_refused() {
    for (String url : List.of("https://127.0.0.1/", "http://10.0.0.1:8080/", "https://0x7f.1/")) {
      Problem problem =
          catchThrowableOfType(Problem.class, () -> read("{\"url\":\"" + url + "\"}"));
      assertThat(problem.status()).as(url).isEqualTo(422);
    }
  }

  private static EndpointRequest read(String body) {
    return EndpointRequest.read(Json.read(body), PUBLIC);
  }
}
