package waybill.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables and queues. */
final class StorageReader {

  private static final int VISIBILITY_DEFAULT_SECONDS = 30;
  private static final int RETENTION_DEFAULT_SECONDS = 345_600;

  private StorageReader() {}

  static TableSpec table(Section table, String name) {
    Map<String, String> types = new LinkedHashMap<>();
    table
        .sections("AttributeDefinitions")
        .forEach(
            attribute ->
                types.put(attribute.text("AttributeName"), attribute.text("AttributeType")));
    Section ttl = table.section("TimeToLiveSpecification");
    return new TableSpec(
        table.where().resource(),
        name,
        types,
        key(table, types),
        table.sections("GlobalSecondaryIndexes").stream()
            .map(index -> index(index, types))
            .toList(),
        table.section("StreamSpecification").optionalText("StreamViewType"),
        ttl.flag("Enabled") ? Optional.of(ttl.text("AttributeName")) : Optional.empty());
  }

  private static TableSpec.Index index(Section index, Map<String, String> types) {
    Section projection = index.section("Projection");
    return new TableSpec.Index(
        index.text("IndexName"),
        key(index, types),
        projection.text("ProjectionType"),
        projection.texts("NonKeyAttributes"));
  }

  private static TableSpec.Key key(Section keyed, Map<String, String> types) {
    Optional<String> partition = Optional.empty();
    Optional<String> sort = Optional.empty();
    List<Section> elements = keyed.sections("KeySchema");
    for (Section element : elements) {
      String attribute = element.text("AttributeName");
      if (!types.containsKey(attribute)) {
        throw element.at("AttributeName").bad(attribute + " is not in AttributeDefinitions");
      }
      switch (element.text("KeyType")) {
        case "HASH" -> partition = Optional.of(attribute);
        case "RANGE" -> sort = Optional.of(attribute);
        default -> throw element.at("KeyType").bad("expected HASH or RANGE");
      }
    }
    return new TableSpec.Key(
        partition.orElseThrow(() -> keyed.at("KeySchema").bad("has no HASH key")), sort);
  }

  static QueueSpec queue(Section queue, String name) {
    Section redrive = queue.section("RedrivePolicy");
    if (queue.number("DelaySeconds", 0) != 0) {
      throw queue.at("DelaySeconds").bad("a delay of the whole queue does not run locally");
    }
    return new QueueSpec(
        queue.where().resource(),
        name,
        queue.number("VisibilityTimeout", VISIBILITY_DEFAULT_SECONDS),
        queue.number("MessageRetentionPeriod", RETENTION_DEFAULT_SECONDS),
        redrive.keys().isEmpty() ? Optional.empty() : Optional.of(redrive(redrive)));
  }

  private static QueueSpec.Redrive redrive(Section redrive) {
    Where where = redrive.at("deadLetterTargetArn");
    return new QueueSpec.Redrive(
        Resources.queueOf(redrive.text("deadLetterTargetArn"), where),
        redrive.number("maxReceiveCount", 1));
  }
}
