/**
 * From: merchants' reads, and the answers of those who write orders. Does: shows an order with its
 * effects as the records say at that moment, and what an endpoint was told and missed; the one
 * place that reads several features' tables. To: the caller; writes nothing.
 */
package waybill.query;
