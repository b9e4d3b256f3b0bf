package waybill.notify;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import waybill.message.Envelope;
import waybill.message.Message;
import waybill.message.OrderCancelled;
import waybill.message.OrderRejected;
import waybill.message.PaymentCaptured;
import waybill.message.PaymentRefunded;
import waybill.message.TestRequested;
import waybill.platform.Ids;
import waybill.platform.Json;

/**
 * What a merchant is told of a message; the type's name is the message's. Only the contract's
 * fields go out, so that a message may grow without its becoming public.
 *
 * @param subject the order, or null
 * @param traceparent for our own log, or null
 * @param onlyFor the one endpoint that is meant; absent when all are that take the type
 */
record Notice(
    String messageId,
    String merchantId,
    String type,
    String subject,
    String time,
    String traceparent,
    Map<String, Object> data,
    Optional<String> onlyFor) {

  private static final int SEQUENCE_DIGITS = 20;

  static Notice of(Envelope envelope) {
    Message message = envelope.message();
    return new Notice(
        envelope.messageId(),
        envelope.merchantId(),
        message.type(),
        message.orderId(),
        envelope.time(),
        envelope.traceparent(),
        data(message),
        message instanceof TestRequested test ? Optional.of(test.endpointId()) : Optional.empty());
  }

  /** A test goes to the endpoint that it names, whatever this one asked for, and to no other. */
  boolean isFor(Endpoint endpoint) {
    return onlyFor.map(endpoint.endpointId()::equals).orElseGet(() -> endpoint.takes(type));
  }

  /** The same for every copy of the message and every attempt: the merchant's key to duplicates. */
  String eventId(String endpointId) {
    return eventId(messageId, endpointId);
  }

  static String eventId(String messageId, String endpointId) {
    return Ids.derived("evt_", messageId, endpointId);
  }

  /** A CloudEvents 1.0 event in JSON. */
  String event(String endpointId, long seq) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", eventId(endpointId));
    event.put("source", "/waybill/merchants/" + merchantId);
    event.put("type", type);
    if (subject != null) {
      event.put("subject", subject);
    }
    event.put("time", time);
    event.put("datacontenttype", "application/json");
    event.put("sequence", sequence(seq));
    event.put("data", data);
    return Json.write(event);
  }

  /** Padded, so that the order by text is the order by number. */
  static String sequence(long seq) {
    return String.format(Locale.ROOT, "%0" + SEQUENCE_DIGITS + "d", seq);
  }

  private static Map<String, Object> data(Message message) {
    if (message instanceof PaymentCaptured m) {
      Map<String, Object> data = data(m.orderId(), m.currency(), m.amount());
      data.put("paymentId", m.paymentId());
      return data;
    }
    if (message instanceof PaymentRefunded m) {
      Map<String, Object> data = data(m.orderId(), m.currency(), m.amount());
      data.put("paymentId", m.paymentId());
      data.put("reason", m.reason());
      return data;
    }
    if (message instanceof OrderRejected m) {
      Map<String, Object> data = data(m.orderId(), m.currency(), m.amount());
      data.put("reason", m.reason());
      return data;
    }
    if (message instanceof OrderCancelled m) {
      return data(m.orderId(), m.currency(), m.amount());
    }
    if (message instanceof TestRequested) {
      return Map.of();
    }
    throw new IllegalArgumentException("merchants are not told of " + message.type());
  }

  private static Map<String, Object> data(String orderId, String currency, long amount) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("orderId", orderId);
    data.put("currency", currency);
    data.put("amount", amount);
    return data;
  }
}
