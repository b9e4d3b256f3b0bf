package waybill.notify;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.io.CloseMode;

/**
 * One HTTP/1.1 request and its answer on a connection that is made for them. What a full client may
 * do by itself (redirects, second tries, cookies, compression, upgrades) is not switched off here:
 * it does not exist.
 */
final class HttpExchange extends DefaultBHttpClientConnection {

  static final int HEADER_LINE_MAX_BYTES = 8 * 1024;
  static final int HEADERS_MAX = 100;

  /** 16 KiB of body, and as much again for everything around it. */
  static final int WIRE_MAX_BYTES = 32 * 1024;

  private static final int BUFFER_BYTES = 2 * 1024;
  private static final int INTERIM_ANSWERS_MAX = 8;
  private static final int FIRST_FINAL_STATUS = 200;
  private static final int SWITCHING_PROTOCOLS = 101;

  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setBufferSize(BUFFER_BYTES)
          .setMaxLineLength(HEADER_LINE_MAX_BYTES)
          .setMaxHeaderCount(HEADERS_MAX)
          .build();

  private ClassicHttpResponse answer;

  private HttpExchange() {
    super(LIMITS);
  }

  /** {@code onBytes} is told whenever something of the answer arrives. */
  static HttpExchange on(Socket socket, Runnable onBytes) throws IOException {
    HttpExchange exchange = new HttpExchange();
    exchange.bind(new MeteredSocket(socket, onBytes));
    return exchange;
  }

  void post(CallbackUrl url, Map<String, String> headers, String body)
      throws IOException, HttpException {
    var request = new BasicClassicHttpRequest("POST", url.target());
    request.addHeader("Host", url.hostHeader());
    headers.forEach(request::addHeader);
    request.addHeader("Content-Length", body.getBytes(StandardCharsets.UTF_8).length);
    request.addHeader("Connection", "close");
    request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    sendRequestHeader(request);
    sendRequestEntity(request);
    flush();
  }

  /** Reads up to the end of the headers of the final answer; its status. */
  int readHead() throws IOException, HttpException {
    int interim = 0;
    do {
      if (interim++ > INTERIM_ANSWERS_MAX) {
        throw new HttpException("too many interim answers");
      }
      answer = receiveResponseHeader();
    } while (answer.getCode() < FIRST_FINAL_STATUS && answer.getCode() != SWITCHING_PROTOCOLS);
    return answer.getCode();
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(answer.getFirstHeader(name)).map(Header::getValue);
  }

  /** At most {@code maxBytes} of the body; fewer only if it is shorter. */
  byte[] readBody(int maxBytes) throws IOException, HttpException {
    if (!MessageSupport.canResponseHaveBody("POST", answer)
        || answer.getCode() == SWITCHING_PROTOCOLS) {
      return new byte[0];
    }
    receiveResponseEntity(answer);
    return answer.getEntity().getContent().readNBytes(maxBytes);
  }

  @Override
  public void close() {
    close(CloseMode.IMMEDIATE);
  }

  /** Gives out only so much of what arrives: endless headers and chunks end here. */
  private static final class MeteredSocket extends SocketHolder {

    private final Runnable onBytes;

    MeteredSocket(Socket socket, Runnable onBytes) {
      super(socket);
      this.onBytes = onBytes;
    }

    @Override
    protected InputStream getInputStream(Socket socket) throws IOException {
      return new MeteredStream(socket.getInputStream(), onBytes);
    }
  }

  private static final class MeteredStream extends InputStream {

    private final InputStream in;
    private final Runnable onBytes;
    private int leftBytes = WIRE_MAX_BYTES;

    MeteredStream(InputStream in, Runnable onBytes) {
      this.in = in;
      this.onBytes = onBytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (leftBytes == 0) {
        throw new TooLong();
      }
      int count = in.read(bytes, from, Math.min(length, leftBytes));
      if (count > 0) {
        onBytes.run();
        leftBytes -= count;
      }
      return count;
    }
  }

  /** The answer is longer than we read. */
  static final class TooLong extends IOException {

    private static final long serialVersionUID = 1L;

    TooLong() {
      super("the answer is over " + WIRE_MAX_BYTES / 1024 + " KiB");
    }
  }
}
