/**
 * From: the points queue (order.placed, order.cancelled, order.rejected, payment.refunded). Does:
 * an order's points are granted once and taken back once, however often and in whatever order the
 * messages come; orders of the same customer in one transaction. To: the points table.
 */
package waybill.points;
