/**
 * From: merchants' requests, and the order queue when stock was rejected. Does: an order and its
 * message are one transaction, and the same request gives the same order for as long as it lives; a
 * rejection that comes twice acts once. To: the orders table and the outbox.
 */
package waybill.order;
