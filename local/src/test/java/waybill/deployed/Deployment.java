package waybill.deployed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import waybill.flow.StackTables;
import waybill.local.engine.AwsClients;
import waybill.localstack.LocalStack;

/** The template's stack on LocalStack, one for all tests of the JVM. */
final class Deployment {

  static final String STACK = "deployed";

  private static final String BUCKET = "code";
  private static final String KEY = "functions.zip";

  private static Deployment shared;
  private static Throwable failure;

  final LocalStack localStack;
  final CloudFormation stack;
  final Lambda lambda;
  final DynamoDbClient dynamo;
  final SqsClient sqs;

  private Deployment(LocalStack localStack) throws Exception {
    this.localStack = localStack;
    Wire wire = new Wire(localStack.url());
    this.stack = new CloudFormation(wire, STACK);
    this.dynamo = AwsClients.dynamo(localStack.endpoints());
    this.sqs = AwsClients.sqs(localStack.endpoints());
    wire.rest("s3", "PUT", "/" + BUCKET, new byte[0]);
    wire.rest("s3", "PUT", "/" + BUCKET + "/" + KEY, Packaged.zip());
    deploy();
    this.lambda = new Lambda(localStack, wire, stack.resources());
  }

  /** Deploys if this is the first who asks; a deployment that failed once fails for all. */
  static synchronized Deployment shared() {
    if (shared == null && failure == null) {
      try {
        shared = new Deployment(LocalStack.shared());
      } catch (Exception | AssertionError e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw new AssertionError("the template was not deployed: " + failure.getMessage(), failure);
    }
    return shared;
  }

  private void deploy() throws Exception {
    stack.create(
        DeployedTemplate.ofProject().withCodeAt("s3://" + BUCKET + "/" + KEY),
        Map.of(
            "EndpointUrl", localStack.urlBeside().toString(),
            "CallbackTargets", "any",
            "Architecture", architecture()));
    String status =
        Await.until(
            "the stack's end of creation",
            stack::status,
            now -> !now.endsWith("_IN_PROGRESS"),
            localStack::log);
    if (!status.equals("CREATE_COMPLETE")) {
      throw new AssertionError(
          "the stack is "
              + status
              + " for "
              + stack.resources().values().stream()
                  .filter(resource -> !resource.why().isBlank())
                  .toList());
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
  }

  /** All rows of a table, by the last part of its name. */
  List<Map<String, AttributeValue>> rows(String table) {
    return new StackTables(dynamo, STACK).rows(table);
  }

  Map<String, AttributeValue> item(String table, Map<String, String> key) {
    return new StackTables(dynamo, STACK).item(table, key);
  }

  String queueUrl(String queue) {
    return sqs.getQueueUrl(request -> request.queueName(STACK + "-" + queue)).queueUrl();
  }

  Map<QueueAttributeName, String> attributes(String queue) {
    return sqs.getQueueAttributes(
            request -> request.queueUrl(queueUrl(queue)).attributeNames(QueueAttributeName.ALL))
        .attributes();
  }

  void changeVisibility(String queue, int seconds) {
    Map<QueueAttributeName, String> change =
        Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, Integer.toString(seconds));
    sqs.setQueueAttributes(request -> request.queueUrl(queueUrl(queue)).attributes(change));
  }

  /** Messages that wait, and messages that a consumer has. */
  List<Integer> depth(String queue) {
    Map<QueueAttributeName, String> attributes = attributes(queue);
    return List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
        .stream()
        .map(attributes::get)
        .map(Integer::valueOf)
        .toList();
  }

  /** Puts messages into a queue, all in one call, so that one batch can hold them. */
  void send(String queue, String... bodies) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (String body : bodies) {
      String position = Integer.toString(entries.size());
      entries.add(SendMessageBatchRequestEntry.builder().id(position).messageBody(body).build());
    }
    SendMessageBatchResponse answer =
        sqs.sendMessageBatch(request -> request.queueUrl(queueUrl(queue)).entries(entries));
    if (answer.hasFailed()) {
      throw new AssertionError("the queue did not take all of " + entries + ": " + answer.failed());
    }
  }
}
