package waybill.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waybill.notify.EndpointChange;
import waybill.notify.EndpointStatus;
import waybill.notify.call.AckMode;
import waybill.notify.call.AddressGuard;
import waybill.platform.Json;
import waybill.platform.Problem;
import waybill.platform.Settings;

class EndpointPatchTest {

  private static final AddressGuard PUBLIC =
      new AddressGuard(Settings.of(Map.of("STACK_NAME", "test")));

  private static final EndpointChange NOTHING =
      new EndpointChange(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Test
  void what_is_not_named_stays_as_it_is() {
    assertThat(read("{}")).isEqualTo(NOTHING);
    assertThat(read("{\"ack\":\"body\"}").ack()).contains(AckMode.BODY);
    assertThat(read("{\"ack\":\"body\"}").url()).isEmpty();
  }

  @Test
  void null_takes_away_what_an_endpoint_can_do_without() {
    EndpointChange change = read("{\"eventTypes\":null,\"description\":null,\"rateLimit\":null}");
    assertThat(change.rateLimit()).contains(OptionalInt.empty());
    assertThat(change.eventTypes()).contains(EndpointChange.ALL_TYPES);
    assertThat(change.description()).contains(EndpointChange.NO_DESCRIPTION);
  }

  @Test
  void everything_can_be_changed_at_once() {
    assertThat(
            read(
                "{\"url\":\"https://8.8.8.8/cb\",\"eventTypes\":[\"payment.captured\"],"
                    + "\"ack\":\"status\",\"description\":\"till\","
                    + "\"rateLimit\":7,\"status\":\"PAUSED\"}"))
        .isEqualTo(
            new EndpointChange(
                Optional.of("https://8.8.8.8/cb"),
                Optional.of(List.of("payment.captured")),
                Optional.of(AckMode.STATUS),
                Optional.of("till"),
                Optional.of(OptionalInt.of(7)),
                Optional.of(EndpointStatus.PAUSED)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"url\":null} | /url",
        "{\"url\":\"\"} | /url",
        "{\"url\":\"http://8.8.8.8/\"} | /url",
        "{\"ack\":null} | /ack",
        "{\"ack\":\"maybe\"} | /ack",
        "{\"eventTypes\":[]} | /eventTypes",
        "{\"eventTypes\":[null]} | /eventTypes",
        "{\"eventTypes\":[\"order.placed\"]} | /eventTypes",
        "{\"eventTypes\":[\"order.rejected\",\"order.rejected\"]} | /eventTypes",
        "{\"description\":\"\"} | /description",
        "{\"status\":\"DISABLED\"} | /status",
        "{\"status\":null} | /status",
        "{\"rateLimit\":0} | /rateLimit",
        "{\"rateLimit\":101} | /rateLimit",
        "{\"rateLimit\":\"7\"} | /rateLimit",
        "{\"description\":7} | /description",
        "{\"endpointId\":\"ep_2\"} | /endpointId",
        "{\"url\":\"https://127.0.0.1/\",\"secret\":\"mine\"} | /secret",
      })
  void a_bad_field_is_named(String body, String pointer) {
    Problem problem = catchThrowableOfType(Problem.class, () -> read(body));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem).hasMessageStartingWith(pointer + " ");
  }

  @Test
  void an_address_that_is_not_public_is_refused() {
    Problem problem =
        catchThrowableOfType(Problem.class, () -> read("{\"url\":\"https://127.0.0.1/\"}"));
    assertThat(problem.status()).isEqualTo(422);
  }

  private static EndpointChange read(String body) {
    return EndpointPatch.read(Json.read(body), PUBLIC);
  }
}
