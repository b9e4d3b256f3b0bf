package waybill.local.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import waybill.local.Front;
import waybill.local.engine.AwsClients;
import waybill.local.engine.Endpoints;
import waybill.local.engine.Engines;
import waybill.local.failure.StartupException;
import waybill.local.template.TableSpec;

class StreamProofTest {

  private static final String NOTHING = "{\"Records\":[]}";

  private static Engines engines;

  @BeforeAll
  static void start() {
    engines = Engines.inMemory();
  }

  @AfterAll
  static void stop() {
    engines.close();
  }

  @Test
  void a_stream_that_is_told_of_and_carries_nothing_is_named() throws IOException {
    try (Front front = Front.of(engines.endpoints().dynamo())) {
      front.rewrite("GetRecords", answer -> NOTHING);
      assertThat(
              catchThrowableOfType(
                      StartupException.class, () -> prove(front, "mute", Duration.ofSeconds(1)))
                  .getMessage())
          .contains("the stream of mute", "shows no record", "--down OutboxRelay");
    }
  }

  @Test
  void a_stream_that_loses_what_comes_first_is_written_to_until_it_does_not() throws IOException {
    try (Front front = Front.of(engines.endpoints().dynamo())) {
      AtomicInteger looks = new AtomicInteger();
      front.rewrite("GetRecords", answer -> looks.incrementAndGet() < 3 ? NOTHING : answer);
      prove(front, "late", StreamProof.TIMEOUT);

      assertThat(front.calls())
          .filteredOn(call -> call.operation().equals("PutItem"))
          .hasSizeGreaterThan(2);
      assertThat(rows("late")).isEmpty();
    }
  }

  private static void prove(Front front, String name, Duration timeout) {
    TableSpec table =
        new TableSpec(
            "T",
            name,
            Map.of("bucket", "S", "id", "S"),
            new TableSpec.Key("bucket", Optional.of("id")),
            List.of(),
            Optional.of("NEW_IMAGE"),
            Optional.empty());
    Endpoints endpoints = new Endpoints(front.url(), engines.endpoints().sqs());
    try (DynamoDbClient dynamo = AwsClients.dynamo(endpoints);
        DynamoDbStreamsClient streams = AwsClients.streams(endpoints)) {
      new TableMaker(dynamo).make(table);
      new StreamProof(dynamo, streams, timeout).of(table);
    }
  }

  private static List<?> rows(String table) {
    try (DynamoDbClient dynamo = AwsClients.dynamo(engines.endpoints())) {
      return dynamo.scan(request -> request.tableName(table)).items();
    }
  }
}
