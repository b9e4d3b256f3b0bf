package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint's limit of calls a second. */
class ARateLimitIsKeptTest extends FlowTest {

  private static final Duration WINDOW = Duration.ofSeconds(10);

  /** Far more than 21 seconds' worth of calls needs. */
  private static final Duration ALL_WITHIN = Duration.ofMinutes(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void within_a_tenth_over_ten_seconds_and_nothing_is_lost_by_it(int perSecond) {
    int events = perSecond * 21;
    try (Callbacks callbacks = Callbacks.open()) {
      callbacks.change("{\"rateLimit\":" + perSecond + "}").is(200);
      List<Instant> calls = new CopyOnWriteArrayList<>();
      callbacks.receiver.onCall(number -> calls.add(callbacks.shop.time.now()));
      for (int i = 0; i < events; i++) {
        callbacks.paidOrder();
      }
      Instant begin = callbacks.shop.time.now();
      // The clock goes on while a walk waits for its turn, and by a second where a timer waits.
      while (callbacks.count("DELIVERED") < events) {
        assertThat(callbacks.shop.time.now()).as("they come").isBefore(begin.plus(ALL_WITHIN));
        callbacks.shop.settle();
        callbacks.shop.pass(Duration.ofMillis(100));
      }
      assertThat(within(calls, begin)).isBetween(perSecond * 9L, perSecond * 11L);
      assertThat(within(calls, begin.plus(WINDOW))).isBetween(perSecond * 9L, perSecond * 11L);
      assertThat(callbacks.attempts()).as("waiting spends no attempt").containsOnly("1/50");
      assertThat(callbacks.receiver.calls())
          .extracting(call -> call.header("webhook-id"))
          .as("each is called, and once")
          .hasSize(events)
          .doesNotHaveDuplicates();
    }
  }

  private static long within(List<Instant> calls, Instant begin) {
    return calls.stream()
        .filter(at -> !at.isBefore(begin) && at.isBefore(begin.plus(WINDOW)))
        .count();
  }
}
