package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import waybill.local.DemoKeys;
import waybill.local.demo.Receiver;

/** A merchant changes its secret without missing a call: old and new sign together for a while. */
@EmbeddedOnly(EmbeddedOnly.ROWS)
class ASecretIsRotatedTest extends CallbackTest {

  @Test
  void either_secret_verifies_during_the_overlap_and_only_the_new_one_after_it() throws Exception {
    String fresh = rotate("{\"overlapSeconds\":60}");
    assertThat(fresh).isNotEqualTo(callbacks.secret);
    shop.pass(Duration.ofSeconds(60).minusMillis(1));
    Receiver.Call during = call();
    assertThat(signatures(during)).hasSize(2);
    callbacks.verify(during, callbacks.secret);
    callbacks.verify(during, fresh);
    shop.pass(Duration.ofMillis(1));
    Receiver.Call after = call();
    assertThat(signatures(after)).hasSize(1);
    callbacks.verify(after, fresh);
    assertThatThrownBy(() -> callbacks.verify(after, callbacks.secret))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void without_a_body_the_overlap_is_a_day() {
    rotate("");
    shop.pass(Duration.ofDays(1).minusMillis(1));
    assertThat(signatures(call())).hasSize(2);
    shop.pass(Duration.ofMillis(1));
    assertThat(signatures(call())).hasSize(1);
  }

  @Test
  void an_overlap_of_nothing_ends_every_older_secret_at_once() throws Exception {
    rotate("{}");
    String fresh = rotate("{\"overlapSeconds\":0}");
    Receiver.Call call = call();
    assertThat(signatures(call)).hasSize(1);
    callbacks.verify(call, fresh);
  }

  @Test
  void no_older_secret_outlives_the_overlap_and_none_gains_by_it() {
    rotate("{\"overlapSeconds\":100}");
    rotate("{\"overlapSeconds\":604800}");
    assertThat(signatures(call())).hasSize(3);
    rotate("{\"overlapSeconds\":200}");
    shop.pass(Duration.ofSeconds(100));
    assertThat(signatures(call())).as("the first ends as it was said").hasSize(3);
    shop.pass(Duration.ofSeconds(100));
    assertThat(signatures(call())).as("a week became 200 seconds").hasSize(1);
  }

  @Test
  void more_than_five_in_force_are_refused_until_some_end() {
    for (int i = 0; i < 4; i++) {
      rotate("{\"overlapSeconds\":300}");
    }
    assertThat(signatures(call())).hasSize(5);
    assertThat(answer("{\"overlapSeconds\":300}").is(409).text("detail"))
        .contains("at most 5", "wait", "overlapSeconds of 0");
    assertThat(signatures(call())).as("nothing was changed").hasSize(5);
    shop.pass(Duration.ofSeconds(300));
    rotate("{\"overlapSeconds\":300}");
    assertThat(stored()).as("the ended ones are dropped").hasSize(2);
    IntStream.range(0, 3).forEach(i -> rotate("{\"overlapSeconds\":300}"));
    rotate("{\"overlapSeconds\":0}");
    assertThat(stored()).hasSize(1);
  }

  @Test
  void of_two_rotations_at_once_neither_is_lost() throws Exception {
    String[] other = new String[1];
    faults.before("updateItem", () -> other[0] = rotate("{}"));
    String fresh = rotate("{}");
    assertThat(faults.allHappened()).isTrue();
    Receiver.Call call = call();
    assertThat(signatures(call)).hasSize(3);
    for (String secret : List.of(callbacks.secret, other[0], fresh)) {
      callbacks.verify(call, secret);
    }
  }

  @Test
  void a_rotation_whose_answer_from_the_table_is_lost_stands_once() throws Exception {
    faults.loseTheAnswerOf("updateItem");
    String fresh = rotate("{}");
    Receiver.Call call = call();
    assertThat(signatures(call)).hasSize(2);
    callbacks.verify(call, fresh);
  }

  @Test
  void an_endpoint_that_is_deleted_meanwhile_gets_no_secret() {
    String path = "/endpoints/" + callbacks.endpointId;
    faults.before("updateItem", () -> shop.call(DemoKeys.MERCHANT, "DELETE", path, "").is(204));
    answer("{}").is(404);
    answer("{}").is(404);
    assertThat(shop.rows("endpoints").toString()).doesNotContain("secret");
  }

  @Test
  void anothers_endpoint_or_none_is_not_found() {
    String path = "/endpoints/" + callbacks.endpointId + "/secret";
    shop.call(DemoKeys.OTHER, "POST", path, "{\"overlapSeconds\":0}").is(404);
    shop.call(DemoKeys.ACQUIRER, "POST", path, "").is(403);
    for (String id : new String[] {"ep_none", "limit~", "seq"}) {
      shop.call(DemoKeys.MERCHANT, "POST", "/endpoints/" + id + "/secret", "").is(404);
    }
    assertThat(signatures(call())).hasSize(1);
  }

  @Test
  void a_bad_overlap_is_named() {
    for (String body :
        new String[] {
          "{\"overlapSeconds\":-1}",
          "{\"overlapSeconds\":604801}",
          "{\"overlapSeconds\":1.5}",
          "{\"overlapSeconds\":\"60\"}",
          "{\"overlapSeconds\":null}",
        }) {
      assertThat(answer(body).is(400).json().at("/errors/0/pointer").asText())
          .as(body)
          .isEqualTo("/overlapSeconds");
    }
    assertThat(answer("{\"overlap\":1}").is(400).json().at("/errors/0/pointer").asText())
        .isEqualTo("/overlap");
    answer("[]").is(400);
    answer("{\"overlapSeconds\":604800}").is(200);
  }

  private String rotate(String body) {
    return answer(body).is(200).text("secret");
  }

  private Answer answer(String body) {
    return shop.call(
        DemoKeys.MERCHANT, "POST", "/endpoints/" + callbacks.endpointId + "/secret", body);
  }

  /** What a payment makes us call with, now. */
  private Receiver.Call call() {
    int before = callbacks.receiver.calls().size();
    callbacks.paidOrder();
    shop.settle();
    assertThat(callbacks.receiver.calls()).hasSize(before + 1);
    return callbacks.receiver.calls().get(before);
  }

  private List<?> stored() {
    return callbacks.endpointRow().get("secrets").l();
  }

  private static List<String> signatures(Receiver.Call call) {
    return List.of(call.header("webhook-signature").split(" "));
  }
}
