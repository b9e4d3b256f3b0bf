package waybill.local.engine;

import java.net.URI;

/** Where DynamoDB (with its streams) and SQS answer, and as whom they are called. */
public record Endpoints(URI dynamo, URI sqs, Caller caller) {

  public Endpoints(URI dynamo, URI sqs) {
    this(dynamo, sqs, Caller.LOCAL);
  }
}
