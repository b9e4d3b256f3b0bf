package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import waybill.local.DemoKeys;

/** Invariant 12: of one batch, what is another merchant's keeps nobody waiting. */
class AMerchantWaitsForNobodyTest extends CallbackTest {

  private static final long PATIENCE_SECONDS = 20;

  private String other;

  @BeforeEach
  void anotherMerchantHasAnEndpointToo() {
    String body = "{\"url\":\"" + callbacks.receiver.url() + "\"}";
    other = shop.call(DemoKeys.OTHER, "POST", "/endpoints", body).is(201).text("endpointId");
  }

  @Test
  void whose_endpoints_take_long_to_read() throws InterruptedException {
    CountDownLatch isCalled = new CountDownLatch(1);
    boolean[] wasInTime = new boolean[1];
    callbacks.receiver.onCall(number -> isCalled.countDown());
    faults.beforeOf(
        "query", AMerchantWaitsForNobodyTest::readsTheFirst, () -> wasInTime[0] = isOver(isCalled));
    tellBothInOneBatch();
    assertThat(faults.allHappened()).isTrue();
    assertThat(wasInTime[0]).as("the other was called meanwhile").isTrue();
    assertThat(callbacks.attempts()).containsExactly("1/50", "1/50");
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.VISIBILITY)
  void whose_endpoints_cannot_be_read() {
    faults.nextOf(
        "query", AMerchantWaitsForNobodyTest::readsTheFirst, new IllegalStateException("broken"));
    tellBothInOneBatch();
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.attempts()).as("only the other").containsExactly("1/50");
    assertThat(callbacks.page("").path("items")).isEmpty();
    shop.pass(Duration.ofSeconds(10));
    assertThat(callbacks.attempts()).as("it failed, and was not merely busy").hasSize(1);
    shop.pass(Duration.ofMinutes(3));
    assertThat(callbacks.attempts()).containsExactly("1/50", "1/50");
    assertThat(callbacks.count("DELIVERED")).isEqualTo(1);
  }

  /** The one whose message comes first. */
  private static boolean readsTheFirst(Object request) {
    return request instanceof QueryRequest query
        && query.expressionAttributeValues().containsKey(":merchant")
        && query.expressionAttributeValues().get(":merchant").s().equals("demo");
  }

  private static boolean isOver(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tellBothInOneBatch() {
    shop.platform.trigger("NotifierFunction").pause();
    test(DemoKeys.MERCHANT, callbacks.endpointId);
    test(DemoKeys.OTHER, other);
    shop.platform.trigger("NotifierFunction").resume();
    shop.settle();
  }

  private void test(DemoKeys key, String endpointId) {
    shop.call(key, "POST", "/endpoints/" + endpointId + "/test", "").is(202);
    shop.settle();
  }
}
