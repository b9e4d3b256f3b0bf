package waybill.notify.gate;

/** Numbers of deliveries, both ends included. */
public record Span(long from, long to) {

  public static Span of(long seq) {
    return new Span(seq, seq);
  }

  /** The least span that holds both; it may hold more. */
  public Span and(Span other) {
    return new Span(Math.min(from, other.from), Math.max(to, other.to));
  }
}
