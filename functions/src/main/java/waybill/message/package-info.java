/**
 * From: whatever changes an order. Does: names the messages that travel, and their envelope, a
 * CloudEvents 1.0 JSON event. To: the outbox and the queues. Imports nothing of ours.
 */
package waybill.message;
