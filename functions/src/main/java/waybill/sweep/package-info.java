/**
 * From: the schedule, every minute. Does: the proof that what is PENDING gets sent and what is due
 * gets called, deliveries as well as gates that hold some: it finds what the fast ways left, in
 * every minute that its watermark has not passed, in those that it passed with something left, and
 * once more in each an hour later. May send what was sent already, as two sweeps at once do. Does
 * not find what a writer put into a minute over an hour ago; the audit does. To: the queues, the
 * outbox's marks, its own watermarks and heartbeat.
 */
package waybill.sweep;
