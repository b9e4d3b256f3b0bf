/**
 * From: HTTP callers, over a socket or in process.
 *
 * <p>Does: what API Gateway's HTTP APIs do: routes, authorizer with its cache, events of payload
 * format 2.0, and the few answers that are the gateway's own (401, 403, 404, 413, 500, 503).
 *
 * <p>To: the functions that the template names for each route.
 */
package waybill.local.gateway;
