/**
 * From: every part that can find, before anything is served, that the platform cannot run.
 *
 * <p>Does: says in one line what is wrong and what to do.
 *
 * <p>To: the commands, which print that line and exit 1.
 */
package waybill.local.failure;
