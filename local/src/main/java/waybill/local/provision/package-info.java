/**
 * From: the platform's start, with a template and an endpoint that may be any maker's.
 *
 * <p>Does: makes the tables and queues that are missing, changes nothing that is as the template
 * says, and refuses an endpoint on which a promise would not hold. Safe to repeat, also after a
 * kill in the middle.
 *
 * <p>To: the endpoint; the queues' URLs and ARNs to whoever wires them.
 */
package waybill.local.provision;
