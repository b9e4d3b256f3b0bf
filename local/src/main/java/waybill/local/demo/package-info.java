/**
 * From: {@code ./waybill demo}. Does: tells the story of an order on real parts, step by step, and
 * believes nothing that it has not seen. To: stdout, a line a step.
 */
package waybill.local.demo;
