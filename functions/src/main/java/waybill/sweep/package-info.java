/**
 * From: the schedule, every minute. Does: the proof that what is PENDING gets sent and what is due
 * gets called: it finds what the fast ways left, in every minute that its watermark has not passed.
 * May send what was sent already, as two sweeps at once do. Does not find what a writer with a slow
 * clock put into a minute that was passed. To: the queues, the outbox's marks and its own
 * watermark.
 */
package waybill.sweep;
