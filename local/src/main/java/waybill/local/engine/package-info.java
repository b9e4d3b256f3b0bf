/**
 * From: the commands and tests that need DynamoDB and SQS without AWS.
 *
 * <p>Does: runs DynamoDB Local and ElasticMQ in this process, each on a port of its own, in memory
 * or in a directory; with a directory, what was answered survives {@code kill -9}.
 *
 * <p>To: whoever asks over HTTP with any credentials and any Region; all see the same.
 */
package waybill.local.engine;
