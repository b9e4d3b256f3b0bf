package waybill.local.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import waybill.message.OrderCancelled;
import waybill.message.OrderPlaced;
import waybill.message.OrderRejected;
import waybill.message.PaymentCaptured;
import waybill.message.PaymentRefunded;
import waybill.platform.BatchRead;
import waybill.platform.BatchRead.Key;
import waybill.platform.Item;
import waybill.platform.Table;

/**
 * No order without its message, no message without its order: of an order that is younger than the
 * messages' retention the outbox has the order.placed, and the message of its present state.
 *
 * <p>Orders are read before messages: what an order says was written together with its message, so
 * that traffic makes no suspects. In memory: 8 bytes for each message that a young order must have.
 */
final class OrdersAndMessages {

  private static final Map<String, String> TYPE_OF_STATUS =
      Map.of(
          "PAID", PaymentCaptured.TYPE,
          "REJECTED", OrderRejected.TYPE,
          "CANCELLED", OrderCancelled.TYPE,
          "REFUNDED", PaymentRefunded.TYPE);

  private final Tally orders = new Tally("orders-without-message");
  private final Tally messages = new Tally("messages-without-order");
  private final IdSet expected = new IdSet();
  private final BatchRead read;
  private final Ages ages;

  OrdersAndMessages(BatchRead read, Ages ages) {
    this.read = read;
    this.ages = ages;
  }

  void orders(List<Item> page) {
    for (Item order : page) {
      List<String> types = typesOf(order);
      types.forEach(type -> expected.add(IdSet.hash(type, order.text("orderId"))));
      orders.checked(types.isEmpty() ? 0 : 1);
    }
  }

  /** The types of the messages that the outbox cannot have forgotten yet. */
  private List<String> typesOf(Item order) {
    List<String> types = new ArrayList<>();
    if (!ages.isOlder(order, "createdAt", Ages.MESSAGES_KEPT_MIN)) {
      types.add(OrderPlaced.TYPE);
    }
    String type = TYPE_OF_STATUS.get(order.text("status"));
    if (type != null && !ages.isOlder(order, "updatedAt", Ages.MESSAGES_KEPT_MIN)) {
      types.add(type);
    }
    return types;
  }

  /** After all orders. */
  void messages(List<Item> page) {
    messages.checked(page.size());
    see(page, expected);
    List<Item> ofOthers = page.stream().filter(row -> !isOfAKnownOrder(row)).toList();
    List<Item> suspects = withoutOrder(ofOthers);
    if (suspects.isEmpty()) {
      return;
    }
    for (Item row : withoutOrder(suspects)) {
      messages.drifted(
          "%s %s is of order %s, which is not there: the order was deleted, or written elsewhere"
              .formatted(
                  Messages.type(row), row.text("messageId"), Messages.order(row).orElseThrow()));
    }
  }

  private static void see(List<Item> page, IdSet ids) {
    for (Item row : page) {
      Messages.order(row).ifPresent(order -> ids.see(IdSet.hash(Messages.type(row), order)));
    }
  }

  private boolean isOfAKnownOrder(Item row) {
    return Messages.order(row)
        .filter(order -> expected.contains(IdSet.hash(OrderPlaced.TYPE, order)))
        .isPresent();
  }

  private List<Item> withoutOrder(List<Item> rows) {
    Map<Item, Key> keys =
        rows.stream()
            .filter(row -> Messages.order(row).isPresent())
            .collect(
                Collectors.toMap(
                    Function.identity(), row -> Keys.order(Messages.order(row).orElseThrow())));
    Map<Key, Item> found = read.consistent(keys.values().stream().distinct().toList());
    return rows.stream()
        .filter(row -> keys.containsKey(row) && !found.containsKey(keys.get(row)))
        .toList();
  }

  /** Reads the tables once more when there are suspects, as a row that moved may not be seen. */
  void settle(TableScan scan) {
    IdSet suspects = expected.unseen();
    if (suspects.isEmpty()) {
      return;
    }
    scan.each(Table.OUTBOX, page -> see(Messages.in(page), suspects));
    IdSet missing = suspects.unseen();
    if (missing.isEmpty()) {
      return;
    }
    scan.each(Table.ORDERS, page -> page.forEach(order -> missing(order, missing)));
  }

  private void missing(Item order, IdSet missing) {
    List<String> types =
        typesOf(order).stream()
            .filter(type -> missing.contains(IdSet.hash(type, order.text("orderId"))))
            .toList();
    if (!types.isEmpty()) {
      orders.drifted(
          "order %s (%s, placed %s) has no %s in the outbox: nobody was told of it"
              .formatted(
                  order.text("orderId"),
                  order.text("status"),
                  order.text("createdAt"),
                  String.join(" and no ", types)));
    }
  }

  List<Finding> findings() {
    return List.of(orders.finding(), messages.finding());
  }
}
