package waybill.outbox;

/**
 * The life of a row: PENDING until every queue of its route has accepted a copy, then SENT; BLOCKED
 * when the message itself is at fault. Only SENT rows expire.
 */
public enum OutboxStatus {
  PENDING,
  SENT,
  BLOCKED
}
