package waybill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import waybill.local.engine.Endpoints;

class AnyMakersEndpointTest {

  private static final Endpoints ENGINES = SmallPlatform.SharedEngines.get().endpoints();
  private static final List<String> CHANGES =
      List.of(
          "CreateTable",
          "UpdateTable",
          "UpdateTimeToLive",
          "DeleteItem",
          "CreateQueue",
          "SetQueueAttributes",
          "PurgeQueue");

  @Test
  void a_second_start_changes_nothing() throws IOException {
    try (Front dynamo = Front.of(ENGINES.dynamo());
        Front sqs = Front.of(ENGINES.sqs());
        SmallPlatform first = new SmallPlatform(options -> options.endpoints(at(dynamo, sqs)))) {
      first.send("work", "w1", 0);
      assertThat(operations(dynamo, sqs)).contains("CreateTable", "CreateQueue");
      dynamo.calls().clear();
      sqs.calls().clear();

      try (LocalPlatform second =
          LocalPlatform.start(
              SmallPlatform.options(first.stack).time(first.clock).endpoints(at(dynamo, sqs)))) {
        assertThat(operations(dynamo, sqs)).doesNotContainAnyElementsOf(CHANGES);
        second.settle();
      }
      assertThat(first.seen.items()).containsExactly("w1");
    }
  }

  @Test
  void a_dead_letter_queue_is_named_as_its_endpoint_names_it() throws IOException {
    try (Front sqs =
            Front.of(ENGINES.sqs())
                .rewrite("GetQueueAttributes", AnyMakersEndpointTest::ofAnotherAccount);
        SmallPlatform small =
            new SmallPlatform(
                options -> options.endpoints(new Endpoints(ENGINES.dynamo(), sqs.url())))) {
      assertThat(sqs.calls())
          .filteredOn(call -> call.operation().equals("CreateQueue"))
          .filteredOn(call -> call.body().contains("RedrivePolicy"))
          .extracting(Front.Call::body)
          .singleElement()
          .asString()
          .contains("arn:aws:sqs:eu-west-1:111122223333:" + small.stack + "-work-dlq");
    }
  }

  @Test
  void queue_urls_with_a_host_that_cannot_be_reached_do_no_harm() throws IOException {
    try (Front sqs =
            Front.of(ENGINES.sqs())
                .rewrite("GetQueueUrl", AnyMakersEndpointTest::elsewhere)
                .rewrite("CreateQueue", AnyMakersEndpointTest::elsewhere);
        SmallPlatform small =
            new SmallPlatform(
                options -> options.endpoints(new Endpoints(ENGINES.dynamo(), sqs.url())))) {
      assertThat(small.platform.queueUrl("work")).startsWith("http://sqs.nowhere.invalid/");
      small.send("work", "w1", 0);
      small.platform.settle();
      assertThat(small.seen.items()).containsExactly("w1");
    }
  }

  @Test
  void a_table_that_takes_a_while_to_be_made_is_waited_for() throws IOException {
    try (Front dynamo =
            Front.of(ENGINES.dynamo())
                .rewrite("CreateTable", answer -> answer.replace("\"ACTIVE\"", "\"CREATING\""));
        SmallPlatform small =
            new SmallPlatform(
                options -> options.endpoints(new Endpoints(dynamo.url(), ENGINES.sqs())))) {
      small.note("n1", "PENDING");
      small.platform.settle();
      assertThat(small.seen.items()).containsExactly("n1");
      List<String> operations = operations(dynamo);
      int made = operations.indexOf("CreateTable");
      assertThat(operations.get(made + 1)).isEqualTo("DescribeTable");
    }
  }

  @Test
  void a_table_that_has_no_stream_yet_gets_one() {
    try (SmallPlatform first = new SmallPlatform()) {
      first
          .platform
          .dynamo()
          .updateTable(
              request ->
                  request
                      .tableName(first.stack + "-notes")
                      .streamSpecification(stream -> stream.streamEnabled(false)));
      try (LocalPlatform second =
          LocalPlatform.start(
              SmallPlatform.options(first.stack).time(first.clock).endpoints(ENGINES))) {
        first.note("n1", "PENDING");
        second.settle();
      }
      assertThat(first.seen.items()).containsExactly("n1");
    }
  }

  private static String ofAnotherAccount(String answer) {
    return answer.replace(":us-east-1:000000000000:", ":eu-west-1:111122223333:");
  }

  private static String elsewhere(String answer) {
    return answer.replaceAll("http://[^/\"]+/", "http://sqs.nowhere.invalid/");
  }

  private static List<String> operations(Front... fronts) {
    return Stream.of(fronts)
        .flatMap(front -> front.calls().stream())
        .map(Front.Call::operation)
        .toList();
  }

  private static Endpoints at(Front dynamo, Front sqs) {
    return new Endpoints(dynamo.url(), sqs.url());
  }
}
