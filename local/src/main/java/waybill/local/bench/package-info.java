/**
 * From: {@code ./waybill bench}. Does: measures what is promised in figures, on the live platform,
 * with load of its own; leaves nothing out, and fails when what it measures did not take place. To:
 * stdout, one line of {@code key=value} for each figure, the last of them the result.
 */
package waybill.local.bench;
