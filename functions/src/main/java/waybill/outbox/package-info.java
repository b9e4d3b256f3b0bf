/**
 * From: the outbox table's stream, and every transaction that has something to tell. Does: what is
 * PENDING is sent to all its queues and marked SENT; maybe twice, never not at all, as the sweeper
 * sends what the relay did not. Only a message that is itself at fault is BLOCKED. To: the queues.
 */
package waybill.outbox;
