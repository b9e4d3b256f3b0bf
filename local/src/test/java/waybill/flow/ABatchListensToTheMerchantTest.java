package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import waybill.local.DemoKeys;
import waybill.local.demo.Receiver;

/** What a merchant says while it is called for a batch of events holds from the next call. */
class ABatchListensToTheMerchantTest extends CallbackTest {

  private static final int EVENTS = 6;

  /** They begin together, so nothing that is said during one of them can hold for another. */
  private static final int AT_ONCE = 3;

  private static final String PAUSE = "{\"status\":\"PAUSED\"}";
  private static final String ENABLE = "{\"status\":\"ACTIVE\"}";

  @Test
  void that_has_all_of_it_already() {
    duringTheFirstCall(() -> ask("POST", "/acknowledge", "{\"uptoSeq\":6}").is(200));
    tellAll();
    shop.tick(Duration.ofMinutes(5));
    assertThat(callbacks.attempts()).hasSize(AT_ONCE);
    assertThat(callbacks.count("ACKNOWLEDGED")).isEqualTo(EVENTS - AT_ONCE);
    assertThat(callbacks.notification(EVENTS).path("attempts").asInt()).isZero();
  }

  @Test
  void that_wants_no_calls_for_now() {
    duringTheFirstCall(() -> callbacks.change(PAUSE).is(200));
    tellAll();
    assertThat(callbacks.attempts()).hasSize(AT_ONCE);
    assertThat(callbacks.count("PARKED")).isEqualTo(EVENTS - AT_ONCE);
    callbacks.change(ENABLE).is(200);
    shop.settle();
    assertThat(callbacks.attempts()).hasSize(EVENTS).containsOnly("1/50");
  }

  @Test
  void that_deletes_the_endpoint() {
    duringTheFirstCall(() -> ask("DELETE", "", "").is(204));
    tellAll();
    shop.tick(Duration.ofMinutes(5));
    assertThat(callbacks.attempts()).hasSize(AT_ONCE);
  }

  @Test
  void that_moves_to_another_server() throws IOException {
    try (Receiver next = Receiver.start()) {
      duringTheFirstCall(() -> callbacks.change("{\"url\":\"" + next.url() + "\"}").is(200));
      tellAll();
      assertThat(callbacks.receiver.calls()).hasSize(AT_ONCE);
      assertThat(next.calls()).hasSize(EVENTS - AT_ONCE);
      assertThat(callbacks.count("DELIVERED")).isEqualTo(EVENTS);
    }
  }

  @Test
  void that_takes_its_secret_out_of_use_at_once() throws WebhookVerificationException {
    String[] secret = new String[1];
    duringTheFirstCall(
        () -> secret[0] = ask("POST", "/secret", "{\"overlapSeconds\":0}").is(200).text("secret"));
    tellAll();
    assertThat(callbacks.receiver.calls()).hasSize(EVENTS);
    callbacks.verify(callbacks.receiver.calls().get(0), callbacks.secret);
    for (Receiver.Call later : callbacks.receiver.calls().subList(AT_ONCE, EVENTS)) {
      callbacks.verify(later, secret[0]);
    }
  }

  @Test
  void also_before_its_first_call_where_it_took_long_to_write_them_down() {
    faults.beforeOf(
        "transactWriteItems",
        Faults::isIntake,
        () -> {
          callbacks.change(PAUSE).is(200);
          shop.time.sleep(Duration.ofMillis(200));
        });
    tellAll();
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.attempts()).isEmpty();
    assertThat(callbacks.count("PARKED")).isEqualTo(EVENTS);
  }

  @Test
  void and_a_call_is_put_off_where_nobody_can_say_what_it_wants() {
    duringTheFirstCall(() -> faults.next("batchGetItem", new IllegalStateException("broken")));
    tellAll();
    shop.tick(Duration.ofMinutes(2));
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.attempts()).as("none was spent").hasSize(EVENTS).containsOnly("1/50");
    assertThat(callbacks.count("DELIVERED")).isEqualTo(EVENTS);
  }

  @Test
  void and_what_is_put_off_is_called_soon_also_where_the_answer_to_that_is_lost() {
    duringTheFirstCall(
        () ->
            faults
                .next("batchGetItem", new IllegalStateException("broken"))
                .loseTheAnswerOf("transactWriteItems"));
    tellAll();
    shop.pass(Duration.ofSeconds(1));
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.attempts()).hasSize(EVENTS).containsOnly("1/50");
  }

  @Test
  void and_successes_of_its_server_count_also_where_the_others_could_not_be_put_off() {
    callbacks.receiver.fail(1, 503, Map.of());
    callbacks.paidOrder();
    shop.settle();
    assertThat(callbacks.row("g#")).containsKey("failures");
    duringTheFirstCall(
        () -> {
          callbacks.acknowledge(1 + EVENTS);
          faults.next("transactWriteItems", new IllegalStateException("broken"));
        });
    tellAll();
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.receiver.calls()).hasSize(1 + AT_ONCE);
    assertThat(callbacks.row("g#")).doesNotContainKey("failures");
  }

  /** The first from now on. Those that are made beside it are answered after the event, too. */
  private void duringTheFirstCall(Runnable event) {
    CountDownLatch isOver = new CountDownLatch(1);
    int before = callbacks.receiver.calls().size();
    callbacks.receiver.onCall(
        number -> {
          if (number == before + 1) {
            event.run();
            isOver.countDown();
          }
          await(isOver);
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellAll() {
    shop.platform.trigger("NotifierFunction").pause();
    for (int i = 0; i < EVENTS; i++) {
      callbacks.paidOrder();
    }
    shop.settle();
    shop.platform.trigger("NotifierFunction").resume();
    shop.settle();
  }

  private Answer ask(String method, String path, String body) {
    return shop.call(DemoKeys.MERCHANT, method, "/endpoints/" + callbacks.endpointId + path, body);
  }
}
