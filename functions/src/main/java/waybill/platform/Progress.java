package waybill.platform;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Optional;

/**
 * How far a message of a batch has come. It counts as done only when every piece has returned: a
 * piece that died of an error, or was never begun, must not let the message be deleted.
 */
final class Progress {

  private final SQSEvent.SQSMessage message;
  private int piecesLeft = 1;
  private Throwable failure;

  Progress(SQSEvent.SQSMessage message) {
    this.message = message;
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

  /** Runs a part of the work and keeps what it throws, errors included. */
  void guard(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | Error e) {
      keep(e);
    }
  }

  private synchronized void keep(Throwable thrown) {
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
