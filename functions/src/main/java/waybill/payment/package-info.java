/**
 * From: the acquirer, telling of a capture. Does: the payment and the message about it are one
 * transaction; the same capture told again changes nothing, and money that moved for an order that
 * does not stand is recorded and refunded. To: the orders table and the outbox.
 */
package waybill.payment;
