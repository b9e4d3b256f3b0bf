/**
 * From: the inventory queue (order.placed, order.cancelled), and merchants who set their stock.
 * Does: an order's stock is taken once, whole or not at all, and returned once, however often and
 * in whatever order the messages come; what cannot be taken is told as stock.rejected in the same
 * transaction. To: the stock table and the outbox.
 */
package waybill.inventory;
