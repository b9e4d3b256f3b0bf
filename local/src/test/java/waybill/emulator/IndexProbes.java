package waybill.emulator;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import waybill.platform.Item;

/** The sparse index. Emulators keep it in step; what lags on AWS shows nowhere. */
final class IndexProbes {

  private IndexProbes() {}

  static List<Probe> all() {
    return List.of(
        new Probe(
            "index-sparse",
            "Only an item with both key attributes stands in an index, and leaves it with one",
            IndexProbes::sparse),
        new Probe(
            "index-projection",
            "An index shows the table's key, its own and the attributes it includes, no other",
            IndexProbes::projection),
        new Probe(
            "index-number-order",
            "Numbers are in the order of their value",
            IndexProbes::numberOrder),
        new Probe(
            "index-newest-first",
            "ScanIndexForward=false turns the order around, also after a start key",
            IndexProbes::newestFirst),
        new Probe(
            "index-consistent",
            "A consistent read of an index is refused",
            lab -> Refusal.of(() -> query(lab, request -> request.consistentRead(true)))));
  }

  private static String sparse(Lab lab) {
    lab.put(due(lab, "1", 1));
    lab.put(lab.item("2").with("dueShard", lab.id()));
    lab.put(due(lab, "3", 3));
    String before = sorts(query(lab, request -> {}));
    lab.update("1", update -> update.updateExpression("REMOVE dueShard, dueAt"));
    return before + ", then " + sorts(query(lab, request -> {}));
  }

  private static String projection(Lab lab) {
    lab.put(due(lab, "1", 1).with("attempt", 2).with("other", 3));
    return query(lab, request -> {}).items().stream()
        .map(item -> item.keySet().stream().sorted().collect(Collectors.joining(" ")))
        .collect(Collectors.joining(", "));
  }

  private static String numberOrder(Lab lab) {
    fill(lab);
    return sorts(query(lab, request -> {}));
  }

  private static String newestFirst(Lab lab) {
    fill(lab);
    return sorts(
        query(
            lab,
            request ->
                request
                    .scanIndexForward(false)
                    .exclusiveStartKey(due(lab, "hundred", 100).attributes())));
  }

  private static void fill(Lab lab) {
    lab.put(due(lab, "nine", 9));
    lab.put(due(lab, "hundred", 100));
    lab.put(due(lab, "twenty", 20));
  }

  private static Item due(Lab lab, String sort, long at) {
    return lab.item(sort).with("dueShard", lab.id()).with("dueAt", at);
  }

  private static String sorts(QueryResponse page) {
    return page.items().stream()
        .map(item -> item.get("s").s())
        .collect(Collectors.joining(" ", "[", "]"));
  }

  private static QueryResponse query(Lab lab, Consumer<QueryRequest.Builder> how) {
    return lab.dynamo()
        .query(
            request -> {
              request
                  .tableName(Tables.INDEXED)
                  .indexName(Tables.INDEX)
                  .keyConditionExpression("dueShard = :shard")
                  .expressionAttributeValues(Map.of(":shard", AttributeValue.fromS(lab.id())));
              how.accept(request);
            });
  }
}
