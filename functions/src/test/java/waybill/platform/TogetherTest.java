package waybill.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;

/** The partial answer for messages that are worked on together. */
class TogetherTest {

  @Test
  void a_group_that_fails_is_done_one_by_one_and_only_the_guilty_goes_back() {
    assertThat(
            together(
                List.of("a", "guilty", "b"),
                group -> {
                  if (group.contains("guilty")) {
                    throw new IllegalStateException("guilty");
                  }
                  return List.of();
                }))
        .containsExactly("1");
  }

  @Test
  void what_a_group_leaves_is_not_done_before_it_has_been_worked_on() {
    assertThat(
            together(
                List.of("a", "left", "b"),
                group -> {
                  if (group.size() == 1) {
                    throw new IllegalStateException("still not");
                  }
                  return List.of(List.of("left"));
                }))
        .containsExactly("1");
  }

  @Test
  void copies_of_a_message_are_worked_on_once_and_share_its_fate() {
    List<String> worked = new ArrayList<>();
    assertThat(
            together(
                List.of("a", "a", "b"),
                group -> {
                  worked.addAll(group);
                  return List.of();
                }))
        .isEmpty();
    assertThat(worked).containsExactly("a", "b");
    assertThat(
            together(
                List.of("a", "a", "b"),
                group -> {
                  throw new StackOverflowError("deep");
                }))
        .containsExactly("0", "1", "2");
  }

  @Test
  void a_body_that_cannot_be_read_goes_back_alone() {
    assertThat(together(List.of("a", "", "b"), group -> List.of())).containsExactly("1");
  }

  @Test
  void contention_of_a_group_is_not_tried_again_by_each_of_it() {
    List<List<String>> worked = new ArrayList<>();
    assertThat(
            together(
                List.of("a", "b"),
                group -> {
                  worked.add(group);
                  throw new Retry.Busy("contention");
                }))
        .containsExactly("0", "1");
    assertThat(worked).hasSize(1);
  }

  @Test
  void no_group_is_begun_without_the_time_to_end_it() {
    assertThat(
            together(
                List.of("a", "b"),
                group -> {
                  throw new AssertionError("begun");
                },
                Duration.ofSeconds(4)))
        .containsExactly("0", "1");
  }

  @Test
  void messages_that_cannot_be_grouped_are_done_one_by_one() {
    List<List<String>> worked = new ArrayList<>();
    assertThat(
            together(
                List.of("a", "b"),
                group -> {
                  worked.add(group);
                  return List.of();
                },
                Duration.ofSeconds(10),
                all -> {
                  throw new IllegalStateException("no groups");
                }))
        .isEmpty();
    assertThat(worked).containsExactly(List.of("a"), List.of("b"));
  }

  /** All bodies in one group; the ids, here positions, of those that go back. */
  private static List<String> together(
      List<String> bodies, Function<List<String>, List<List<String>>> work) {
    return together(bodies, work, Duration.ofSeconds(10));
  }

  private static List<String> together(
      List<String> bodies, Function<List<String>, List<List<String>>> work, Duration left) {
    return together(bodies, work, left, List::of);
  }

  private static List<String> together(
      List<String> bodies,
      Function<List<String>, List<List<String>>> work,
      Duration left,
      Function<List<String>, List<List<String>>> groups) {
    Platform platform =
        new Platform(
            Settings.of(Map.of("STACK_NAME", "test")),
            Time.system(),
            new Random(1),
            null,
            new DeafSqs());
    return new Batch(platform)
            .together(
                event(bodies),
                context(left),
                Duration.ofSeconds(5),
                new Together<>(TogetherTest::read, groups, work))
            .getBatchItemFailures()
            .stream()
            .map(BatchItemFailure::getItemIdentifier)
            .toList();
  }

  private static String read(String body) {
    if (body.isEmpty()) {
      throw new IllegalArgumentException("nothing in it");
    }
    return body;
  }

  private static SQSEvent event(List<String> bodies) {
    SQSEvent event = new SQSEvent();
    event.setRecords(
        IntStream.range(0, bodies.size()).mapToObj(i -> message(i, bodies.get(i))).toList());
    return event;
  }

  private static SQSEvent.SQSMessage message(int position, String body) {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId(Integer.toString(position));
    message.setBody(body);
    message.setAttributes(Map.of());
    message.setEventSourceArn("arn:aws:sqs:us-east-1:000000000000:a-queue");
    return message;
  }

  private static Context context(Duration left) {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> (int) left.toMillis());
  }

  /** Has no answer, so that messages come back by their visibility timeout. */
  private static final class DeafSqs implements SqsClient {

    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
      throw SdkClientException.create("no answer");
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
