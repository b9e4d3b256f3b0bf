package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Invariant 6, for each queue whose function meets contention until its time is over: the message
 * comes again in seconds, long before its visibility time-out.
 */
@EmbeddedOnly(EmbeddedOnly.VISIBILITY)
class BusyConsumersTest extends FlowTest {

  /** The first return to a queue, which doubles with each receive. */
  private static final Duration FIRST_RETURN_MAX = Duration.ofSeconds(5);

  /** More than any function tries. */
  private static final int FAULTS = 1000;

  private final Faults faults = new Faults();

  @Test
  void an_order_that_cannot_be_rejected_now_is_rejected_a_little_later() {
    try (Shop shop = Shop.open(faults)) {
      shop.platform.trigger("OrderConsumerFunction").pause();
      String order = shop.place("nothing", 1);
      shop.settle();
      busyOnce(shop, "OrderConsumerFunction", "transactWriteItems");
      shop.order(order).is("PLACED", "REJECTED", "GRANTED");
      shop.pass(FIRST_RETURN_MAX);
      shop.order(order).is("REJECTED", "REJECTED", "REVERSED");
    }
  }

  @Test
  void an_event_that_cannot_be_taken_in_now_is_told_a_little_later() {
    try (Callbacks callbacks = Callbacks.open(Shop.open(faults))) {
      callbacks.shop.platform.trigger("NotifierFunction").pause();
      callbacks.paidOrder();
      callbacks.shop.settle();
      busyOnce(callbacks.shop, "NotifierFunction", "transactWriteItems");
      assertThat(callbacks.attempts()).isEmpty();
      callbacks.shop.pass(FIRST_RETURN_MAX);
      assertThat(callbacks.attempts()).containsExactly("1/50");
    }
  }

  @Test
  void an_attempt_that_cannot_be_claimed_now_is_made_a_little_later() {
    try (Callbacks callbacks = Callbacks.open(Shop.open(faults))) {
      callbacks.receiver.fail(1, 503, Map.of());
      callbacks.paidOrder();
      callbacks.shop.settle();
      callbacks.shop.platform.trigger("RetryNotifierFunction").pause();
      callbacks.shop.pass(Duration.ofSeconds(3));
      busyOnce(callbacks.shop, "RetryNotifierFunction", "updateItem");
      assertThat(callbacks.attempts()).containsExactly("1/50");
      callbacks.shop.pass(FIRST_RETURN_MAX);
      assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
    }
  }

  /** Lets a paused function take its message while nothing of an operation gets through. */
  private void busyOnce(Shop shop, String function, String operation) {
    for (int i = 0; i < FAULTS; i++) {
      faults.next(operation, SdkClientException.create("no answer"));
    }
    shop.platform.trigger(function).resume();
    shop.settle();
    faults.forget();
  }
}
