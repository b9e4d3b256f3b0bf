package waybill.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator sees and moves with {@code ./waybill dlq}. */
class DlqCommandTest {

  private final OperatedStack at = new OperatedStack();

  @AfterEach
  void close() {
    at.close();
  }

  @Test
  void dead_letters_are_listed_and_redriven() {
    String body = "{\"id\":\"msg_dead\",\"type\":\"order.eaten\",\"subject\":\"ord_1\"}";
    at.send("points-dlq", body);
    at.send("relay-dlq", "{}");
    String list = at.typed("dlq", "list").exits(0).out();
    assertThat(list)
        .contains(at.stack + "-points-dlq depth=1", "msg_dead type=order.eaten about=ord_1")
        .contains(at.stack + "-relay-dlq depth=1", "holds positions");
    assertThat(at.typed("dlq", "redrive", "relay").exits(2).err()).contains("holds positions");
    assertThat(at.typed("dlq", "redrive", "nobody").exits(2).err()).contains("no queue nobody");
    assertThat(at.typed("dlq", "redrive", "all").exits(0).out())
        .contains(at.stack + "-points-dlq redriven=1 refused=0")
        .doesNotContain("relay");
    assertThat(at.typed("dlq", "list").exits(0).out()).contains(at.stack + "-points-dlq depth=0");
  }
}
