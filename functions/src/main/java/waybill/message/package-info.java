/**
 * From: whatever changes an order, and a merchant's test. Does: names the order's states and the
 * messages that tell of them, and their envelope, a CloudEvents 1.0 JSON event. To: the outbox and
 * the queues. Imports nothing of ours.
 */
package waybill.message;
