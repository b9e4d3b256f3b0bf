package waybill.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import waybill.notify.call.MerchantClient;
import waybill.notify.call.Phases;
import waybill.notify.call.Result;

class NextTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void an_acknowledgement_ends_it_at_any_attempt() {
    assertThat(after(Result.ACKNOWLEDGED, 200, 1, null)).isEqualTo(new Next.Delivered());
    assertThat(after(Result.ACKNOWLEDGED, 200, 50, null)).isEqualTo(new Next.Delivered());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACKNOWLEDGED")
  void any_other_end_is_followed_by_the_schedule_and_after_the_50th_by_nothing(Result result) {
    assertThat(after(result, 0, 1, null)).isEqualTo(again(1));
    assertThat(after(result, 0, 49, null)).isEqualTo(again(14_400));
    assertThat(after(result, 0, 50, null)).isEqualTo(new Next.Exhausted());
  }

  @Test
  void gone_is_a_failure_of_the_call_whatever_becomes_of_the_endpoint() {
    assertThat(after(Result.REFUSED, 410, 1, null)).isEqualTo(again(1));
    assertThat(after(Result.REFUSED, 410, 50, null)).isEqualTo(new Next.Exhausted());
  }

  @Test
  void a_server_can_put_us_off_and_not_call_us_nearer() {
    assertThat(after(Result.REFUSED, 503, 1, Duration.ofSeconds(90))).isEqualTo(again(90));
    assertThat(after(Result.REFUSED, 503, 20, Duration.ofSeconds(90))).isEqualTo(again(1800));
  }

  private static Next after(Result result, int status, int attempt, Duration retryAfter) {
    MerchantClient.Answer answer =
        new MerchantClient.Answer(
            result,
            NOW,
            5,
            Phases.NONE,
            status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
            "",
            "",
            Optional.ofNullable(retryAfter));
    return Next.after(answer, attempt, NOW, 0);
  }

  private static Next again(int seconds) {
    return new Next.Again(Due.waiting(NOW, NOW.plusSeconds(seconds)));
  }
}
