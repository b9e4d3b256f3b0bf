package waybill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.sqs.model.SqsException;
import waybill.local.engine.Endpoints;

/** Streams as other makers' emulators serve them; each of these ways was seen or is allowed. */
@Timeout(60)
class AnyMakersStreamTest {

  private static final Endpoints ENGINES = SmallPlatform.SharedEngines.get().endpoints();

  private static final String LAST_SHARD =
      "\"LastEvaluatedShardId\":\"shardId-00000000000000000000-00000000\",\"Shards\"";

  @Test
  void sequence_numbers_may_be_no_numbers() throws IOException {
    behind(
        front ->
            front.rewrite(
                "GetRecords",
                answer -> answer.replace("\"SequenceNumber\":\"", "\"SequenceNumber\":\"seq-")),
        small -> {
          small.seen.refused.add("n1");
          small.note("n0", "PENDING");
          small.note("n1", "PENDING");
          small.platform.pump();
          small.seen.refused.clear();
          small.platform.settle();

          assertThat(small.seen.batches).isEqualTo(List.of(List.of("n0", "n1"), List.of("n1")));
        });
  }

  @Test
  void records_may_tell_no_time() throws IOException {
    behind(
        front ->
            front.rewrite(
                "GetRecords", answer -> answer.replace("ApproximateCreationDateTime", "NotTold")),
        small -> {
          small.note("n1", "PENDING");
          small.platform.settle();
          assertThat(small.seen.items()).containsExactly("n1");
        });
  }

  @Test
  void an_iterator_may_end_with_what_there_is_though_the_shard_is_open() throws IOException {
    behind(
        front ->
            front.rewrite("GetRecords", answer -> answer.replace("NextShardIterator", "NotTold")),
        small -> {
          small.note("n1", "PENDING");
          small.platform.settle();
          small.note("n2", "PENDING");
          small.platform.settle();
          small.note("n3", "PENDING");
          small.platform.settle();
          assertThat(small.seen.items()).containsExactly("n1", "n2", "n3");
        });
  }

  @Test
  void a_list_of_shards_may_give_its_first_page_for_ever() throws IOException {
    AtomicReference<String> firstPage = new AtomicReference<>();
    behind(
        front ->
            front.rewrite(
                "DescribeStream",
                answer -> {
                  firstPage.compareAndSet(null, answer.replaceFirst("\"Shards\"", LAST_SHARD));
                  return firstPage.get();
                }),
        small -> {
          small.note("n1", "PENDING");
          small.platform.settle();
          assertThat(small.seen.items()).containsExactly("n1");
        });
  }

  @Test
  void an_iterator_that_is_known_no_more_is_asked_for_again() throws IOException {
    try (Front front = Front.of(ENGINES.dynamo());
        SmallPlatform small = new SmallPlatform(options -> options.endpoints(at(front)))) {
      small.note("n1", "PENDING");
      small.platform.settle();
      small.note("n2", "PENDING");
      front.refuse("GetRecords", 400, "{\"__type\":\"ValidationException\"}");
      assertThatThrownBy(small.platform::pump).isInstanceOf(DynamoDbException.class);
      front.plain("GetRecords");
      front.calls().clear();
      small.platform.settle();

      assertThat(front.calls())
          .extracting(Front.Call::operation)
          .containsSubsequence("GetShardIterator", "GetRecords");
      assertThat(small.seen.items()).containsExactly("n1", "n2");
    }
  }

  @Test
  void a_shard_that_vanished_is_looked_for_again_a_second_later() throws IOException {
    try (Front front = Front.of(ENGINES.dynamo());
        SmallPlatform small = new SmallPlatform(options -> options.endpoints(at(front)))) {
      small.note("n1", "PENDING");
      front.refuse("GetShardIterator", 400, "{\"__type\":\"ResourceNotFoundException\"}");
      small.platform.settle();
      assertThat(small.seen.items()).isEmpty();

      front.plain("GetShardIterator");
      small.clock.tick(Duration.ofSeconds(1));
      small.platform.settle();
      assertThat(small.seen.items()).containsExactly("n1");
    }
  }

  @Test
  void records_that_cannot_be_given_up_yet_are_not_forgotten() throws IOException {
    try (Front sqs = Front.of(ENGINES.sqs());
        SmallPlatform small =
            new SmallPlatform(
                options -> options.endpoints(new Endpoints(ENGINES.dynamo(), sqs.url())))) {
      small.seen.poison.add("n0");
      small.note("n0", "PENDING");
      sqs.refuse("SendMessage", 400, "{\"__type\":\"RequestThrottled\"}");
      small.platform.settle();
      small.clock.tick(Duration.ofSeconds(30));
      small.platform.settle();
      small.clock.tick(Duration.ofSeconds(30));
      assertThatThrownBy(small.platform::settle).isInstanceOf(SqsException.class);

      sqs.plain("SendMessage");
      small.platform.settle();
      assertThat(small.messages("lost")).hasSize(1);
    }
  }

  private static void behind(Consumer<Front> ways, Consumer<SmallPlatform> story)
      throws IOException {
    try (Front front = Front.of(ENGINES.dynamo())) {
      ways.accept(front);
      try (SmallPlatform small = new SmallPlatform(options -> options.endpoints(at(front)))) {
        story.accept(small);
      }
    }
  }

  private static Endpoints at(Front front) {
    return new Endpoints(front.url(), ENGINES.sqs());
  }
}
