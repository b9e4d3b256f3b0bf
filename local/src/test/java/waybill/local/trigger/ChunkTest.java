package waybill.local.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import waybill.local.template.EventSource.StreamSource;

class ChunkTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Chunk.Result FAILED = new Chunk.Result.FunctionFailed();

  @Test
  void a_success_leaves_nothing() {
    assertThat(chunk(0, "1", "2").after(new Chunk.Result.Success(), source(true, 2)))
        .isEqualTo(new Chunk.Step(List.of(), List.of(), true));
  }

  @Test
  void a_partial_failure_starts_again_at_the_failed_record() {
    assertThat(chunk(1, "1", "2", "3").after(new Chunk.Result.ItemFailed("2"), source(true, 2)))
        .isEqualTo(new Chunk.Step(List.of(chunk(0, "2", "3")), List.of(), true));
  }

  @Test
  void a_partial_failure_at_the_first_record_is_a_retry() {
    assertThat(chunk(1, "1", "2").after(new Chunk.Result.ItemFailed("1"), source(true, 2)))
        .isEqualTo(new Chunk.Step(List.of(chunk(2, "1", "2")), List.of(), false));
  }

  @Test
  void a_function_error_halves_the_batch_without_counting_a_retry() {
    assertThat(chunk(1, "1", "2", "3").after(FAILED, source(true, 2)))
        .isEqualTo(new Chunk.Step(List.of(chunk(1, "1"), chunk(1, "2", "3")), List.of(), true));
  }

  @Test
  void without_bisecting_the_whole_batch_is_tried_again() {
    assertThat(chunk(0, "1", "2").after(FAILED, source(false, 2)))
        .isEqualTo(new Chunk.Step(List.of(chunk(1, "1", "2")), List.of(), false));
  }

  @Test
  void the_last_retry_gives_up_all_that_is_left() {
    Chunk last = chunk(2, "1");
    assertThat(last.after(FAILED, source(true, 2)))
        .isEqualTo(new Chunk.Step(List.of(), last.records(), true));
  }

  @Test
  void without_a_limit_nothing_is_given_up() {
    assertThat(chunk(10_000, "1").after(FAILED, source(true, StreamSource.RETRIES_FOR_EVER)).next())
        .containsExactly(chunk(10_001, "1"));
  }

  @Test
  void records_beyond_the_age_limit_are_split_off() {
    StreamRecord old = record("1", NOW.minusSeconds(61));
    StreamRecord fresh = record("2", NOW.minusSeconds(59));
    assertThat(new Chunk(List.of(old, fresh), 1).expire(Optional.of(Duration.ofMinutes(1)), NOW))
        .isEqualTo(new Chunk.Step(List.of(new Chunk(List.of(fresh), 1)), List.of(old), true));
  }

  private static StreamSource source(boolean bisects, int retriesMax) {
    return new StreamSource(
        "t", List.of(), 10, true, bisects, retriesMax, Optional.empty(), Optional.empty());
  }

  private static Chunk chunk(int retries, String... sequences) {
    return new Chunk(Arrays.stream(sequences).map(s -> record(s, NOW)).toList(), retries);
  }

  private static StreamRecord record(String sequence, Instant writtenAt) {
    return new StreamRecord(sequence, writtenAt, JsonNodeFactory.instance.objectNode());
  }
}
