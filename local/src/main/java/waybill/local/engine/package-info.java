/**
 * From: the commands and tests that need DynamoDB and SQS without AWS.
 *
 * <p>Does: runs DynamoDB Local and ElasticMQ in this process, each on a port of its own, in memory
 * or in a directory; with a directory, what was answered survives {@code kill -9}, but for a
 * message that moves to a dead-letter queue in that very instant (see {@link SqsEngine}).
 *
 * <p>To: whoever asks over HTTP with any Region and any access key id of letters and digits, which
 * is all that DynamoDB Local takes; all see the same.
 */
package waybill.local.engine;
