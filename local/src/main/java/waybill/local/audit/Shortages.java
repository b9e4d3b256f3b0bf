package waybill.local.audit;

import java.util.List;
import java.util.Map;
import waybill.platform.BatchRead;
import waybill.platform.BatchRead.Key;
import waybill.platform.Item;

/**
 * An order whose stock could not be taken stands no more: it is REJECTED or REFUNDED, or the
 * merchant was faster and it is CANCELLED.
 */
final class Shortages {

  private final Tally tally = new Tally("shortages-of-standing-orders");
  private final BatchRead read;
  private final Ages ages;

  Shortages(BatchRead read, Ages ages) {
    this.read = read;
    this.ages = ages;
  }

  void page(List<Item> stock) {
    List<String> shortages =
        stock.stream()
            .filter(Keys::isEffect)
            .filter(effect -> effect.text("state").equals("REJECTED"))
            .filter(effect -> ages.isOlder(effect, "at", Ages.ON_ITS_WAY_MAX))
            .map(Keys::orderOf)
            .toList();
    tally.checked(shortages.size());
    List<String> suspects = standing(shortages);
    standing(suspects)
        .forEach(
            id ->
                tally.drifted(
                    ("order %s stands and has no stock: see ./waybill dlq list; its"
                            + " stock.rejected can be resent")
                        .formatted(id)));
  }

  private List<String> standing(List<String> orderIds) {
    Map<Key, Item> orders = read.consistent(orderIds.stream().map(Keys::order).toList());
    return orderIds.stream()
        .filter(
            id -> {
              Item order = orders.get(Keys.order(id));
              return order == null || OrderEffects.stands(order);
            })
        .toList();
  }

  Finding finding() {
    return tally.finding();
  }
}
