package waybill.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import waybill.notify.call.MerchantClient;
import waybill.notify.call.Phases;
import waybill.notify.call.Result;
import waybill.platform.Item;

/** A line of the log, and how it lies in the table. */
class AttemptTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00.123Z");
  private static final Instant NEXT = START.plus(Duration.ofHours(4));

  private static final MerchantClient.Answer ANSWER =
      new MerchantClient.Answer(
          Result.REFUSED,
          START,
          190,
          Phases.parse("2/14/60/90"),
          OptionalInt.of(503),
          "busy",
          "203.0.113.9",
          Optional.empty());

  @Test
  void a_line_is_read_as_it_was_written() {
    Attempt attempt = Attempt.of(2, ANSWER, new Next.Again(Due.waiting(START, NEXT)));
    assertThat(attempt.nextAt()).hasValue(NEXT);
    assertThat(DeliveryItem.readLog(DeliveryItem.log(attempt))).isEqualTo(attempt);
    Attempt unknown = Attempt.unknown(2, START);
    assertThat(DeliveryItem.readLog(DeliveryItem.log(unknown))).isEqualTo(unknown);
  }

  @Test
  void the_four_phases_are_one_short_text() {
    Attempt attempt = Attempt.of(2, ANSWER, new Next.Exhausted());
    assertThat(DeliveryItem.log(attempt).text("p")).isEqualTo("2/14/60/90");
    assertThat(DeliveryItem.log(Attempt.unknown(2, START)).has("p")).isFalse();
  }

  @Test
  void after_an_end_there_is_no_next_time() {
    assertThat(Attempt.of(50, ANSWER, new Next.Exhausted()).nextAt()).isEmpty();
    assertThat(Attempt.of(1, ANSWER, new Next.Delivered()).nextAt()).isEmpty();
    assertThat(Attempt.of(1, ANSWER, new Next.Exhausted()).nextAt()).isEmpty();
  }

  @Test
  void a_line_from_before_there_were_phases_is_read() {
    Item old = Item.empty().with("a", 1).with("t", START.toEpochMilli()).with("r", "timeout");
    Attempt attempt = DeliveryItem.readLog(old);
    assertThat(attempt.phases()).isEqualTo(Phases.NONE);
    assertThat(attempt.nextAt()).isEmpty();
  }

  @Test
  void shortening_takes_from_the_error_only() {
    Attempt attempt = Attempt.of(2, ANSWER, new Next.Again(Due.waiting(START, NEXT)));
    Attempt shorter = attempt.shortened(3);
    assertThat(shorter.error()).isEqualTo("bus");
    assertThat(shorter)
        .usingRecursiveComparison()
        .ignoringFields("error")
        .isEqualTo(attempt.shortened(100));
  }
}
