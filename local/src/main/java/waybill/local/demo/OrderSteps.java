package waybill.local.demo;

import java.util.Map;
import waybill.local.LocalPlatform;

/** What happens to orders, whatever happens to the parts that take care of them. */
final class OrderSteps {

  private static final int STOCK = 100;

  private final Stage stage;
  private final LocalPlatform platform;
  private final Backstage backstage;
  private final Report report;
  private final Api api;
  private final Watch watch;
  private String firstOrder;

  OrderSteps(Stage stage) {
    this.stage = stage;
    this.platform = stage.platform();
    this.backstage = stage.backstage();
    this.report = stage.report();
    this.api = stage.api();
    this.watch = stage.watch();
  }

  /** Returns an order that stands and is not paid. */
  String tell() throws Exception {
    order();
    consumerDown();
    twice();
    swept();
    return firstOrder;
  }

  private void order() throws Exception {
    report.says("an order is placed; stock and points are taken by messages");
    api.put("/stock/tea", "{\"available\":" + STOCK + "}");
    firstOrder = api.order("cart-1", "tea", 2);
    stage.effects(firstOrder, "RESERVED", "GRANTED");
    report
        .step("order")
        .with("orderId", firstOrder)
        .with("stock", "RESERVED")
        .with("points", "GRANTED")
        .with("available", stage.available())
        .with("balance", stage.balance())
        .ok();
  }

  private void consumerDown() throws Exception {
    report.says("the stock consumer is down, and then back");
    platform.trigger("InventoryConsumerFunction").pause();
    String order = api.order("cart-2", "tea", 3);
    stage.effects(order, "PENDING", "GRANTED");
    int waiting =
        watch.until(
            "a message waiting for the consumer",
            () -> backstage.messages("inventory"),
            n -> n > 0);
    platform.trigger("InventoryConsumerFunction").resume();
    stage.effects(order, "RESERVED", "GRANTED");
    report
        .step("consumer-down")
        .with("orderId", order)
        .with("whileDown", "PENDING")
        .with("waiting", waiting)
        .with("after", "RESERVED")
        .with("available", stage.available())
        .ok();
  }

  private void twice() throws Exception {
    report.says("the first order's message is delivered once more");
    long before = stage.available();
    Map<String, String> row = backstage.outboxRow("order.placed", firstOrder);
    backstage.send("inventory", row.get("envelope"));
    backstage.send("points", row.get("envelope"));
    watch.until(
        "the copies being taken", () -> backstage.messages("inventory", "points"), n -> n == 0);
    if (stage.available() != before) {
      throw new NotSeen("stock went from " + before + " to " + stage.available() + " by a copy");
    }
    report
        .step("twice")
        .with("messageId", row.get("messageId"))
        .with("copies", 2)
        .with("availableBefore", before)
        .with("availableAfter", stage.available())
        .with("balance", stage.balance())
        .ok();
  }

  private void swept() throws Exception {
    report.says("a message is kept from the relay; the sweeper (here every 2 s) sends it");
    platform.stream("OutboxRelayFunction").lose(1);
    String order = api.order("cart-3", "tea", 1);
    stage.effects(order, "RESERVED", "GRANTED");
    Map<String, String> row =
        watch.until(
            "the message being marked",
            () -> backstage.outboxRow("order.placed", order),
            found -> found.get("status").equals("SENT"));
    if (!row.get("sentBy").equals("sweeper")) {
      throw new NotSeen("the message was sent by " + row.get("sentBy"));
    }
    report
        .step("swept")
        .with("orderId", order)
        .with("messageId", row.get("messageId"))
        .with("sentBy", "sweeper")
        .with("createdAt", row.get("createdAt"))
        .with("sentAt", row.get("sentAt"))
        .ok();
  }
}
