package waybill.message;

/**
 * The states of an order. PLACED is open; a capture makes it PAID, want of stock REJECTED, the
 * merchant CANCELLED; money that moved for an order that does not stand makes it REFUNDED.
 */
public enum OrderStatus {
  PLACED,
  PAID,
  REJECTED,
  CANCELLED,
  REFUNDED
}
