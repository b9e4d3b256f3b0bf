/**
 * From: the schedule, every minute. Does: the proof that what is PENDING gets sent and what is due
 * gets called: it finds what the fast ways left, however it was lost. May send what was sent
 * already; two sweeps at once are harmless. To: the queues, the outbox's marks and its own
 * watermark.
 */
package waybill.sweep;
