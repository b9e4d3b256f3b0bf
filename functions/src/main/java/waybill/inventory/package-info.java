/**
 * From: the inventory queue (order.placed, order.cancelled), and merchants who set their stock.
 * Does: an order's stock is taken once, whole or not at all, and returned once, however often and
 * in whatever order the messages come, orders of the same SKUs in one transaction; what cannot be
 * taken is told as stock.rejected in the transaction that records it. To: the stock table and the
 * outbox.
 */
package waybill.inventory;
