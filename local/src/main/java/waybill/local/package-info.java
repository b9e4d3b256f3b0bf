/**
 * From: {@code template.yaml} and the functions' code, as they are deployed.
 *
 * <p>Does: wires them to engines on this machine, live or pumped step by step by a test.
 *
 * <p>To: tables and queues of one stack name, which nobody else's platform touches.
 */
package waybill.local;
