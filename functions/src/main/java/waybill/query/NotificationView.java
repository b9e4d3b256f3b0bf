package waybill.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import waybill.notify.Attempt;
import waybill.notify.Delivery;
import waybill.notify.call.Result;
import waybill.platform.Json;
import waybill.platform.Timestamp;

/** A notification as its merchant sees it; {@code event} is the body as it is sent. */
record NotificationView(
    long seq,
    String eventId,
    String type,
    String status,
    int attempts,
    String lastResult,
    String nextAttemptAt,
    String createdAt,
    JsonNode event) {

  static NotificationView of(Delivery delivery) {
    return new NotificationView(
        delivery.seq(),
        delivery.eventId(),
        delivery.type(),
        delivery.status().name(),
        delivery.attempts(),
        delivery.lastResult().map(Result::text).orElse(null),
        delivery.nextAttemptAt().map(Timestamp::of).orElse(null),
        Timestamp.of(delivery.createdAt()),
        Json.read(delivery.event()));
  }

  /** The same with what is known of each attempt. */
  record Full(@JsonUnwrapped NotificationView notification, List<AttemptView> attemptLog) {

    static Full of(Delivery delivery) {
      return new Full(
          NotificationView.of(delivery),
          delivery.attemptLog().stream().map(AttemptView::of).toList());
    }
  }

  record AttemptView(
      int attempt,
      String startedAt,
      Long durationMs,
      String result,
      Integer statusCode,
      String error,
      String remoteAddress) {

    static AttemptView of(Attempt attempt) {
      return new AttemptView(
          attempt.attempt(),
          Timestamp.of(attempt.startedAt()),
          orNull(attempt.durationMs()),
          attempt.result().text(),
          orNull(attempt.statusCode()),
          orNull(attempt.error()),
          orNull(attempt.remoteAddress()));
    }

    private static Long orNull(OptionalLong value) {
      return value.isPresent() ? value.getAsLong() : null;
    }

    private static Integer orNull(OptionalInt value) {
      return value.isPresent() ? value.getAsInt() : null;
    }

    private static String orNull(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  /** A page of them. */
  record Page(List<NotificationView> items, long nextAfterSeq, boolean hasMore) {}
}
