package waybill.sweep;

import java.time.Duration;

/** How long the oldest message has been waiting that a sweep has seen and not sent. */
final class Tally {

  private Duration oldest = Duration.ZERO;

  void waits(Duration age) {
    if (age.compareTo(oldest) > 0) {
      oldest = age;
    }
  }

  Duration oldest() {
    return oldest;
  }
}
