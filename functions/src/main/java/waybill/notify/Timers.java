package waybill.notify;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.platform.Platform;
import waybill.platform.Queue;
import waybill.platform.Queues;
import waybill.platform.Queues.Letter;
import waybill.platform.Queues.Result;

/** Sends timers. One that is lost delays its call until the sweeper looks, and loses nothing. */
public final class Timers {

  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

  private final Queues queues;

  public Timers(Platform platform) {
    this.queues = platform.queues();
  }

  /** A timer, and how long it is to wait, at most {@link Due#TIMER_MAX}. */
  public record Waiting(Timer timer, Duration delay) {}

  void send(Timer timer, Duration delay) {
    send(List.of(new Waiting(timer, delay)));
  }

  /** How many were accepted. */
  public int send(List<Waiting> timers) {
    List<Letter> letters =
        timers.stream().map(each -> letter(each.timer(), seconds(each.delay()))).toList();
    int accepted = 0;
    for (Result result : queues.send(Queue.RETRY, letters).results()) {
      if (result instanceof Result.Accepted) {
        accepted++;
      } else {
        LOG.warn("a timer was not sent, the sweeper will: {}", result);
      }
    }
    return accepted;
  }

  private static Letter letter(Timer timer, int delaySeconds) {
    return new Letter(timer.merchantId(), timer.toJson(), delaySeconds);
  }

  /** Rounded up: a call is never early. */
  private static int seconds(Duration delay) {
    return (int) delay.plusMillis(999).toSeconds();
  }
}
