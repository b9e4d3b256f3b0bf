/**
 * From: the notification queue (what happened) and the retry queue (a timer). Does: one delivery
 * for each event and endpoint, called at most 50 times by the schedule until the merchant
 * acknowledges; a call may come twice, never with another id or body. What may not be called now is
 * held, spends no attempt, and is brought back at a bounded rate. What is left of a deleted
 * endpoint goes 30 days later. To: the endpoints and deliveries tables, the retry queue, and
 * merchants' servers.
 */
package waybill.notify;
