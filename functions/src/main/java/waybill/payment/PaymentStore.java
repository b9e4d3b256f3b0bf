package waybill.payment;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.message.Envelope;
import waybill.message.Message;
import waybill.message.OrderStatus;
import waybill.message.PaymentCaptured;
import waybill.message.PaymentRefunded;
import waybill.outbox.Outbox;
import waybill.platform.Cancellation;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Problem;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;
import waybill.platform.Update;

/** Payments, which stand in the order they pay. */
final class PaymentStore {

  private final Platform platform;
  private final Outbox outbox;
  private final Retry retry;
  private final Rows rows;
  private final String table;

  PaymentStore(Platform platform) {
    this.platform = platform;
    this.outbox = new Outbox(platform);
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.table = platform.table(Table.ORDERS);
  }

  /** The payment, and whether it was recorded before. */
  record Recorded(Payable.Payment payment, boolean replayed) {}

  /**
   * Records a capture and its message, payment.captured or payment.refunded, in one transaction
   * with the order's new state; or changes nothing, when it is recorded already or is refused.
   */
  Recorded record(String orderId, Capture capture, String traceparent) {
    return retry.whileBusy(
        () -> {
          Payable order = find(orderId).orElseThrow(() -> Problem.notFound("order"));
          Next next = Next.decide(order, capture);
          if (next instanceof Next.Replay replay) {
            return new Recorded(replay.payment(), true);
          }
          if (next instanceof Next.Refuse refuse) {
            throw Problem.conflict(refuse.why());
          }
          return new Recorded(write(order, capture, next, traceparent), false);
        });
  }

  private Payable.Payment write(Payable order, Capture capture, Next next, String traceparent) {
    Envelope envelope =
        outbox.envelope(order.merchantId(), traceparent, message(order, capture, next));
    Payable.Payment payment =
        new Payable.Payment(
            capture.paymentId(), capture.amount(), capture.currency(), envelope.time());
    OrderStatus status = next instanceof Next.Accept ? OrderStatus.PAID : OrderStatus.REFUNDED;
    try {
      platform
          .dynamo()
          .transactWriteItems(
              request ->
                  request.transactItems(update(order, payment, status), outbox.put(envelope)));
      return payment;
    } catch (TransactionCanceledException e) {
      throw Retry.staleIf(Cancellation.of(e).conditionFailedAt(0), e);
    }
  }

  private static Message message(Payable order, Capture capture, Next next) {
    return next instanceof Next.AcceptAndRefund refund
        ? new PaymentRefunded(
            order.orderId(),
            order.customerId(),
            order.currency(),
            order.total(),
            capture.paymentId(),
            refund.reason())
        : new PaymentCaptured(
            order.orderId(), order.currency(), order.total(), capture.paymentId());
  }

  private TransactWriteItem update(Payable order, Payable.Payment payment, OrderStatus status) {
    Item stored =
        Item.empty()
            .with("paymentId", payment.paymentId())
            .with("amount", payment.amount())
            .with("currency", payment.currency())
            .with("capturedAt", payment.capturedAt());
    return new Update()
        .set("status", status.name())
        .set("payment", stored)
        .set("updatedAt", payment.capturedAt())
        .onlyIf("status", order.status().name())
        .onlyIfAbsent("payment")
        .step(table, Item.empty().with("orderId", order.orderId()));
  }

  private Optional<Payable> find(String orderId) {
    return rows.find(Table.ORDERS, Item.empty().with("orderId", orderId)).map(Payable::of);
  }
}
