package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import waybill.local.engine.ClientProxy;
import waybill.local.function.InvocationException;

/** A run of the sweeper: its limits, its heartbeat, and another one at the same time. */
class ASweepTest extends FlowTest {

  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final Faults faults = new Faults();

  @Test
  void two_at_once_do_no_harm() {
    try (Shop shop = Shop.open(faults)) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.stock("tea", 100);
      shop.platform.trigger("OutboxRelayFunction").pause();
      for (int i = 0; i < 20; i++) {
        shop.place("tea", 1);
      }
      shop.pass(Duration.ofMinutes(5));
      // The other one begins when this one has read a bucket, sent it, and not yet marked it.
      faults.before("batchExecuteStatement", () -> sweepBeside(shop));
      shop.sweep();
      assertThat(faults.allHappened()).isTrue();
      assertThat(outbox.statuses()).hasSize(20).containsOnly("SENT");
      assertThat(outbox.leftovers()).isEmpty();
      shop.stockIs("tea", 80, 20);
      shop.pointsAre(20);
    }
  }

  @Test
  void the_slower_of_two_does_not_move_a_watermark_back() {
    try (Shop shop = Shop.open(faults)) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.tick(Duration.ofMinutes(5));
      Instant[] further = new Instant[1];
      // This one is about to move its first watermark when ten minutes and another one go by.
      faults.before(
          "updateItem",
          () -> {
            shop.time.sleep(Duration.ofMinutes(10));
            sweepBeside(shop);
            further[0] = outbox.watermarks().values().stream().min(Instant::compareTo).get();
          });
      shop.pass(Duration.ofMinutes(1));
      shop.sweep();
      assertThat(faults.allHappened()).isTrue();
      assertThat(outbox.watermarks().values()).allMatch(now -> !now.isBefore(further[0]));
    }
  }

  @Test
  void a_shard_with_much_to_do_does_not_eat_the_others_time() {
    // Each look into the outbox takes a second, as with much in each bucket.
    AtomicReference<MovableTime> time = new AtomicReference<>(new MovableTime());
    int shards = 3;
    try (Shop shop =
        Shop.open(
            options -> Shards.are(shards, options).dynamo(client -> slow(client, "0#", time)))) {
      time.set(shop.time);
      OutboxRows outbox = new OutboxRows(shop);
      shop.platform.trigger("OutboxRelayFunction").pause();
      shop.tick(Duration.ofMinutes(5));
      shop.pass(Duration.ofMinutes(30));
      for (int shard = 1; shard < shards; shard++) {
        outbox.put(shard, shop.time.now(), "msg_" + shard);
      }
      shop.pass(Duration.ofMinutes(2));
      shop.sweep();
      assertThat(outbox.statuses()).hasSize(shards - 1).containsOnly("SENT");
      Instant reached = outbox.watermarks().get(0);
      shop.sweep();
      assertThat(outbox.watermarks().get(0)).as("goes on where it stopped").isAfter(reached);
    }
  }

  @Test
  void that_fails_in_a_minute_has_passed_those_before_it() {
    try (Shop shop = Shop.open(faults)) {
      OutboxRows outbox = new OutboxRows(shop);
      Instant failing = shop.time.now().truncatedTo(ChronoUnit.MINUTES).minus(HALF_AN_HOUR);
      String bucket = OutboxRows.bucket(0, failing);
      faults.nextOf("query", request -> asksFor(request, bucket::equals), Faults.throttled());
      shop.sweep();
      assertThat(faults.allHappened()).isTrue();
      assertThat(outbox.watermarks()).containsEntry(0, failing);
      shop.pass(Duration.ofMinutes(1));
      shop.sweep();
      assertThat(outbox.watermarks()).hasSize(Shards.USUAL);
      assertThat(outbox.watermarks().get(0)).isEqualTo(outbox.watermarks().get(1));
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.CALLS)
  void sends_at_most_a_thousand_rows_of_a_shard_and_the_next_one_goes_on() {
    try (Shop shop = Shop.open()) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.platform.trigger("OutboxRelayFunction").pause();
      shop.platform.trigger("NotifierFunction").pause();
      outbox.putMany(1_070, 0, shop.time.now(), "msg_");
      shop.pass(Duration.ofMinutes(4));
      shop.sweep();
      assertThat(outbox.statuses().stream().filter("SENT"::equals).count()).isEqualTo(1_000);
      shop.sweep();
      assertThat(outbox.statuses()).hasSize(1_070).containsOnly("SENT");
    }
  }

  @Test
  void leaves_a_heartbeat_when_it_has_gone_over_every_shard() {
    try (Shop shop = Shop.open(faults)) {
      shop.sweep();
      assertThat(heartbeat(shop)).isEqualTo(shop.time.now());
      Instant last = shop.time.now();
      shop.pass(Duration.ofMinutes(1));
      // The first query is for the watermarks; the second is the first shard's.
      faults.before("query", () -> {}).next("query", Faults.throttled());
      shop.sweep();
      assertThat(faults.allHappened()).isTrue();
      assertThat(heartbeat(shop)).isEqualTo(last);
    }
  }

  /** Another sweep in the middle of something: what it sends is not delivered yet. */
  private static void sweepBeside(Shop shop) {
    try {
      shop.platform.invoke(
          "SweeperFunction", Files.readString(Path.of("../events/8-sweep.schedule.json")));
    } catch (IOException | InvocationException e) {
      throw new AssertionError(e);
    }
  }

  private static Instant heartbeat(Shop shop) {
    Map<String, AttributeValue> row =
        shop.item("outbox", Map.of("bucket", "HEARTBEAT", "messageId", "sweeper"));
    return Instant.parse(row.get("at").s());
  }

  /** A query of such a bucket lets a second pass. */
  private static DynamoDbClient slow(
      DynamoDbClient client, String buckets, AtomicReference<MovableTime> time) {
    return ClientProxy.around(
        DynamoDbClient.class,
        client,
        (operation, request, call) -> {
          if (asksFor(request, bucket -> bucket.startsWith(buckets))) {
            time.get().sleep(Duration.ofSeconds(1));
          }
          return call.proceed(request);
        });
  }

  private static boolean asksFor(Object request, Predicate<String> bucket) {
    return request instanceof QueryRequest query
        && query.expressionAttributeValues().containsKey(":bucket")
        && bucket.test(query.expressionAttributeValues().get(":bucket").s());
  }
}
