/**
 * From: every other package. Does: clock, ids, randomness, settings, AWS clients, sealed secrets,
 * JSON, HTTP problems and the partial-batch loop; the only place that knows the world outside. To:
 * DynamoDB, SQS and KMS, for whoever asks.
 */
package waybill.platform;
