package waybill.architecture.planted.order;

import java.time.Instant;

final class StoreThatReadsTheClock {

  Instant now() {
    return Instant.now();
  }
}
