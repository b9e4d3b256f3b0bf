package waybill.local.provision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.engine.AwsClients;
import waybill.local.engine.Endpoints;
import waybill.local.failure.AwsFailure;
import waybill.local.failure.StartupException;
import waybill.local.template.EventSource.StreamSource;
import waybill.local.template.TableSpec;
import waybill.local.template.Template;

/** Makes an endpoint ready for a template. */
public final class Provisioning implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Provisioning.class);

  private final Endpoints endpoints;
  private final DynamoDbClient dynamo;
  private final DynamoDbStreamsClient streams;
  private final SqsClient sqs;

  public Provisioning(Endpoints endpoints) {
    this.endpoints = endpoints;
    this.dynamo = AwsClients.dynamo(endpoints, AwsClients.PATIENCE);
    this.streams = AwsClients.streams(endpoints, AwsClients.PATIENCE);
    this.sqs = AwsClients.sqs(endpoints, AwsClients.PATIENCE);
  }

  /** What an endpoint came out as, with its queues by name. */
  public record Ready(
      Map<String, QueueAddress> queues,
      UnaryOperator<DynamoDbClient> dynamoAdapter,
      UnaryOperator<SqsClient> sqsAdapter) {

    /** The client for the functions, with what the endpoint lacks made up for. */
    public DynamoDbClient adapt(DynamoDbClient client) {
      return dynamoAdapter.apply(client);
    }

    public SqsClient adapt(SqsClient client) {
      return sqsAdapter.apply(client);
    }
  }

  /** For engines that are known to do all that is needed. */
  public Ready known(Template template, TableSpec checkpoints) {
    return guarded(
        () -> {
          tables(template, checkpoints);
          return new Ready(
              new QueueMaker(sqs).make(template.queues()),
              UnaryOperator.identity(),
              UnaryOperator.identity());
        });
  }

  /**
   * For an endpoint of any maker: asks first, and proves a stream that is new.
   *
   * @param down functions whose streams are not needed
   * @throws StartupException when a promise would not hold there
   */
  public Ready unknown(Template template, TableSpec checkpoints, Set<String> down) {
    Set<String> streamed = streamed(template, down);
    Abilities abilities = new Abilities(endpoints, new Abilities.Clients(dynamo, streams, sqs));
    return guarded(
        () -> {
          abilities.checkServices(!streamed.isEmpty());
          List<TableSpec> made = tables(template, checkpoints);
          abilities.checkTransactions(checkpoints);
          made.stream()
              .filter(table -> streamed.contains(table.name()))
              .forEach(new StreamProof(dynamo, streams, StreamProof.TIMEOUT)::of);
          return new Ready(
              new QueueMaker(sqs).make(template.queues()),
              updates(abilities, template, checkpoints),
              Ungrouped::around);
        });
  }

  private UnaryOperator<DynamoDbClient> updates(
      Abilities abilities, Template template, TableSpec checkpoints) {
    if (abilities.updatesByStatements(checkpoints)) {
      return UnaryOperator.identity();
    }
    LOG.info("{} has no PartiQL updates: UpdateItem does their work", endpoints.dynamo());
    return client -> SingleUpdates.around(client, template.tables());
  }

  /** Those that were not there. */
  private List<TableSpec> tables(Template template, TableSpec checkpoints) {
    TableMaker maker = new TableMaker(dynamo);
    List<TableSpec> wanted = new ArrayList<>(template.tables());
    wanted.add(checkpoints);
    return wanted.stream().filter(maker::make).toList();
  }

  private static Set<String> streamed(Template template, Set<String> down) {
    return template.functions().stream()
        .filter(function -> !down.contains(function.id()))
        .flatMap(function -> function.events(StreamSource.class))
        .map(StreamSource::table)
        .collect(Collectors.toSet());
  }

  private interface Work {
    Ready done();
  }

  private Ready guarded(Work work) {
    try {
      return work.done();
    } catch (SdkException e) {
      throw new StartupException(
          "DynamoDB at "
              + endpoints.dynamo()
              + " or SQS at "
              + endpoints.sqs()
              + " does not answer as it should: start it, or mend --endpoint and --sqs-endpoint ("
              + AwsFailure.words(e)
              + ")",
          e);
    }
  }

  @Override
  public void close() {
    dynamo.close();
    streams.close();
    sqs.close();
  }
}
