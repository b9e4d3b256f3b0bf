package waybill.order;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.message.Envelope;
import waybill.message.Message;
import waybill.message.OrderCancelled;
import waybill.message.OrderPlaced;
import waybill.message.OrderRejected;
import waybill.message.OrderStatus;
import waybill.message.PaymentRefunded;
import waybill.message.StockRejected;
import waybill.outbox.Outbox;
import waybill.platform.Cancellation;
import waybill.platform.Ids;
import waybill.platform.Item;
import waybill.platform.Metric;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;
import waybill.platform.Update;

/** The orders table, for what happens to an order itself. One method, one transaction. */
final class OrderStore {

  private static final String IS_NEW = "attribute_not_exists(orderId)";

  private final Platform platform;
  private final Outbox outbox;
  private final Retry retry;
  private final Rows rows;
  private final String table;

  OrderStore(Platform platform) {
    this.platform = platform;
    this.outbox = new Outbox(platform);
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.table = platform.table(Table.ORDERS);
  }

  /**
   * The order and its order.placed, or neither. The order's id follows from merchant and key, so
   * that the same request, sooner or later or at once, finds the same order.
   */
  Placement place(String merchantId, String key, OrderRequest request, String traceparent) {
    String orderId = Ids.derived("ord_", merchantId, key);
    Envelope placed =
        outbox.envelope(
            merchantId,
            traceparent,
            new OrderPlaced(
                orderId,
                request.customerId(),
                request.currency(),
                request.total(),
                request.lines().stream()
                    .map(line -> new OrderPlaced.Line(line.sku(), line.quantity()))
                    .toList()));
    return retry.whileBusy(
        () -> {
          try {
            write(insert(orderId, merchantId, request, placed.time()), placed);
            return new Placement(orderId, Placement.Outcome.PLACED);
          } catch (TransactionCanceledException e) {
            Cancellation why = Cancellation.of(e);
            if (!why.conditionFailedAt(0)) {
              throw e;
            }
            boolean same = Order.of(Item.of(why.oldItemAt(0))).isFrom(request);
            return new Placement(
                orderId,
                same ? Placement.Outcome.REPLAYED : Placement.Outcome.KEY_USED_FOR_ANOTHER_BODY);
          }
        });
  }

  /** The order CANCELLED and its order.cancelled, or neither. */
  Cancel cancel(String merchantId, String orderId, String traceparent) {
    return retry.whileBusy(
        () -> {
          Optional<Order> order = find(orderId).filter(o -> o.merchantId().equals(merchantId));
          if (order.isEmpty()) {
            return Cancel.NOT_FOUND;
          }
          Cancel next = Cancel.of(order.get().status());
          if (next == Cancel.CANCELLED) {
            OrderCancelled message =
                new OrderCancelled(
                    orderId, order.get().customerId(), order.get().currency(), order.get().total());
            move(order.get(), OrderStatus.CANCELLED, message, traceparent);
          }
          return next;
        });
  }

  /**
   * The order REJECTED and its order.rejected, or, when it was already paid, REFUNDED and its
   * payment.refunded. A repeated message finds the order moved on and does nothing.
   */
  void reject(StockRejected rejected, String traceparent) {
    retry.whileBusy(
        () -> {
          Order order =
              find(rejected.orderId())
                  .orElseThrow(() -> new IllegalStateException("no order " + rejected.orderId()));
          switch (order.status()) {
            case PLACED ->
                move(order, OrderStatus.REJECTED, rejection(order, rejected), traceparent);
            case PAID -> move(order, OrderStatus.REFUNDED, refund(order, rejected), traceparent);
            case REJECTED, CANCELLED, REFUNDED ->
                platform.metrics().put(Metric.DUPLICATES_SUPPRESSED, 1);
          }
          return order;
        });
  }

  private static OrderRejected rejection(Order order, StockRejected rejected) {
    return new OrderRejected(
        order.orderId(), order.customerId(), order.currency(), order.total(), rejected.reason());
  }

  private static PaymentRefunded refund(Order order, StockRejected rejected) {
    return new PaymentRefunded(
        order.orderId(),
        order.customerId(),
        order.currency(),
        order.total(),
        order.paymentId(),
        rejected.reason());
  }

  private Optional<Order> find(String orderId) {
    return rows.find(Table.ORDERS, Item.empty().with("orderId", orderId)).map(Order::of);
  }

  private void move(Order order, OrderStatus to, Message message, String traceparent) {
    Envelope envelope = outbox.envelope(order.merchantId(), traceparent, message);
    TransactWriteItem update =
        new Update()
            .set("status", to.name())
            .set("updatedAt", envelope.time())
            .onlyIf("status", order.status().name())
            .step(table, Item.empty().with("orderId", order.orderId()));
    try {
      write(update, envelope);
    } catch (TransactionCanceledException e) {
      throw Retry.staleIf(Cancellation.of(e).conditionFailedAt(0), e);
    }
  }

  private void write(TransactWriteItem change, Envelope message) {
    platform
        .dynamo()
        .transactWriteItems(request -> request.transactItems(change, outbox.put(message)));
  }

  private TransactWriteItem insert(
      String orderId, String merchantId, OrderRequest request, String now) {
    Item row = Order.row(orderId, merchantId, request, now);
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(table)
                    .item(row.attributes())
                    .conditionExpression(IS_NEW)
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }
}
