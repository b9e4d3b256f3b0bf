package waybill.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator sees and moves with {@code ./waybill outbox}. */
class OutboxCommandTest {

  private final OperatedStack at = new OperatedStack();

  @AfterEach
  void close() {
    at.close();
  }

  @Test
  void what_is_not_there_exits_1() throws IOException {
    assertThat(at.typed("outbox", "show", "msg_none").exits(1).err()).contains("msg_none");
    assertThat(at.typed("outbox", "unblock", "msg_none").exits(1).err()).contains("msg_none");
    String nobody = "http://127.0.0.1:" + Typed.portOfNobody();
    assertThat(Typed.run("outbox", "list", "--endpoint", nobody).exits(1).err())
        .contains("connection refused");
  }

  @Test
  void blocked_messages_are_listed_shown_and_unblocked_by_their_class() {
    at.block("msg_one", "unknown-type");
    at.block("msg_two", "unknown-type");
    at.block("msg_other", "too-large");
    assertThat(at.typed("outbox", "list").exits(0).out())
        .contains("msg_one", "msg_two", "msg_other");
    assertThat(at.typed("outbox", "list", "--error-class", "too-large").exits(0).out())
        .contains("msg_other status=BLOCKED type=order.eaten", "errorClass=too-large")
        .hasLineCount(1);
    assertThat(at.typed("outbox", "show", "msg_one").exits(0).out())
        .contains("status=BLOCKED", "attempts=3", "envelope={}");
    assertThat(at.typed("outbox", "unblock", "--error-class", "unknown-type").exits(0).out())
        .contains("unblocked msg_one", "unblocked msg_two", "unblocked=2 left=0");
    assertThat(at.typed("outbox", "unblock", "msg_one").exits(1).err())
        .contains("msg_one is PENDING and not BLOCKED");
    assertThat(at.typed("outbox", "list").exits(0).out()).hasLineCount(1);
    at.typed("outbox", "unblock", "msg_other").exits(0);
    assertThat(at.typed("outbox", "list").exits(0).out()).isEmpty();
    assertThat(at.typed("outbox", "list", "--status", "PENDING").exits(0).out())
        .contains("msg_one");
  }

  @Test
  void sent_messages_are_resent_by_id_or_by_type() {
    String order = at.place("again");
    String message = at.messageOf(order);
    assertThat(at.typed("outbox", "resend", message).exits(0).out()).contains("resent " + message);
    assertThat(at.typed("outbox", "show", message).exits(0).out()).contains("status=PENDING");
    at.platform.settle();
    assertThat(at.typed("outbox", "resend", "--type", "order.placed").exits(0).out())
        .contains("resent " + message);
    at.platform.settle();
    assertThat(at.typed("outbox", "show", message).exits(0).out()).contains("status=SENT");
  }
}
