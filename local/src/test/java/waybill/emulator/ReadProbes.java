package waybill.emulator;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import waybill.platform.Item;

/** Reads by key and pages of a partition. */
final class ReadProbes {

  private static final int LARGE_BYTES = 390 * 1024;
  private static final int LARGE_ITEMS = 5;

  private static final String NEXT = " and a next page";

  private ReadProbes() {}

  static List<Probe> all() {
    return List.of(
        new Probe(
            "batch-get-absent",
            "A key without an item is left out of the answer, and is not unprocessed",
            ReadProbes::absent),
        new Probe(
            "batch-get-100",
            "100 keys are taken, 101 are not",
            lab -> get(lab, keys(lab, 100)) + ", " + get(lab, keys(lab, 101))),
        new Probe(
            "batch-get-twice",
            "A key given twice is refused",
            lab -> get(lab, List.of(lab.item("1").attributes(), lab.item("1").attributes()))),
        new Probe(
            "batch-get-1-mb",
            "What is over 1 MB of one partition is named as unprocessed",
            ReadProbes::unprocessed),
        new Probe(
            "query-limit-filter",
            "Limit counts items before the filter, so that an empty page has a next one",
            ReadProbes::limitAndFilter),
        new Probe(
            "query-last-page",
            "A page that ends with the last item may still name a next one",
            ReadProbes::lastPage),
        new Probe("query-1-mb", "A page ends at 1 MB, whatever its limit", ReadProbes::largePage),
        new Probe(
            "query-order",
            "Sort keys are in the order of their UTF-8 bytes, BETWEEN with both ends",
            ReadProbes::order),
        new Probe(
            "query-start-deleted",
            "A page may begin after an item that is gone",
            ReadProbes::startAfterDeleted),
        new Probe(
            "read-expired",
            "An item whose TTL has passed is read until it is deleted, some time later",
            ReadProbes::expired));
  }

  private static String absent(Lab lab) {
    lab.put(lab.item("key0"));
    BatchGetItemResponse answer = batch(lab, keys(lab, 2));
    return answer.responses().get(Tables.INDEXED).size()
        + " read, "
        + answer.unprocessedKeys().size()
        + " unprocessed";
  }

  private static String get(Lab lab, List<Map<String, AttributeValue>> keys) {
    return Refusal.of(() -> batch(lab, keys));
  }

  private static String unprocessed(Lab lab) {
    fillWithLarge(lab);
    BatchGetItemResponse answer = batch(lab, keys(lab, LARGE_ITEMS));
    int left =
        answer.unprocessedKeys().values().stream().mapToInt(keys -> keys.keys().size()).sum();
    int lost = LARGE_ITEMS - answer.responses().get(Tables.INDEXED).size() - left;
    return (left > 0 ? "some" : "none") + " unprocessed, " + lost + " lost";
  }

  private static String limitAndFilter(Lab lab) {
    lab.put(lab.item("1").with("n", 1));
    lab.put(lab.item("2").with("n", 2));
    return page(
        lab,
        request ->
            request
                .limit(1)
                .filterExpression("n = :two")
                .expressionAttributeValues(values(lab, Map.of(":two", Item.number(2)))));
  }

  private static String lastPage(Lab lab) {
    lab.put(lab.item("1"));
    lab.put(lab.item("2"));
    return page(lab, request -> request.limit(2));
  }

  private static String largePage(Lab lab) {
    fillWithLarge(lab);
    String page = page(lab, request -> request.limit(100));
    return page.endsWith(NEXT) ? "a part" + NEXT : page;
  }

  private static void fillWithLarge(Lab lab) {
    IntStream.range(0, LARGE_ITEMS)
        .forEach(i -> lab.put(lab.item("key" + i).with("text", "x".repeat(LARGE_BYTES))));
  }

  private static String order(Lab lab) {
    List.of("10", "9", "a", "Z", "e#1", "é", "99", "😀", "～")
        .forEach(sort -> lab.put(lab.item(sort)));
    String all = page(lab, request -> {});
    String between =
        page(
            lab,
            request ->
                request
                    .keyConditionExpression("p = :p AND s BETWEEN :from AND :to")
                    .expressionAttributeValues(
                        values(
                            lab,
                            Map.of(
                                ":from", AttributeValue.fromS("10"),
                                ":to", AttributeValue.fromS("99")))));
    return all + "; " + between;
  }

  private static String startAfterDeleted(Lab lab) {
    lab.put(lab.item("1"));
    lab.put(lab.item("3"));
    return page(lab, request -> request.exclusiveStartKey(lab.item("2").attributes()));
  }

  private static String expired(Lab lab) {
    lab.put(lab.item("1").with("expiresAt", 1_000_000_000));
    return lab.read("1");
  }

  private static String page(Lab lab, Consumer<QueryRequest.Builder> how) {
    QueryResponse page =
        lab.dynamo()
            .query(
                request -> {
                  request
                      .tableName(Tables.INDEXED)
                      .consistentRead(true)
                      .keyConditionExpression("p = :p")
                      .expressionAttributeValues(values(lab, Map.of()));
                  how.accept(request);
                });
    String items =
        page.items().stream().map(item -> item.get("s").s()).collect(Collectors.joining(" "));
    return "[" + items + "]" + (page.lastEvaluatedKey().isEmpty() ? "" : NEXT);
  }

  private static Map<String, AttributeValue> values(Lab lab, Map<String, AttributeValue> more) {
    Item values = Item.empty().with(":p", lab.id());
    values.attributes().putAll(more);
    return values.attributes();
  }

  private static List<Map<String, AttributeValue>> keys(Lab lab, int count) {
    return IntStream.range(0, count).mapToObj(i -> lab.item("key" + i).attributes()).toList();
  }

  private static BatchGetItemResponse batch(Lab lab, List<Map<String, AttributeValue>> keys) {
    KeysAndAttributes wanted = KeysAndAttributes.builder().consistentRead(true).keys(keys).build();
    return lab.dynamo()
        .batchGetItem(request -> request.requestItems(Map.of(Tables.INDEXED, wanted)));
  }
}
