package waybill.outbox;

/** Who sent a message: the fast way or the sure one. */
public enum SentBy {
  RELAY,
  SWEEPER
}
