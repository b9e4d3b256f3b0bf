/**
 * From: DynamoDB streams, queues and schedules that the template maps to functions.
 *
 * <p>Does: what Lambda's event source mappings do (filter, batches, partial failures, bisecting,
 * retries, dead letters). At least once: what is handed over and then crashes, comes again.
 *
 * <p>To: the functions; failed stream records to their on-failure queue.
 */
package waybill.local.trigger;
