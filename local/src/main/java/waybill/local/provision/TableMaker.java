package waybill.local.provision;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import waybill.local.failure.AwsFailure;
import waybill.local.failure.StartupException;
import waybill.local.template.TableSpec;

/** Makes a table, or finds it to be as the template says. No row is ever touched. */
final class TableMaker {

  private static final Duration ACTIVE_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration ACTIVE_POLL = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(TableMaker.class);

  private final DynamoDbClient dynamo;
  private final Set<String> there;

  TableMaker(DynamoDbClient dynamo) {
    this.dynamo = dynamo;
    this.there = dynamo.listTablesPaginator().tableNames().stream().collect(Collectors.toSet());
  }

  /** True when the table was not there before. */
  boolean make(TableSpec table) {
    boolean isNew = !there.contains(table.name());
    if (isNew) {
      create(table);
    } else {
      use(table);
    }
    table.ttlAttribute().ifPresent(attribute -> expire(table.name(), attribute, isNew));
    return isNew;
  }

  private void create(TableSpec table) {
    try {
      if (isActive(dynamo.createTable(TableShape.request(table)).tableDescription())) {
        return;
      }
    } catch (ResourceInUseException e) {
      LOG.debug("{} is being made by somebody else, or by us unheard", table.name(), e);
    }
    await(table, TableMaker::isActive);
  }

  private void use(TableSpec table) {
    TableDescription there =
        dynamo.describeTable(request -> request.tableName(table.name())).table();
    Optional<String> difference = TableShape.difference(table, there);
    if (difference.isPresent()) {
      throw new StartupException(
          "the table "
              + table.name()
              + " is there already and "
              + difference.get()
              + ": delete it, or use another endpoint");
    }
    if (!isActive(there)) {
      await(table, TableMaker::isActive);
    }
    if (table.streamView().isPresent() && !TableShape.hasStream(there)) {
      dynamo.updateTable(
          request ->
              request
                  .tableName(table.name())
                  .streamSpecification(TableShape.stream(table.streamView().get())));
      await(table, actual -> isActive(actual) && TableShape.hasStream(actual));
    }
  }

  private void await(TableSpec table, Predicate<TableDescription> reached) {
    long end = System.nanoTime() + ACTIVE_TIMEOUT.toNanos();
    while (describe(table.name()).filter(reached).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new StartupException(
            "the table "
                + table.name()
                + " is not ready after "
                + ACTIVE_TIMEOUT.toSeconds()
                + " s: look at the emulator's log");
      }
      Pause.of(ACTIVE_POLL);
    }
  }

  private static boolean isActive(TableDescription table) {
    return table.tableStatus() == TableStatus.ACTIVE
        && table.globalSecondaryIndexes().stream()
            .allMatch(
                index -> index.indexStatus() == null || index.indexStatus() == IndexStatus.ACTIVE);
  }

  private Optional<TableDescription> describe(String name) {
    try {
      return Optional.ofNullable(dynamo.describeTable(request -> request.tableName(name)).table());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Without it nothing is wrong but that old rows stay. */
  private void expire(String table, String attribute, boolean isNew) {
    try {
      if (!isNew && expires(table)) {
        return;
      }
      dynamo.updateTimeToLive(
          request ->
              request
                  .tableName(table)
                  .timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(true)));
    } catch (DynamoDbException e) {
      LOG.warn("rows of {} will not expire: {}", table, AwsFailure.words(e));
    }
  }

  private boolean expires(String table) {
    TimeToLiveStatus status =
        dynamo
            .describeTimeToLive(request -> request.tableName(table))
            .timeToLiveDescription()
            .timeToLiveStatus();
    return status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING;
  }
}
