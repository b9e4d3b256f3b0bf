package waybill.local.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches that hang, say in calls to merchants' servers, keep no others waiting for long. */
class PlacesTest {

  private static final int MAX = 12;

  @Test
  @Timeout(30)
  void where_no_batch_ends_there_are_more_places_up_to_the_mappings_limit() throws Exception {
    Places places = new Places(MAX);
    for (int i = 0; i < MAX; i++) {
      places.take();
    }
    Thread oneTooMany = new Thread(() -> takeQuietly(places));
    oneTooMany.setDaemon(true);
    oneTooMany.start();
    oneTooMany.join(1500);
    assertThat(oneTooMany.isAlive()).isTrue();
    places.free();
    oneTooMany.join();
  }

  private static void takeQuietly(Places places) {
    try {
      places.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
