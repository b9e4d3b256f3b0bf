package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.audit.Audit;
import waybill.local.audit.Finding;
import waybill.local.audit.Report;

/** A shop with a merchant's server, whose tables can be spoilt by hand and audited. */
final class Audited implements AutoCloseable {

  /** Longer than anything may be on its way. */
  static final Duration LONG = Duration.ofMinutes(15);

  final Callbacks callbacks = Callbacks.open();
  final Shop shop = callbacks.shop;

  @Override
  public void close() {
    callbacks.close();
  }

  Report report() {
    return Audit.run(Desk.of(shop).platform(), line -> {});
  }

  static List<String> names(Report report) {
    return report.checks().stream()
        .filter(check -> check.drifted() > 0)
        .map(Finding::name)
        .toList();
  }

  /** The names of all checks that found something; the named one did, and says what. */
  List<String> finds(String check, String what) {
    Report report = report();
    Map<String, Finding> findings =
        report.checks().stream().collect(Collectors.toMap(Finding::name, each -> each));
    assertThat(findings.get(check).examples())
        .as(() -> report.toString())
        .hasSize(1)
        .allSatisfy(example -> assertThat(example).contains(what));
    assertThat(report.drift()).isPositive();
    return names(report);
  }

  /** An order that was served long ago. */
  String settledOrder() {
    String order = shop.place("tea", 1);
    shop.settle();
    shop.pass(LONG);
    return order;
  }

  Map<String, AttributeValue> message(String type, String order) {
    return shop.outbox(type).stream()
        .filter(row -> row.get("envelope").s().contains(order))
        .findFirst()
        .orElseThrow();
  }

  static Map<String, String> keyOf(Map<String, AttributeValue> row) {
    return Map.of("bucket", row.get("bucket").s(), "messageId", row.get("messageId").s());
  }

  void delete(String table, Map<String, String> key) {
    shop.platform.dynamo().deleteItem(r -> r.tableName(shop.physical(table)).key(texts(key)));
  }

  void set(String table, Map<String, String> key, String name, AttributeValue value) {
    shop.platform
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName(shop.physical(table))
                    .key(texts(key))
                    .updateExpression("SET #name = :value")
                    .expressionAttributeNames(Map.of("#name", name))
                    .expressionAttributeValues(Map.of(":value", value)));
  }

  private static Map<String, AttributeValue> texts(Map<String, String> key) {
    return key.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, each -> AttributeValue.fromS(each.getValue())));
  }

  void purge(String queue) {
    shop.platform.sqs().purgeQueue(purge -> purge.queueUrl(shop.platform.queueUrl(queue)));
  }
}
