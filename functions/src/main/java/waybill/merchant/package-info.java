/**
 * From: every request (whose key is it?), and merchants over HTTP (where do they want to be
 * called?). Does: tells a key's owner and scopes, and keeps at most 5 endpoints for each merchant,
 * whose fields and status are changed by it; a deleted one is not found and not called again; a new
 * secret takes the old one's place without a gap; a test is sent as any other notification; for
 * what is acknowledged no call begins; what is asked for anew is called anew. To: reads the keys
 * table, writes the endpoints and deliveries tables and the outbox, seals with the secrets' key,
 * sends timers.
 */
package waybill.merchant;
