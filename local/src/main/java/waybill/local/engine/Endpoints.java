package waybill.local.engine;

import java.net.URI;

/** Where DynamoDB (with its streams) and SQS answer. */
public record Endpoints(URI dynamo, URI sqs) {}
