package waybill.notify.gate;

import java.util.List;

/** How a single call ended. */
final class Ended {

  private Ended() {}

  static Outcomes success() {
    return Outcomes.of(1, List.of());
  }

  static Outcomes failure(long seq) {
    return Outcomes.of(0, List.of(seq));
  }
}
