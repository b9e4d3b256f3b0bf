package waybill.points;

/**
 * An order's effect on the points. REVERSED is final, and the tombstone of a reversal that came
 * first.
 */
enum PointsState {
  GRANTED,
  REVERSED
}
