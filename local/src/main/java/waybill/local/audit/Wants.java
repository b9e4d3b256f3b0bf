package waybill.local.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import waybill.message.Envelope;
import waybill.message.OrderCancelled;
import waybill.message.OrderPlaced;
import waybill.message.OrderRejected;
import waybill.message.PaymentRefunded;
import waybill.message.StockRejected;
import waybill.platform.BatchRead.Key;
import waybill.platform.Item;

/** What a message must have brought about at each of its destinations, whatever came after. */
record Wants(List<Want> all) {

  /** An item that must be there, and how it must be. */
  record Want(String what, Key key, Predicate<Item> holds) {

    boolean isMissingIn(Map<Key, Item> found) {
      Item item = found.get(key);
      return item == null || !holds.test(item);
    }
  }

  private static final Predicate<Item> ANY = item -> true;

  /** {@code marks} are those of the endpoints that must have heard of it. */
  static Wants of(Envelope envelope, List<Key> marks) {
    List<Want> wants = new ArrayList<>();
    if (envelope.message().orderId() != null) {
      wants.addAll(effects(envelope.message().type(), envelope.message().orderId()));
    }
    marks.forEach(
        mark ->
            wants.add(
                new Want("no notification of " + mark.attributes().get("endpointId"), mark, ANY)));
    return new Wants(wants);
  }

  private static List<Want> effects(String type, String order) {
    Want stockAny = new Want("no stock effect", Keys.stockEffect(order), ANY);
    Want stockNotHeld =
        new Want("stock not returned", Keys.stockEffect(order), state("RESERVED").negate());
    Want pointsAny = new Want("no points effect", Keys.pointsEffect(order), ANY);
    Want pointsReversed =
        new Want("points not taken back", Keys.pointsEffect(order), state("REVERSED"));
    Want moved = new Want("order not moved", Keys.order(order), row -> !OrderEffects.stands(row));
    return switch (type) {
      case OrderPlaced.TYPE -> List.of(stockAny, pointsAny);
      case StockRejected.TYPE -> List.of(moved);
      case OrderCancelled.TYPE -> List.of(stockNotHeld, pointsReversed);
      case OrderRejected.TYPE, PaymentRefunded.TYPE -> List.of(pointsReversed);
      default -> List.of();
    };
  }

  private static Predicate<Item> state(String name) {
    return effect -> effect.text("state").equals(name);
  }

  List<Key> keys() {
    return all.stream().map(Want::key).toList();
  }

  List<String> missingIn(Map<Key, Item> found) {
    return all.stream().filter(want -> want.isMissingIn(found)).map(Want::what).toList();
  }
}
