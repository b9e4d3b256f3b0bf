package waybill.inventory;

/**
 * An order's effect on the stock. No record yet means nothing was done. RELEASED is final, and is
 * also the tombstone of a cancel that came before the placing; REJECTED is final too.
 */
enum StockState {
  RESERVED,
  REJECTED,
  RELEASED
}
