/**
 * From: nothing but requests and time. Does: says in sentences what Waybill promises, on real
 * engines with a clock of the test's own. To: whoever wants to know what a change broke.
 */
package waybill.flow;
