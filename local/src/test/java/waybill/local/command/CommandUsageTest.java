package waybill.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed wrong reaches no stack. */
class CommandUsageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit --unknown",
        "audit word",
        "audit --aws",
        "audit --aws --stack a --endpoint http://127.0.0.1:1",
        "audit --endpoint http://127.0.0.1:1 --dynamodb-url http://127.0.0.1:1",
        "audit --dynamodb-url nonsense",
        "audit --stack -",
        "outbox",
        "outbox nothing",
        "outbox show",
        "outbox list --status LOST",
        "outbox list --limit 0",
        "outbox list --since yesterday",
        "outbox unblock",
        "outbox unblock msg_1 --error-class unknown-type",
        "outbox unblock --all --type order.placed",
        "outbox resend",
        "dlq",
        "dlq redrive",
        "dlq redrive inventory --rate 0",
        "dlq redrive inventory --limit many",
        "bench",
        "bench nothing",
        "bench neighbour word",
        "bench neighbour --seconds 0",
        "bench neighbour --rounds 0",
        "bench neighbour --pending 0",
        "bench neighbour --rate 0",
        "bench neighbour --rate 1001",
        "bench neighbour --max-ratio 0",
        "bench neighbour --max-ratio much"
      })
  void wrong_usage_exits_2_and_says_where_help_is(String line) {
    Typed wrong = Typed.run(line.split(" ")).exits(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).contains("--help").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit",
        "outbox",
        "outbox list",
        "outbox show",
        "outbox unblock",
        "outbox resend",
        "dlq",
        "dlq list",
        "dlq redrive",
        "bench",
        "bench neighbour"
      })
  void every_command_has_help(String line) {
    assertThat(Typed.run((line + " --help").split(" ")).exits(0).out())
        .contains("Usage: waybill " + line);
  }
}
