/**
 * From: every other package. Does: clock, ids, randomness, settings, AWS clients, JSON, HTTP
 * problems and the partial-batch loop; the only place that knows the world outside. To: DynamoDB
 * and SQS, for whoever asks.
 */
package waybill.platform;
