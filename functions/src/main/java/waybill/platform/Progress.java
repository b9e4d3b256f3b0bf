package waybill.platform;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Optional;

/**
 * How far a message of a batch has come. It counts as done only when every piece has returned: a
 * piece that died of an error, or was never begun, must not let the message be deleted.
 */
final class Progress {

  private final SQSEvent.SQSMessage message;
  private final LogContext ids;
  private int piecesLeft = 1;
  private Throwable failure;

  Progress(SQSEvent.SQSMessage message) {
    this.message = message;
    this.ids = LogContext.ofEvent(message.getBody());
  }

  SQSEvent.SQSMessage message() {
    return message;
  }

  synchronized void expects(int pieces) {
    piecesLeft = pieces;
  }

  synchronized void pieceDone() {
    piecesLeft--;
  }

  /** What the log's lines about it carry, in whatever thread it is worked on. */
  LogContext ids() {
    return ids;
  }

  /** Runs a part of the work and keeps what it throws, errors included. */
  void guard(Runnable part) {
    try {
      ids.run(part);
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  synchronized void fail(Throwable thrown) {
    failure = thrown;
  }

  /** Why the message goes back; nothing when it is done. */
  synchronized Optional<Throwable> failure() {
    if (failure == null && piecesLeft > 0) {
      failure = new Retry.Busy("not begun before the invocation ended");
    }
    return Optional.ofNullable(failure);
  }
}
