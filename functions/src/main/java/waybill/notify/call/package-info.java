/**
 * From: whoever has claimed an attempt, and merchants who name a URL. Does: one POST to a server on
 * the open internet, which can cost at most 10 s and 16 KiB, and lead to no address that is not
 * public. To: merchants' servers; knows nothing of deliveries.
 */
package waybill.notify.call;
