package waybill.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogContextTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @AfterEach
  void nothing_is_left_behind() {
    assertThat(now()).isEmpty();
  }

  @Test
  void an_event_brings_its_ids_for_as_long_as_it_is_worked_on() {
    LogContext.ofEvent(event("ord_1"))
        .run(
            () ->
                assertThat(now())
                    .isEqualTo(Map.of("messageId", "msg_1", "orderId", "ord_1", "traceId", TRACE)));
  }

  @Test
  void what_is_no_id_does_not_get_in() {
    for (String subject : new String[] {"two words", "", "x".repeat(129), "{}"}) {
      LogContext.ofEvent(event(subject)).run(() -> assertThat(now()).doesNotContainKey("orderId"));
    }
    for (String body : new String[] {null, "", "no JSON", "[1]", "7", "{\"id\":{\"a\":1}}"}) {
      LogContext.ofEvent(body).run(() -> assertThat(now()).isEmpty());
    }
  }

  @Test
  void contexts_nest_and_the_outer_one_is_there_again_after_a_failure() {
    LogContext.empty()
        .order("outer")
        .run(
            () -> {
              assertThatThrownBy(
                      () ->
                          LogContext.empty()
                              .order("inner")
                              .run(
                                  () -> {
                                    throw new IllegalStateException(now().get("orderId"));
                                  }))
                  .hasMessage("inner");
              assertThat(now()).containsEntry("orderId", "outer");
            });
  }

  @Test
  void an_order_that_becomes_known_is_on_the_lines_that_follow() {
    LogContext.empty()
        .run(
            () -> {
              LogContext.nowOf("ord_2");
              assertThat(now()).containsEntry("orderId", "ord_2");
            });
  }

  private static String event(String subject) {
    return Json.write(
        Map.of(
            "id",
            "msg_1",
            "subject",
            subject,
            "traceparent",
            "00-" + TRACE + "-b7ad6b7169203331-01",
            "data",
            "secret"));
  }

  private static Map<String, String> now() {
    Map<String, String> ids = MDC.getCopyOfContextMap();
    return ids == null ? Map.of() : new HashMap<>(ids);
  }
}
