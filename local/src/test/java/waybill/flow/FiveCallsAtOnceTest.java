package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waybill.local.trigger.Trigger;

/** However many invocations there are at once, an endpoint gets at most five calls at once. */
@EmbeddedOnly(EmbeddedOnly.VISIBILITY)
class FiveCallsAtOnceTest extends FlowTest {

  private static final int EVENTS = 100;
  private static final int INVOCATIONS = 10;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  private Callbacks callbacks;
  private Shop shop;
  private CrowdedReceiver crowded;
  private Trigger notifier;
  private Trigger retries;

  /** Nothing is taken from the queues until a test says so. */
  @BeforeEach
  void open() throws Exception {
    callbacks = Callbacks.open();
    shop = callbacks.shop;
    crowded = new CrowdedReceiver();
    callbacks.change("{\"url\":\"" + crowded.url() + "\"}").is(200);
    notifier = shop.platform.trigger("NotifierFunction");
    retries = shop.platform.trigger("RetryNotifierFunction");
    notifier.pause();
    retries.pause();
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    crowded.close();
    callbacks.close();
  }

  @Test
  void three_first_attempts_and_two_by_a_walk_and_the_rest_waits() throws Exception {
    tell(EVENTS);
    notifier.resume();
    CompletionService<Boolean> first = many(notifier);
    crowded.await(3);
    ended(first, INVOCATIONS - 1);
    retries.resume();
    CompletionService<Boolean> again = many(retries);
    crowded.await(2);
    ended(again, INVOCATIONS - 1);
    assertThat(crowded.mostAtOnce()).isEqualTo(5);
    crowded.open();
    ended(first, 1);
    ended(again, 1);
    // Whose intake met too many others comes again after some seconds.
    shop.tick(Duration.ofMinutes(2));
    assertThat(callbacks.count("DELIVERED")).isEqualTo(EVENTS);
    assertThat(crowded.calls()).as("none is called twice").isEqualTo(EVENTS);
    assertThat(crowded.mostAtOnce()).isEqualTo(5);
  }

  @Test
  void a_redelivery_in_the_middle_of_first_attempts_makes_no_room_for_others() throws Exception {
    tell(3);
    notifier.resume();
    CompletionService<Boolean> first = many(notifier);
    crowded.await(3);
    ended(first, INVOCATIONS - 1);
    for (int seq = 1; seq <= 3; seq++) {
      callbacks.redeliver(seq).is(202);
    }
    notifier.pause();
    tell(3);
    notifier.resume();
    ended(many(notifier), INVOCATIONS);
    assertThat(crowded.mostAtOnce()).as("calls that go on count").isEqualTo(3);
    crowded.open();
    ended(first, 1);
    retries.resume();
    shop.tick(Duration.ofMinutes(2));
    assertThat(callbacks.count("DELIVERED")).isEqualTo(6);
  }

  private void tell(int events) {
    for (int i = 0; i < events; i++) {
      callbacks.paidOrder();
    }
    shop.settle();
  }

  private CompletionService<Boolean> many(Trigger trigger) {
    CompletionService<Boolean> invocations = new ExecutorCompletionService<>(threads);
    for (int i = 0; i < INVOCATIONS; i++) {
      invocations.submit(trigger::pollOnce);
    }
    return invocations;
  }

  private static void ended(CompletionService<Boolean> invocations, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      assertThat(invocations.poll(30, TimeUnit.SECONDS)).as("invocation %s", i).isNotNull();
    }
  }
}
