package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import waybill.local.engine.ClientProxy;

/** The alarms on what the functions themselves emit: raised by what they are for, else quiet. */
@EmbeddedOnly(EmbeddedOnly.CALLS)
class EveryAlarmFiresTest extends FlowTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int ORDINARY_MINUTES = 5;

  /** Longer than the slowest alarm needs. */
  private static final int BAD_MINUTES = 8;

  private boolean pointsQueueIsDown;

  /** What happens in each minute in which something is wrong. */
  private final Map<String, Consumer<Shop>> causes =
      Map.of(
          "OldestUnsentAgeAlarm",
          shop -> {
            pointsQueueIsDown = true;
            shop.place("tea", 1);
            shop.tick(MINUTE);
          },
          "MessagesBlockedAlarm",
          shop -> {
            String id = "msg_" + shop.time.now().getEpochSecond();
            new OutboxRows(shop).putUnsent(id, "order.placed", "{\"type\":\"order.eaten\"}");
            shop.tick(MINUTE);
          },
          "ClockDifferenceAlarm",
          shop -> {
            WrongClock.by(Duration.ofMinutes(-2)).asksDynamo(shop);
            shop.tick(MINUTE);
          },
          "SweepHeartbeatAlarm",
          shop -> shop.pass(MINUTE));

  @Test
  void each_is_raised_by_its_cause_and_none_by_ordinary_minutes() {
    assertThat(Alarm.onOwnMetrics("any"))
        .extracting(Alarm::name)
        .hasSameElementsAs(causes.keySet());
    causes.forEach(
        (name, cause) -> {
          try (Shop shop = Shop.open(options -> options.sqs(this::around))) {
            shop.stock("tea", 100);
            // The heartbeat's alarm is raised until the first sweep, as after a deployment.
            shop.tick(MINUTE);
            assertThat(raised(shop, ORDINARY_MINUTES, EveryAlarmFiresTest::ordinaryMinute))
                .as("before what raises " + name)
                .isEmpty();
            assertThat(raised(shop, BAD_MINUTES, cause)).containsExactly(name);
          } finally {
            pointsQueueIsDown = false;
          }
        });
  }

  @Test
  void every_metric_of_an_alarm_is_told_of_the_stack_that_emitted_it() {
    try (Shop shop = Shop.open()) {
      shop.tick(MINUTE);
      List<Alarm> others = Alarm.onOwnMetrics("another-stack");
      assertThat(others)
          .filteredOn(alarm -> alarm.name().equals("SweepHeartbeatAlarm"))
          .allMatch(alarm -> alarm.isRaised(shop.figures.all(), shop.time.now().plus(MINUTE)));
    }
  }

  private static void ordinaryMinute(Shop shop) {
    WrongClock.by(Duration.ZERO).asksDynamo(shop);
    shop.place("tea", 1);
    shop.cancel(shop.place("nothing", 1));
    shop.tick(MINUTE);
  }

  /** Every alarm that is raised at the end of any of these minutes. */
  private static Set<String> raised(Shop shop, int minutes, Consumer<Shop> minute) {
    List<Alarm> alarms = Alarm.onOwnMetrics(shop.platform.template().stackName());
    Set<String> raised = new TreeSet<>();
    for (int i = 0; i < minutes; i++) {
      minute.accept(shop);
      alarms.stream()
          .filter(alarm -> alarm.isRaised(shop.figures.all(), shop.time.now()))
          .forEach(alarm -> raised.add(alarm.name()));
    }
    return raised;
  }

  private SqsClient around(SqsClient client) {
    return ClientProxy.around(
        SqsClient.class,
        client,
        (operation, request, call) -> {
          if (pointsQueueIsDown
              && request instanceof SendMessageBatchRequest batch
              && batch.queueUrl().endsWith("-points")) {
            throw SdkClientException.create("the points queue does not answer");
          }
          return call.proceed(request);
        });
  }
}
