package waybill.notify;

/** Why a delivery is called no more, other than by the end of a call. */
enum Settled {
  /** The endpoint is gone. */
  PARKED,
  /** The merchant has it by its own word. */
  ACKNOWLEDGED,
  /** The last attempt crashed. */
  EXHAUSTED
}
