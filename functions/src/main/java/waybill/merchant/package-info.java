/**
 * From: every request (whose key is it?), and merchants over HTTP (where do they want to be
 * called?). Does: tells a key's owner and scopes, and keeps at most 5 endpoints for each merchant;
 * a deleted one is not found and not called again; a test is sent as any other notification; for
 * what is acknowledged no call begins; what is asked for anew is called anew. To: reads the keys
 * table, writes the endpoints and deliveries tables and the outbox, sends timers.
 */
package waybill.merchant;
