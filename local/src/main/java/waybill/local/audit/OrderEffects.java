package waybill.local.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import waybill.platform.BatchRead;
import waybill.platform.BatchRead.Key;
import waybill.platform.Item;

/** Each order that stands has its stock and its points, once its messages had time to act. */
final class OrderEffects {

  private static final Set<String> STANDS = Set.of("PLACED", "PAID");

  private final Tally tally = new Tally("orders-without-effects");
  private final BatchRead read;
  private final Ages ages;

  OrderEffects(BatchRead read, Ages ages) {
    this.read = read;
    this.ages = ages;
  }

  static boolean stands(Item order) {
    return STANDS.contains(order.text("status"));
  }

  void page(List<Item> orders) {
    List<String> ids =
        orders.stream()
            .filter(OrderEffects::stands)
            .filter(order -> ages.isOlder(order, "createdAt", Ages.ON_ITS_WAY_MAX))
            .map(order -> order.text("orderId"))
            .toList();
    tally.checked(ids.size());
    Map<String, String> suspects = withoutEffects(ids);
    if (suspects.isEmpty()) {
      return;
    }
    // The order last: what it has lost meanwhile it has lost by a cancel, which shows in it.
    Map<String, String> again = withoutEffects(List.copyOf(suspects.keySet()));
    Map<Key, Item> orderRows = read.consistent(again.keySet().stream().map(Keys::order).toList());
    again.forEach(
        (id, what) ->
            Optional.ofNullable(orderRows.get(Keys.order(id)))
                .filter(OrderEffects::stands)
                .ifPresent(order -> tally.drifted(example(order, what))));
  }

  private static String example(Item order, String what) {
    return "order %s is %s since %s and has %s: see ./waybill dlq list; its message can be resent"
        .formatted(order.text("orderId"), order.text("status"), order.text("updatedAt"), what);
  }

  /** What is wrong with which order. */
  private Map<String, String> withoutEffects(List<String> orderIds) {
    List<Key> keys = new ArrayList<>();
    for (String id : orderIds) {
      keys.add(Keys.stockEffect(id));
      keys.add(Keys.pointsEffect(id));
    }
    Map<Key, Item> found = read.consistent(keys);
    Map<String, String> wrong = new LinkedHashMap<>();
    for (String id : orderIds) {
      List<String> what = new ArrayList<>();
      wrong("stock", found.get(Keys.stockEffect(id)), "RELEASED").ifPresent(what::add);
      wrong("points", found.get(Keys.pointsEffect(id)), "REVERSED").ifPresent(what::add);
      if (!what.isEmpty()) {
        wrong.put(id, String.join(" and ", what));
      }
    }
    return wrong;
  }

  private static Optional<String> wrong(String of, Item effect, String undone) {
    if (effect == null) {
      return Optional.of("no " + of + " effect");
    }
    return effect.text("state").equals(undone)
        ? Optional.of("its " + of + " " + undone)
        : Optional.empty();
  }

  Finding finding() {
    return tally.finding();
  }
}
