package waybill.emulator;

import java.math.BigInteger;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import waybill.platform.Item;
import waybill.platform.Update;

/** Records of a stream of new images. */
final class StreamProbes {

  private static final int EARLY_ITERATORS = 3;

  private static final String TABLE = Tables.STREAMED;

  private StreamProbes() {}

  static List<Probe> all() {
    return List.of(
        new Probe(
            "stream-images",
            "A new item is an INSERT, a changed one a MODIFY, both whole; a REMOVE shows the key",
            StreamProbes::images),
        new Probe(
            "stream-put-over",
            "A put over an item is a MODIFY",
            lab -> records(lab, 2, () -> put(lab, "1", 1), () -> put(lab, "1", 2))),
        new Probe(
            "stream-update-new",
            "An update that makes an item is an INSERT",
            lab -> records(lab, 1, () -> set(lab, "1", "n", 1))),
        new Probe(
            "stream-no-change",
            "A write that changes nothing leaves no record",
            lab ->
                records(
                    lab,
                    2,
                    () -> put(lab, "1", 1),
                    () -> put(lab, "1", 1),
                    () -> set(lab, "1", "n", 1),
                    () -> put(lab, "2", 2))),
        new Probe(
            "stream-refused",
            "A write whose condition fails leaves no record",
            lab ->
                records(
                    lab,
                    2,
                    () -> put(lab, "1", 1),
                    () -> putNew(lab, "1"),
                    () -> put(lab, "2", 2))),
        new Probe(
            "stream-transaction",
            "A transaction leaves a record for each of its items",
            StreamProbes::transaction),
        new Probe(
            "stream-cancelled",
            "A transaction that was cancelled leaves no record",
            StreamProbes::cancelled),
        new Probe(
            "stream-order",
            "The records of an item are in the order of its writes, their numbers grow",
            StreamProbes::order),
        new Probe(
            "stream-after-sequence",
            "An iterator after a record's number begins with the next record",
            StreamProbes::afterSequence),
        new Probe(
            "stream-early-iterator",
            "An iterator that was made before the first record reads it",
            StreamProbes::earlyIterator));
  }

  private static String images(Lab lab) {
    return records(
        lab, 3, () -> put(lab, "1", 1), () -> set(lab, "1", "m", 2), () -> delete(lab, "1"));
  }

  private static String transaction(Lab lab) {
    return records(lab, 2, () -> transact(lab, step(lab, "1", null), step(lab, "2", null)));
  }

  private static String cancelled(Lab lab) {
    return records(
        lab,
        2,
        () -> put(lab, "1", 1),
        () -> transact(lab, step(lab, "2", null), step(lab, "1", "attribute_not_exists(p)")),
        () -> put(lab, "3", 1));
  }

  private static String order(Lab lab) {
    for (int n = 1; n <= 3; n++) {
      put(lab, "1", n);
    }
    List<Record> records = reader(lab).records(lab.id(), 3);
    List<BigInteger> numbers =
        records.stream().map(record -> new BigInteger(record.dynamodb().sequenceNumber())).toList();
    long ids = records.stream().map(Record::eventID).distinct().count();
    return StreamReader.text(records)
        + "; numbers "
        + (numbers.equals(numbers.stream().sorted().distinct().toList()) ? "grow" : "do not grow")
        + ", "
        + ids
        + " ids";
  }

  private static String afterSequence(Lab lab) {
    StreamReader reader = ownTable(lab);
    for (int n = 1; n <= 3; n++) {
      put(lab, lab.id(), "" + n, n);
    }
    Record first = reader.records(lab.id(), 3).get(0);
    return StreamReader.text(
        reader.read(
            reader.iterator(
                reader.shards().get(0),
                ShardIteratorType.AFTER_SEQUENCE_NUMBER,
                first.dynamodb().sequenceNumber())));
  }

  /** Of several: DynamoDB Local refuses nearly all of them, but now and then one reads. */
  private static String earlyIterator(Lab lab) {
    String read = "";
    for (int i = 0; i < EARLY_ITERATORS; i++) {
      String table = lab.id() + "-" + i;
      StreamReader reader = ownTable(lab, table);
      String early = reader.iterator(reader.shards().get(0), ShardIteratorType.TRIM_HORIZON, null);
      put(lab, table, "1", 1);
      reader.records(lab.id(), 1);
      read = StreamReader.text(reader.read(early));
    }
    return read;
  }

  private static StreamReader ownTable(Lab lab) {
    return ownTable(lab, lab.id());
  }

  private static StreamReader ownTable(Lab lab, String name) {
    Tables.createStreamed(lab.dynamo(), name);
    return new StreamReader(lab.emulator(), name);
  }

  /** What the stream shows of these writes, and that nothing else is in between. */
  private static String records(Lab lab, int count, Runnable... writes) {
    List.of(writes).forEach(Runnable::run);
    return StreamReader.text(reader(lab).records(lab.id(), count));
  }

  private static StreamReader reader(Lab lab) {
    return new StreamReader(lab.emulator(), TABLE);
  }

  private static void put(Lab lab, String sort, long n) {
    put(lab, TABLE, sort, n);
  }

  private static void put(Lab lab, String table, String sort, long n) {
    Item item = lab.item(sort).with("n", n);
    lab.dynamo().putItem(request -> request.tableName(table).item(item.attributes()));
  }

  private static void putNew(Lab lab, String sort) {
    Refusal.of(
        () ->
            lab.dynamo()
                .putItem(
                    request ->
                        request
                            .tableName(TABLE)
                            .item(lab.item(sort).with("n", 0).attributes())
                            .conditionExpression("attribute_not_exists(p)")));
  }

  private static void set(Lab lab, String sort, String name, long value) {
    lab.dynamo()
        .updateItem(
            new Update()
                .set(name, value)
                .request()
                .tableName(TABLE)
                .key(lab.item(sort).attributes())
                .build());
  }

  private static void delete(Lab lab, String sort) {
    lab.dynamo().deleteItem(request -> request.tableName(TABLE).key(lab.item(sort).attributes()));
  }

  private static void transact(Lab lab, TransactWriteItem... steps) {
    Refusal.of(() -> lab.dynamo().transactWriteItems(request -> request.transactItems(steps)));
  }

  private static TransactWriteItem step(Lab lab, String sort, String condition) {
    Item item = lab.item(sort).with("n", 1);
    return TransactWriteItem.builder()
        .put(put -> put.tableName(TABLE).item(item.attributes()).conditionExpression(condition))
        .build();
  }
}
