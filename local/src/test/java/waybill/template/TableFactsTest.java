package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.QUEUE;
import static waybill.template.TemplateDocument.TABLE;
import static waybill.template.TemplateDocument.of;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TableFactsTest {

  @Test
  void every_table_is_on_demand() {
    Fact fact =
        Fact.that(
            template -> {
              for (String table : template.named(TABLE)) {
                assertThat(template.text(of(table, "BillingMode")))
                    .as(table)
                    .isEqualTo("PAY_PER_REQUEST");
              }
            });
    Fact.template().named(TABLE).forEach(table -> fact.failsWithout(of(table, "BillingMode")));
  }

  @Test
  void names_are_substituted_from_the_stack_as_a_reference_is_something_else_under_sam_local() {
    Fact fact =
        Fact.that(
            template -> {
              for (String table : template.named(TABLE)) {
                assertThat(template.text(of(table, "TableName/Fn::Sub")))
                    .isEqualTo("${AWS::StackName}-" + dashed(table.replace("Table", "")));
              }
              for (String queue : template.named(QUEUE)) {
                assertThat(template.text(of(queue, "QueueName/Fn::Sub")))
                    .isEqualTo("${AWS::StackName}-" + dashed(queue.replace("Queue", "")));
              }
            });
    Fact.template().named(TABLE).forEach(table -> fact.failsWithout(of(table, "TableName")));
    Fact.template().named(QUEUE).forEach(queue -> fact.failsWithout(of(queue, "QueueName")));
  }

  /** {@code RelayDlq} becomes {@code relay-dlq}. */
  private static String dashed(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  @Test
  void rows_expire_in_the_tables_that_grow_with_time_and_in_no_other() {
    List<String> expiring = List.of("OutboxTable", "EndpointsTable", "DeliveriesTable");
    Fact fact =
        Fact.that(
            template -> {
              for (String table : template.named(TABLE)) {
                assertThat(template.text(of(table, "TimeToLiveSpecification/AttributeName")))
                    .as(table)
                    .isEqualTo(expiring.contains(table) ? "expiresAt" : "");
              }
            });
    for (String table : expiring) {
      fact.failsWithout(of(table, "TimeToLiveSpecification"));
    }
    fact.failsWith(
        of("StockTable", "TimeToLiveSpecification"),
        Map.of("AttributeName", "expiresAt", "Enabled", "true"));
  }

  @Test
  void indexes_carry_what_a_page_or_a_sweep_needs_and_nothing_more() {
    String orders = of("OrdersTable", "GlobalSecondaryIndexes/0/Projection");
    String due = of("DeliveriesTable", "GlobalSecondaryIndexes/0/Projection");
    Fact.that(
            template -> {
              assertThat(template.text(orders + "/ProjectionType")).isEqualTo("KEYS_ONLY");
              assertThat(template.text(due + "/ProjectionType")).isEqualTo("INCLUDE");
              assertThat(template.list(due + "/NonKeyAttributes"))
                  .containsExactly("merchantId", "attempt", "round", "nextAttemptAt");
            })
        .failsWith(orders + "/ProjectionType", "ALL")
        .failsWith(due + "/ProjectionType", "ALL")
        .failsWithout(due + "/NonKeyAttributes/0");
  }
}
