package waybill.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;

/** What a command printed, and how it ended. */
record Typed(int code, String out, String err) {

  static Typed run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Typed(code, out.toString(), err.toString());
  }

  /** A port at which nothing answers. */
  static int portOfNobody() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return taken.getLocalPort();
    }
  }

  Typed exits(int expected) {
    assertThat(code).as(out + err).isEqualTo(expected);
    return this;
  }
}
