package waybill.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The dead merchant's server is the witness of how often it is called at once. */
class SilentServerTest {

  @Test
  @Timeout(10)
  void calls_at_once_are_counted_and_those_that_ended_are_not() throws Exception {
    try (SilentServer server = SilentServer.start()) {
      try (Socket first = call(server);
          Socket second = call(server)) {
        await(server, 2);
        assertThat(first.isConnected() && second.isConnected()).isTrue();
      }
      await(server, 0);
      try (Socket third = call(server)) {
        await(server, 1);
        assertThat(third.isConnected()).isTrue();
      }
      assertThat(server.atOnceMax()).isEqualTo(2);
      assertThat(server.calls()).isEqualTo(3);
    }
  }

  private static Socket call(SilentServer server) throws IOException {
    URI url = URI.create(server.url());
    return new Socket(url.getHost(), url.getPort());
  }

  private static void await(SilentServer server, int atOnce) {
    while (server.atOnce() != atOnce) {
      Thread.onSpinWait();
    }
  }
}
