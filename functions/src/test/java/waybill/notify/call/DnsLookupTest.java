package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a merchant's name server does, others' names are found. */
class DnsLookupTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  private final CountDownLatch serverWakesUp = new CountDownLatch(1);
  private final AtomicInteger lookups = new AtomicInteger();
  private final DnsLookup names = new DnsLookup(this::resolve, SHORT);

  @AfterEach
  void end() {
    serverWakesUp.countDown();
  }

  @Test
  void a_name_whose_server_hangs_is_given_up_and_keeps_nobody_elses_from_being_found()
      throws Exception {
    for (int i = 0; i <= DnsLookup.THREADS_MAX; i++) {
      assertThatThrownBy(() -> names.addresses("hangs.example"))
          .isInstanceOf(UnknownHostException.class)
          .hasMessageContaining("within");
    }
    assertThat(lookups).as("one thread waits for that server").hasValue(1);
    assertThat(names.addresses("answers.example"))
        .containsExactly(InetAddress.getLoopbackAddress());
  }

  @Test
  void a_name_is_looked_up_again_for_every_attempt() throws Exception {
    names.addresses("answers.example");
    names.addresses("answers.example");
    assertThat(lookups).hasValue(2);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> names.addresses("unknown.example"))
          .isInstanceOf(UnknownHostException.class)
          .hasMessageContaining("not known");
    }
    assertThat(lookups).hasValue(4);
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    lookups.incrementAndGet();
    if (host.startsWith("unknown")) {
      throw new UnknownHostException(host);
    }
    if (host.startsWith("hangs")) {
      try {
        serverWakesUp.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return List.of(InetAddress.getLoopbackAddress());
  }
}
