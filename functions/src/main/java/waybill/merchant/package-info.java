/**
 * From: every request (whose key is it?), and merchants over HTTP (where do they want to be
 * called?). Does: tells a key's owner and scopes, and keeps at most 5 endpoints for each merchant;
 * a deleted one is not found and not called again. To: reads the keys table, writes the endpoints
 * table.
 */
package waybill.merchant;
